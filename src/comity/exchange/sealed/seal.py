"""Sealing: parts become one file, packed as a BagIt bag, signed, and encrypted to the recipient.

``docs/package.md`` says what stands in the file.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from comity.exchange.sealed import age, archive, bag, covering
from comity.exchange.sealed.bag import Envelope, Part
from comity.exchange.sealed.flow import Progress
from comity.model import ComityError

__all__ = ["Envelope", "Part", "seal"]

_BLOCK = 1 << 18


def seal(  # noqa: PLR0913, PLR0917  (what, from whom to whom, with which keys, into which file)
    parts: Iterable[Part],
    envelope: Envelope,
    signer: str,
    recipients: Sequence[str],
    into: Path,
    about: Mapping[str, str],
    progress: Progress = lambda _: None,
) -> str:
    """Write a sealed package, whole or not at all; return its id.

    Memory does not grow with what the parts hold. A process that is killed leaves ``into.part``,
    which the next one writes over.

    Args:
        parts: what it carries; the message, ``data/message.json``, is one of them.
        envelope: from whom to whom.
        signer: the sender's private key (C2SP note).
        recipients: the age keys of the recipient.
        into: the file.
        about: further labels for ``bag-info.txt``, such as Source-Organization.
        progress: told of what was packed.

    Returns:
        The SHA-256 of the bag's ``tagmanifest-sha256.txt``, in hex.

    Raises:
        ComityError: a part is not what it was said to be, or a key is damaged.
        ValueError: a part cannot stand in a package, or the message is missing.
        OSError: a part cannot be read, or the file not written.
    """
    packed = bag.arrange(parts)
    tags = bag.tag_files(packed, about)
    package = sha256(tags["tagmanifest-sha256.txt"]).hexdigest()
    tags[bag.SIGNATURE] = covering.sign(package, envelope, signer)
    part = into.with_name(into.name + ".part")
    try:
        with part.open("wb") as stream:
            part.chmod(0o600)
            blocks = _archive(bag.name_of(package), tags, packed)
            age.encrypt(_told(blocks, progress), stream, recipients)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(into)
        _sync(into.parent)
    finally:
        part.unlink(missing_ok=True)
    return package


def _archive(name: str, tags: Mapping[str, bytes], parts: Iterable[Part]) -> Iterator[bytes]:
    for path, data in tags.items():
        yield archive.header(archive.Member(f"{name}/{path}", len(data)))
        yield data + archive.padding(len(data))
    for part in parts:
        yield archive.header(archive.Member(f"{name}/{part.path}", part.size))
        yield from _content(part)
        yield archive.padding(part.size)
    yield archive.END


def _content(part: Part) -> Iterator[bytes]:
    found, size = sha256(), 0
    for block in _blocks(part.source):
        found.update(block)
        size += len(block)
        if size > part.size:
            break
        yield block
    if (size, found.hexdigest()) != (part.size, part.sha256):
        raise ComityError(
            f"{part.path} is no longer what was added, and was not sent: run “comity verify”."
        )


def _blocks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb", buffering=0) as stream:
        while block := stream.read(_BLOCK):
            yield block


def _told(blocks: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    for block in blocks:
        yield block
        progress(len(block))


def _sync(folder: Path) -> None:
    """Have the folder's new entry on the disk before its sending is logged."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
