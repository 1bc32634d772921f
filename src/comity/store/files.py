"""Evidence files: named by their SHA-256, written once, never changed."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 20


class Files:
    """A folder of evidence files, ``ab/cdef…`` under their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the file of that hash stands, or would."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, source: Path, sha256: str) -> None:
        """Copy a file in, atomically; a file that is there already is left as it is.

        Raises:
            OSError: it cannot be read or written, or its bytes are not those of ``sha256``.
        """
        target = self.path(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
        try:
            if _copy(source, handle) != sha256:
                raise OSError(f"{source} changed while it was read")
            Path(name).chmod(0o440)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)

    def changed(self, sha256: str) -> str:
        """Say what is wrong with a stored file; empty where it is as it was."""
        path = self.path(sha256)
        if not path.exists():
            return "is missing"
        return "" if digest(path) == sha256 else "is not the file that was added"

    def __iter__(self) -> Iterator[str]:
        for path in sorted(self.folder.glob("??/*")):
            if not path.name.startswith("."):
                yield path.parent.name + path.name


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(source: Path, handle: int) -> str:
    found = hashlib.sha256()
    with source.open("rb") as stream, os.fdopen(handle, "wb") as target:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return found.hexdigest()
