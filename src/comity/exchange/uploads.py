"""Uploads that can be resumed: a sealed file grows in a folder until it is whole.

An upload is known by the SHA-256 of the whole file, so that a caller that was cut off asks how
far it got, and goes on; the protocol is close to the core of tus 1.0.0 (https://tus.io/protocols).
What was taken in is remembered for a while, so that a caller who did not hear the answer need not
send the file again.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from comity.exchange.inbox import receive
from comity.exchange.office import Office
from comity.exchange.sealed import Refused
from comity.model import ComityError
from comity.store import digest

LARGEST = 64 << 30
"""Bytes of one sealed file, and of all that a partner has under way."""

_OPEN = 20  # uploads of one partner that are not whole
_KEPT = 30 * 86_400.0  # seconds without a byte until an upload, or that it came, is forgotten
_NAME = re.compile(r"[0-9a-f]{64}")


class Upload(NamedTuple):
    """An upload: the SHA-256 of the whole file, its size, and how much of it is here (bytes)."""

    sha256: str
    size: int
    offset: int


class Taken(NamedTuple):
    """A package that was taken in; ``new`` is false if it had been before."""

    package: str
    new: bool


class Missing(ComityError):
    """There is no such upload."""


class Crossed(ComityError):
    """The upload does not stand where the caller thinks, or other calls must be finished first."""


class NoRoom(ComityError):
    """There is no room for it at present."""


class Uploads:
    """The uploads of one partner, in a folder of its own: no other partner's calls lead there."""

    def __init__(self, home: Path, origin: str) -> None:
        """Take the folder of a partner, known by its origin, under a node's ``home``."""
        # The name is a hash, as two origins may differ in signs alone that no file's name has.
        self._folder = home / "uploads" / sha256(origin.encode()).hexdigest()[:32]
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def begin(self, name: str, size: int) -> Upload:
        """Begin the upload of a file with a SHA-256 (hex) and a size, or find how far it came.

        Raises:
            Crossed: too much is under way.
            NoRoom: the disk is too full for it.
            ComityError: that is no SHA-256, or no size that is taken.
        """
        if not _NAME.fullmatch(name) or not 0 < size <= LARGEST:
            raise ComityError(f"An upload has a SHA-256 and a size of up to {LARGEST:,} bytes.")
        self._forget()
        if (known := self._known(name)) and known.size == size:
            return known
        open_ = [path for path in self._parts() if path.stem != name]
        if len(open_) >= _OPEN:
            raise Crossed(f"{_OPEN} uploads are not whole: finish those first.")
        if size + sum(map(_size, open_)) > LARGEST:
            raise Crossed(f"More than {LARGEST:,} bytes would be under way: finish others first.")
        if size > shutil.disk_usage(self._folder).free:
            raise NoRoom("There is no room for it at present: send it again later.")
        for other in self._folder.glob(f"{name}.*"):  # of another size: one hash has one
            other.unlink(missing_ok=True)
        path = self._folder / f"{name}.{size}"
        path.touch(mode=0o600)
        return Upload(name, size, path.stat().st_size)

    def find(self, name: str) -> Upload:
        """Return how far an upload has come.

        Raises:
            Missing: there is none.
        """
        found = self._known(name)
        if found is None:
            raise Missing("There is no such upload: begin it first.")
        return found

    def add(self, name: str, offset: int, block: bytes) -> Upload:
        """Add bytes where the upload stands.

        Raises:
            Missing: there is no such upload.
            Crossed: it stands elsewhere, or it would grow over its size.
        """
        size = self.find(name).size
        with self._alone(name) as stream:
            at = stream.seek(0, os.SEEK_END)
            if at != offset or at + len(block) > size:
                raise Crossed(f"The upload stands at {at:,} of {size:,} bytes: go on from there.")
            try:
                stream.write(block)
                stream.flush()
            except OSError as error:
                raise NoRoom(f"It cannot be kept at present: {error.strerror}.") from None
        return Upload(name, size, offset + len(block))

    def finish(self, office: Office, name: str) -> Taken:
        """Take in a file that is whole. To finish it again changes nothing, and says the same.

        Raises:
            Missing: there is no such upload.
            Crossed: it is not whole, or is being taken in by another call.
            Refused: it is not the file that was announced, or not what it should be; it is gone.
            ComityError: it cannot be taken in here at present; it is kept.
        """
        upload, done = self.find(name), self._folder / f"{name}.done"
        if done.exists():
            return Taken(done.read_text("ascii").split()[0], new=False)
        if upload.offset != upload.size:
            raise Crossed(f"The upload stands at {upload.offset:,} bytes: go on from there.")
        with self._alone(name):
            path = self._folder / f"{name}.{upload.size}"
            try:
                if digest(path) != name:
                    raise Refused("changed", "The file was changed on its way: send it again.")
                arrival = receive(office, path)
            except Refused:
                path.unlink()
                raise
            part = done.with_suffix(".part")
            part.write_text(f"{arrival.package.id} {upload.size}", "ascii")
            part.replace(done)
            path.unlink()
        return Taken(arrival.package.id, arrival.new)

    @contextmanager
    def _alone(self, name: str) -> Iterator[BinaryIO]:
        """Open an upload, to be changed by nobody else until the block ends."""
        path = self._folder / f"{name}.{self.find(name).size}"
        try:
            stream = path.open("r+b")
        except FileNotFoundError:  # it was taken in meanwhile
            raise Crossed("Another call has just finished this upload.") from None
        with stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Crossed("Another call is at work on this upload: ask again soon.") from None
            if not os.fstat(stream.fileno()).st_nlink:
                raise Crossed("Another call has just finished this upload.")
            yield stream

    def _known(self, name: str) -> Upload | None:
        if not _NAME.fullmatch(name):
            return None
        with suppress(FileNotFoundError):
            size = int((self._folder / f"{name}.done").read_text("ascii").split()[1])
            return Upload(name, size, size)
        with suppress(FileNotFoundError):
            for path in self._parts():
                if path.stem == name:
                    return Upload(name, _size(path), path.stat().st_size)
        return None

    def _parts(self) -> list[Path]:
        return [path for path in self._folder.iterdir() if path.suffix[1:].isdecimal()]

    def _forget(self) -> None:
        """Remove what nobody has touched for long."""
        before = time.time() - _KEPT
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()


def _size(path: Path) -> int:
    return int(path.suffix[1:])
