"""Plain text."""

from pathlib import Path

from comity.intake import report
from comity.intake.document import Content, Limits
from comity.intake.text import bounded, decode, too_long

_WIDEST = 4  # bytes a character, in any encoding read


def read(path: Path, limits: Limits) -> Content:
    """The text of a file, and what its first and last lines say of it."""
    if path.stat().st_size > _WIDEST * limits.text_chars:
        raise too_long(limits)
    text, encoding = decode(path.read_bytes())
    return Content(text=bounded(text, limits), encoding=encoding, header=report.header(text))
