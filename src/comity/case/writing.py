"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[str]) -> str:
    """Write text whole or not at all; return its SHA-256.

    Raises:
        OSError: it cannot be written; then what was there is as it was.
    """
    found = sha256()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                data = piece.encode("utf-8", "replace")
                found.update(data)
                file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return found.hexdigest()
