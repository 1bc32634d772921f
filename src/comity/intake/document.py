"""What intake hands over, and what its readers hand to each other."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from comity.model import ComityError


class IntakeError(ComityError):
    """A file cannot be read. The text says what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A normalised value and the span of code points in ``Document.text`` that shows it.

    ``start == end == -1`` when the value stands in the file's metadata and not in the text.
    """

    value: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask of this machine. Beyond it, a file is refused, never cut.

    ``archive_ratio`` is bytes unpacked to bytes packed over a whole archive; ``archive_bytes`` and
    ``archive_files`` count everything unpacked from one file, at every depth; ``depth`` is how
    many containers (zip, e-mail) may stand inside each other.
    """

    file_bytes: int = 200_000_000
    text_chars: int = 20_000_000
    archive_files: int = 10_000
    archive_ratio: int = 200
    archive_bytes: int = 1_000_000_000
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read. ``reason`` completes a sentence that begins with ``origin``.

    ``sha256`` is None where the bytes themselves could not be had.
    """

    origin: str
    sha256: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file, read. Spans are code points in ``text``, whose lines end in ``\\n``."""

    sha256: str
    size: int
    name: str
    origin: str
    path: Path
    """The exact bytes: the file itself, or for a part of a container a temporary file that lives
    until the generator that gave this document is advanced or closed."""
    media_type: str
    encoding: str | None = None
    language: str | None = None
    text: str = ""
    kind: str = "prose"
    title: Marked | None = None
    author: Marked | None = None
    outlet: Marked | None = None
    published: Marked | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()
    parent: str | None = None
    data: Path | None = None
    fields: tuple[tuple[str, Marked], ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Who published what, when: as far as a file says so."""

    title: Marked | None = None
    author: Marked | None = None
    outlet: Marked | None = None
    published: Marked | None = None

    def otherwise(self, other: Header) -> Header:
        """This header, its gaps filled from ``other``."""
        return Header(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(Header)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a format's reader found in the bytes."""

    text: str = ""
    kind: str = "prose"
    encoding: str | None = None
    header: Header = Header()
    url: str | None = None
    pages: tuple[int, ...] = ()
    fields: tuple[tuple[str, Marked], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a container: its bytes in a temporary file, or why there are none."""

    name: str
    path: Path | None = None
    trouble: str = ""
