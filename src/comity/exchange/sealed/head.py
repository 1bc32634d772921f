"""Reading what stands before the payload of a package, and checking all that it allows to check."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from comity.exchange.sealed import archive, bag, covering
from comity.exchange.sealed.bag import Envelope, Info, Limits
from comity.exchange.sealed.covering import Keys
from comity.exchange.sealed.flow import Inflow, Reading
from comity.exchange.sealed.refusal import Refused, malformed

_FIRST = re.compile(r"(comity-[0-9a-f]{12})/bagit\.txt")
_LINE = 150  # bytes of a line of the manifest: 64 of the hash, 2, 80 of the path, 1, and some
_SMALL = 1 << 16


class Receiver(NamedTuple):
    """Who opens a package: its origin, whose keys it trusts, and how much it takes in."""

    me: str
    trusted: Keys
    revoked: Keys
    limits: Limits


class Head(NamedTuple):
    """What is known of a package before its payload.

    Attributes:
        id: of the package.
        envelope: from whom to whom.
        signer: the key that signed it.
        info: its labels, and the payload's size.
        manifest: the SHA-256 of each file of the payload by its path, in their order.
    """

    id: str
    envelope: Envelope
    signer: str
    info: Info
    manifest: Mapping[str, str]
    files: Mapping[str, bytes]

    @property
    def name(self) -> str:
        """The bag's folder."""
        return bag.name_of(self.id)


def read(inflow: Inflow, receiver: Receiver) -> Reading[Head]:
    """Read and verify the head.

    Raises:
        Refused: it is not signed by somebody trusted for this receiver, or not as it should be.
    """
    name, files = yield from _tag_files(inflow, receiver.limits)
    if files["bagit.txt"] != bag.DECLARATION:
        raise malformed("bagit.txt is not that of BagIt 1.0 in UTF-8")
    info = bag.load_info(files["bag-info.txt"])
    if info.octets > receiver.limits.total:
        raise Refused(
            "too-large",
            f"The package holds {info.octets:,} bytes, more than the {receiver.limits.total:,} "
            "that are taken in: ask for it in parts, or raise the limit.",
        )
    manifest = bag.load_manifest(files["manifest-sha256.txt"], receiver.limits)
    if files["tagmanifest-sha256.txt"] != bag.tag_manifest(files):
        raise Refused("changed", "The package was changed after it was sealed: ask for it again.")
    package = sha256(files["tagmanifest-sha256.txt"]).hexdigest()
    if name != bag.name_of(package) or info.files != len(manifest):
        raise malformed("its name or its number of files is not that of its contents")
    envelope, signer = covering.verify(
        files[bag.SIGNATURE], package, receiver.trusted, receiver.revoked
    )
    if envelope.recipient != receiver.me:
        raise Refused(
            "wrong-recipient",
            f"{envelope.sender} sealed this package for {envelope.recipient}, and somebody sent it "
            "on: tell them, and do not use it.",
        )
    return Head(package, envelope, signer, info, manifest, files)


def _tag_files(inflow: Inflow, limits: Limits) -> Reading[tuple[str, dict[str, bytes]]]:
    try:
        member = yield from archive.read_header(inflow)
    except Refused:
        raise _other() from None
    first = _FIRST.fullmatch(member.name)
    if first is None:
        raise _other()
    files = {"bagit.txt": (yield from _content(inflow, member, _SMALL))}
    for file in (*bag.HEAD[1:], bag.SIGNATURE):
        member = yield from archive.read_header(inflow)
        if member.name != f"{first[1]}/{file}":
            raise malformed(f"{file} is not where it should be")
        most = limits.members * _LINE if file == "manifest-sha256.txt" else _SMALL
        files[file] = yield from _content(inflow, member, most)
    return first[1], files


def _content(inflow: Inflow, member: archive.Member, most: int) -> Reading[bytes]:
    if member.size > most:
        raise Refused("too-large", f"The package's {member.name[:60]} is too large.")
    data = yield from inflow.exact(member.size)
    yield from archive.read_padding(inflow, member.size)
    return data


def _other() -> Refused:
    return Refused("not-a-package", "The file is sealed, but what it holds is no package.")
