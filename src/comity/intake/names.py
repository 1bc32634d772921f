"""File names that are safe to show: they may come from a hostile archive or e-mail."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[/\\]+")
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 200


def shown(text: str) -> str:
    """``text`` with every character that does not print (controls, line ends, bidi marks, lone
    surrogates) replaced by ``_``."""
    return "".join(
        "_" if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" else c for c in text
    )


def safe(name: str) -> str:
    """A relative path that never leaves its folder: no root, no drive, no ``..``."""
    parts = [shown(part).strip() for part in _SEPARATORS.split(name)]
    kept = [p[-_LONGEST:] for p in parts if p not in {"", ".", ".."} and not _DRIVE.fullmatch(p)]
    return "/".join(kept) or "unnamed"


def last(name: str) -> str:
    """The last part of a path, safe to show."""
    return safe(name).rsplit("/", 1)[-1]
