"""Uploads that can be resumed: a sealed file grows in a folder until it is whole.

An upload is known by the SHA-256 of the whole file, so that a caller that was cut off asks how
far it got, and goes on; the protocol is the core of tus 1.0.0 (https://tus.io/protocols).
"""

import re
from pathlib import Path
from typing import NamedTuple

from comity.exchange.inbox import Arrival, receive
from comity.exchange.office import Office
from comity.exchange.opening import Refused
from comity.model import ComityError
from comity.store import digest

_NAME = re.compile(r"[0-9a-f]{64}")
LARGEST = 64 << 30  # bytes of one sealed file
_OPEN = 20  # uploads of one partner that are not whole


class Upload(NamedTuple):
    """An upload: the SHA-256 of the whole file, its size, and how much of it is here (bytes)."""

    sha256: str
    size: int
    offset: int


def begin(office: Office, origin: str, sha256: str, size: int) -> Upload:
    """Begin an upload of a partner's, or find the one that was cut off.

    Raises:
        ComityError: no hash, too large, or too many that are not whole.
    """
    if not _NAME.fullmatch(sha256) or not 0 < size <= LARGEST:
        raise ComityError(f"An upload has a SHA-256 and from 1 to {LARGEST:,} bytes.")
    folder = _folder(office, origin)
    path = folder / f"{sha256}.{size}"
    if not path.exists():
        if sum(1 for _ in folder.iterdir()) >= _OPEN:
            raise ComityError("Too many uploads are not whole: finish those first.")
        path.touch(mode=0o600)
    return Upload(sha256, size, path.stat().st_size)


def find(office: Office, origin: str, sha256: str) -> Upload:
    """Return how far an upload has come.

    Raises:
        ComityError: there is none.
    """
    path = _path(office, origin, sha256)
    return Upload(sha256, int(path.suffix[1:]), path.stat().st_size)


def add(office: Office, origin: str, upload: Upload, block: bytes) -> Upload:
    """Add bytes at the upload's offset.

    Raises:
        ComityError: the offset is not where the upload stands, or it would grow too large.
    """
    path = _path(office, origin, upload.sha256)
    at = path.stat().st_size
    if at != upload.offset or at + len(block) > upload.size:
        raise ComityError(f"The upload stands at {at:,} bytes: go on from there.")
    with path.open("ab") as stream:
        stream.write(block)
    return upload._replace(offset=at + len(block))


def finish(office: Office, origin: str, upload: Upload) -> Arrival:
    """Take in a file that is whole; the upload is gone, whatever comes of it.

    Raises:
        Refused: the file is not the one that was announced, or not what it should be.
    """
    path = _path(office, origin, upload.sha256)
    try:
        if digest(path) != upload.sha256:
            raise Refused("changed", "The file was changed on its way: send it again.")
        return receive(office, path)
    finally:
        path.unlink(missing_ok=True)


def _path(office: Office, origin: str, sha256: str) -> Path:
    found = sorted(_folder(office, origin).glob(f"{sha256}.*")) if _NAME.fullmatch(sha256) else []
    if not found:
        raise ComityError("There is no such upload: begin it first.")
    return found[0]


def _folder(office: Office, origin: str) -> Path:
    """Return the folder of a partner's uploads; its name is free of what the partner chose."""
    name = "".join(c if c.isalnum() else "-" for c in origin)
    found = office.node.home / "uploads" / name
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found
