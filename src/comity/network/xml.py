"""Text made fit for XML 1.0, whatever it was."""

import re
from xml.sax.saxutils import escape as _escape

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return text without the characters that XML 1.0 does not allow (section 2.2)."""
    return _ILLEGAL.sub("", text)


def escaped(text: str) -> str:
    """Return text that can stand in an element or a quoted attribute and reads back the same."""
    return _escape(
        clean(text),
        {'"': "&quot;", "'": "&#39;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"},
    )


def one_line(text: str) -> str:
    """Return text on one line, as a label is shown."""
    return " ".join(clean(text).split())
