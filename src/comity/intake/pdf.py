"""PDF (ISO 32000-1), by PDFium."""

import re
import threading
from datetime import date
from pathlib import Path

import pypdfium2

from comity.intake import report
from comity.intake.document import Content, Header, IntakeError, Limits, Marked
from comity.intake.text import canonical, located, one_line, too_long

_PDFIUM = threading.Lock()  # PDFium is not safe to use from several threads
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # as PDFium gives a hyphen at a line's end
_TAIL = 4096


def read(path: Path, limits: Limits) -> Content:
    """The pages' text, parted by blank lines; title, author and date of creation.

    The date of creation is a field of its own: it does not say when the text was published.
    Raises ``IntakeError`` if the file is cut short, encrypted, damaged, or holds pictures only.
    """
    _complete(path)
    with _PDFIUM:
        pages, info = _open(path, limits)
    text, starts = joined(pages)
    if not re.search(r"\w", text):
        raise IntakeError("has no text layer (scanned?): run OCR first, e.g. ocrmypdf")
    declared = Header(located(info["Title"], text), located(info["Author"], text))
    created = _date(info["CreationDate"])
    return Content(
        text=text,
        pages=starts,
        header=settled(report.header(text), declared),
        fields=(("created", Marked(created)),) if created else (),
    )


def joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """Pages parted by a blank line, and the offset where each begins."""
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 2
    return "\n\n".join(pages), tuple(starts)


def settled(visible: Header, declared: Header) -> Header:
    """One header of what the text shows and what the file's properties declare.

    Properties are often left over from a template: a text that shows author or date goes first.
    """
    if visible.author or visible.published:
        return visible.otherwise(declared)
    return declared.otherwise(visible)


def _complete(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _TAIL))
        tail = file.read()
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise IntakeError("is a PDF that is cut short: ask the sender for it again")


def _open(path: Path, limits: Limits) -> tuple[list[str], dict[str, str]]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise IntakeError(
                "is encrypted: ask the sender for the password and save it without one"
            ) from error
        raise IntakeError("is a damaged PDF: ask the sender for it again") from error
    try:
        pages, total = [], 0
        for i in range(len(document)):
            pages.append(_page(document[i]))
            total += len(pages[-1])
            if total > limits.text_chars:
                raise too_long(limits)
        return pages, {
            k: document.get_metadata_value(k) for k in ("Title", "Author", "CreationDate")
        }
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> str:
    layer = page.get_textpage()
    text = canonical(layer.get_text_bounded().translate(_HYPHENS)).strip("\n ")
    layer.close()
    page.close()
    return _flowing(text)


def _flowing(text: str) -> str:
    """``text``, its lines that only the margin broke joined by a space (the same length)."""
    lines = text.split("\n")
    full = 0.75 * max(len(line) for line in lines)
    joins = [
        " " if len(a) >= max(full, 40) and a[-1].isalnum() and b[:1].isalnum() else "\n"
        for a, b in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return "".join(line + join for line, join in zip(lines, joins, strict=True))[:-1]


def _date(value: str) -> str | None:
    """The day of a PDF date, ``D:YYYYMMDD…`` (ISO 32000-1, 7.9.4)."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", one_line(value))
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None
