"""Opening: a sealed file becomes a folder with a verified bag, or nothing.

What can be refused early is: the key, the signature, the recipient and the declared size are
checked before a file is written. What is written stands under another name until all of it has
been verified.
"""

import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from comity.exchange.sealed import age, archive, bag, head, strict
from comity.exchange.sealed.bag import Envelope, Limits
from comity.exchange.sealed.covering import Keys
from comity.exchange.sealed.flow import Inflow, Progress, Reading
from comity.exchange.sealed.head import Head, Receiver
from comity.exchange.sealed.refusal import Refused, malformed

__all__ = ["Limits", "Opened", "Peeked", "Refused", "open_package", "peek", "unpack"]

_BLOCK = 1 << 18


class Opened(NamedTuple):
    """A package that was opened.

    Attributes:
        id: SHA-256 of its ``tagmanifest-sha256.txt``, in hex.
        envelope: from whom to whom.
        signer: the key (C2SP vkey) that signed it.
        folder: the bag, verified.
        message: what ``data/message.json`` says.
    """

    id: str
    envelope: Envelope
    signer: str
    folder: Path
    message: dict[str, Any]


class Peeked(NamedTuple):
    """What a package says of itself; its signature and its message are verified, no more.

    Attributes:
        id, envelope, signer, message: as those of ``Opened``.
        about: the labels of ``bag-info.txt``.
        size: bytes of the payload.
        files: how many are in it.
    """

    id: str
    envelope: Envelope
    signer: str
    message: dict[str, Any]
    about: Mapping[str, str]
    size: int
    files: int


def open_package(  # noqa: PLR0913, PLR0917  (what, with which keys, for whom, into which folder)
    path: Path,
    identities: Sequence[str],
    verifiers: Keys,
    me: str,
    limits: Limits,
    folder: Path,
    progress: Progress = lambda _: None,
    *,
    revoked: Keys = lambda _: (),
) -> Opened:
    """Decrypt a package, verify it and unpack it; all of it or nothing.

    Memory does not grow with what it holds. A process that is killed leaves ``folder.part``, which
    the next one clears away.

    Args:
        path: the sealed file.
        identities: this node's age keys.
        verifiers: gives the keys that are trusted for a sender, by its origin.
        me: this node's origin.
        limits: how much is taken in.
        folder: where the bag will stand; there is nothing yet.
        progress: told of what was decrypted.
        revoked: gives the keys that a sender has revoked, so that the reason can be told.

    Raises:
        Refused: anything is not as it should be. Nothing of it is kept.
        ComityError: this node's own key is damaged.
        OSError: the file cannot be read, or the folder not written.
    """
    receiver = Receiver(me, verifiers, revoked, limits)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    try:
        known, message = age.decrypt(
            path, identities, lambda inflow: unpack(inflow, receiver, part), progress
        )
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Opened(known.id, known.envelope, known.signer, folder, message)


def peek(path: Path, identities: Sequence[str], verifiers: Keys, me: str, limits: Limits) -> Peeked:
    """Read who sealed a package for whom, and its message; the rest is neither read nor verified.

    Raises:
        Refused: what was read is not as it should be.
        ComityError: this node's own key is damaged.
        OSError: the file cannot be read.
    """
    receiver = Receiver(me, verifiers, lambda _: (), limits)
    try:
        age.decrypt(path, identities, lambda inflow: _peek(inflow, receiver))
    except _Seen as seen:
        return seen.found
    raise malformed("its message is missing")


def unpack(
    inflow: Inflow, receiver: Receiver, folder: Path
) -> Reading[tuple[Head, dict[str, Any]]]:
    """Read a package's archive and write its verified bag into an empty folder.

    Raises:
        Refused: anything is not as it should be; the folder then holds what was read until then.
    """
    found = yield from head.read(inflow, receiver)
    _check_room(folder, found.info.octets)
    for name, data in found.files.items():
        (folder / name).write_bytes(data)
    left = found.info.octets
    for path in found.manifest:
        member = yield from _member(inflow, found, path)
        left -= member.size
        if left < 0:
            raise Refused("too-large", "The package holds more than it declares: do not trust it.")
        yield from _file(inflow, member, folder / path, found.manifest[path])
        _check_json(folder / path, path, receiver.limits)
    if left:
        raise malformed("it holds less than it declares")
    if any((yield from inflow.exact(len(archive.END)))):
        raise malformed("it holds more files than its manifest has")
    return found, strict.message((folder / bag.MESSAGE).read_bytes())


def _peek(inflow: Inflow, receiver: Receiver) -> Reading[None]:
    found = yield from head.read(inflow, receiver)
    member = yield from _member(inflow, found, bag.MESSAGE)
    if member.size > min(receiver.limits.json, found.info.octets):
        raise _too_long(bag.MESSAGE)
    data = yield from inflow.exact(member.size)
    if sha256(data).hexdigest() != found.manifest[bag.MESSAGE]:
        raise _changed(bag.MESSAGE)
    raise _Seen(found, strict.message(data))


class _Seen(Exception):
    """Ends the decryption when enough was read."""

    def __init__(self, head: Head, message: dict[str, Any]) -> None:
        super().__init__()
        about, octets, files = head.info
        self.found = Peeked(head.id, head.envelope, head.signer, message, about, octets, files)


def _member(inflow: Inflow, found: Head, path: str) -> Reading[archive.Member]:
    """Read the header of the file that must come next."""
    member = yield from archive.read_header(inflow)
    if member.name != f"{found.name}/{path}":
        bag.check_path(member.name.removeprefix(f"{found.name}/"))
        raise malformed(f"its archive has {member.name[:100]!r} where its manifest has {path!r}")
    return member


def _file(inflow: Inflow, member: archive.Member, target: Path, digest: str) -> Reading[None]:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found, left = sha256(), member.size
    with target.open("xb") as stream:
        while left:
            block = yield from inflow.some(min(left, _BLOCK))
            found.update(block)
            stream.write(block)
            left -= len(block)
    if found.hexdigest() != digest:
        raise _changed(target.name)
    yield from archive.read_padding(inflow, member.size)


def _check_json(file: Path, path: str, limits: Limits) -> None:
    """Check what is JSON by its name: whoever reads it later may not be as strict."""
    if file.suffix == ".jsonl":
        for _ in strict.lines(file, limits.line):
            pass
    elif file.suffix == ".json":
        if file.stat().st_size > limits.json:
            raise _too_long(path)
        data = file.read_bytes()
        strict.message(data) if path == bag.MESSAGE else strict.text(data, path)


def _check_room(folder: Path, octets: int) -> None:
    free = shutil.disk_usage(folder).free
    if octets > free:
        raise Refused(
            "too-large",
            f"The package unpacks to {octets:,} bytes, and there is room for {free:,}: make room.",
        )


def _changed(name: str) -> Refused:
    return Refused("changed", f"{name} in the package is not what was signed: do not trust it.")


def _too_long(path: str) -> Refused:
    return Refused("too-large", f"{path} in the package is too large.")
