"""Which files are meant, and what their bytes hash to."""

import glob
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.intake.document import IntakeError
from comity.intake.names import shown

CHUNK = 1 << 20
UPLOADED = "comity-upload-"
"""How a folder begins in which what came over HTTP waits, each file in a folder of its own."""

_SPOOL = "comity-stdin-"


def find(paths: Iterable[str]) -> Iterator[Path]:
    """The files that ``paths`` name, each once: files, folders (all within, sorted), globs, and
    ``-`` for standard input, spooled to a temporary file that lives until the next step.

    Hidden files and links that lead out of a folder are skipped, unless named themselves. What
    cannot be opened is handed on, so that ``read`` says why. Raises ``IntakeError``, before any
    file is given, if a path matches nothing.
    """
    roots = [root for path in paths for root in _roots(path)]
    seen: set[Path] = set()
    for root in roots:
        for path in _spool() if root is None else _within(root):
            if path not in seen:
                seen.add(path)
                yield path


def digest(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes of a file, read in pieces.

    Raises ``IntakeError`` if it is not a regular file (a pipe would never end), ``OSError`` if it
    cannot be opened.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IntakeError("is a folder that cannot be read as a file: give the files within")
    if not stat.S_ISREG(mode):
        raise IntakeError("is a pipe or device, not a file: copy its content to a file first")
    with path.open("rb") as file:
        hashed = hashlib.file_digest(file, "sha256")
        return hashed.hexdigest(), file.tell()


def origin(path: Path) -> str:
    """Where a file came from, for the record of custody: the path as given, safe to show.

    Of what came over HTTP it is the name alone, as the path was ours.
    """
    if path.parent.name.startswith(_SPOOL):
        return "stdin"
    return shown(path.name if path.parent.parent.name.startswith(UPLOADED) else str(path))


def _roots(path: str) -> list[Path | None]:
    if path == "-":
        return [None]
    if os.path.lexists(path):
        return [Path(path)]
    found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  (absolute ones too)
    if not found:
        raise IntakeError(f"{shown(path)}: no such file or folder: check the path")
    return [Path(match) for match in found]


def _spool() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=_SPOOL) as folder:
        path = Path(folder, "stdin")
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, CHUNK)
        yield path


def _within(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    found = False
    for path in _walk(root, root.resolve()):
        found = True
        yield path
    if not found:
        raise IntakeError(f"{shown(str(root))}: the folder holds no files: check the path")


def _walk(folder: Path, top: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in entries:
        if path.name.startswith(".") or (path.is_symlink() and not _stays(path, top)):
            continue
        if path.is_dir():
            yield from _walk(path, top)
        else:
            yield path


def _stays(link: Path, top: Path) -> bool:
    """Whether a link leads to a file within ``top`` (linked folders could go round in circles)."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_relative_to(top) and not target.is_dir()
