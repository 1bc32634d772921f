"""ZIP (PKWARE APPNOTE), unpacked with a count kept of what comes out, whatever its headers say."""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.intake.document import IntakeError, Limits, Part
from comity.intake.names import safe

_CHUNK = 1 << 16
_HARMLESS = 1_000_000  # bytes: below this, a high ratio is only a very regular file
_ENCRYPTED = 0x1  # general purpose flag, bit 0
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError)


class Overflow(IntakeError):
    """An archive unpacks to more than the limits allow; nothing more is read of it."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one file that was given, at every depth."""

    limits: Limits
    files: int = 0
    unpacked: int = 0

    def file(self) -> None:
        """Count a file; raises ``Overflow`` beyond the limit."""
        self.files += 1
        if self.files > self.limits.archive_files:
            raise Overflow(f"holds more than {self.limits.archive_files:,} files: split it")

    def bytes(self, count: int) -> None:
        """Count bytes; raises ``Overflow`` beyond the limit."""
        self.unpacked += count
        if self.unpacked > self.limits.archive_bytes:
            raise Overflow(f"unpacks to more than {self.limits.archive_bytes:,} bytes: split it")


def members(path: Path, folder: Path, budget: Budget) -> Iterator[Part]:
    """The files in a ZIP, each unpacked into ``folder`` under a name of our own.

    A member that cannot be had is a part with its trouble told. Raises ``IntakeError`` if the
    archive is a bomb, holds too much, or holds nothing.
    """
    packed, unpacked, found = path.stat().st_size, 0, False
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir() or info.filename.startswith("__MACOSX/"):
                continue
            found = True
            budget.file()
            name = safe(info.filename)
            try:
                target = _target(folder)
                with target.open("wb") as out:
                    for chunk in _chunks(archive, info, budget.limits.file_bytes):
                        unpacked += len(chunk)
                        budget.bytes(len(chunk))
                        _check_ratio(unpacked, packed, budget.limits)
                        out.write(chunk)
            except Overflow:
                raise
            except IntakeError as error:
                yield Part(name, trouble=str(error))
            else:
                yield Part(name, target)
    if not found:
        raise IntakeError("is an archive that holds no files: ask the sender for it again")


def check_office(path: Path, limits: Limits) -> None:
    """Raises ``IntakeError`` if a DOCX or XLSX is a bomb: too large, or with a document type
    definition, which ECMA-376 (part 2, 9.1.4) forbids and entity bombs need."""
    unpacked, packed = 0, path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            for i, chunk in enumerate(_chunks(archive, info, limits.file_bytes)):
                unpacked += len(chunk)
                _check_ratio(unpacked, packed, limits)
                if unpacked > limits.archive_bytes:
                    raise Overflow(f"unpacks to more than {limits.archive_bytes:,} bytes")
                if i == 0 and _is_xml(info.filename) and re.search(rb"<!(?:DOCTYPE|ENTITY)", chunk):
                    raise IntakeError(
                        "holds a document type definition, which Office files may not"
                    )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _target(folder: Path) -> Path:
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        return Path(file.name)


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """A member's bytes in pieces, at most ``most`` of them."""
    if info.flag_bits & _ENCRYPTED:
        raise IntakeError("is encrypted: ask the sender for the password and unpack it first")
    count = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                count += len(chunk)
                if count > most:
                    raise IntakeError(
                        f"unpacks to more than {most:,} bytes: it is too large to be read here"
                    )
                yield chunk
    except _BROKEN as error:
        raise IntakeError(
            "is damaged in its archive: ask the sender for the archive again"
        ) from error


def _check_ratio(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > _HARMLESS and unpacked > limits.archive_ratio * packed:
        raise Overflow(
            f"unpacks to more than {limits.archive_ratio} times its size (a zip bomb?): "
            "do not open it; if it is meant so, unpack it yourself"
        )
