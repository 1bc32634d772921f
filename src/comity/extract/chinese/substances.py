"""Substances by their Chinese names in the table of law."""

import re
from functools import cache

from comity.extract.chinese.script import any_of
from comity.extract.finding import Name
from comity.law import substances


def find(text: str) -> list[Name]:
    """Return the mentions in a text in simplified characters, the longest name at each place."""
    ids = _ids()
    return [Name(*m.span(), "substance", ids[m[0]], "Substance") for m in _pattern().finditer(text)]


@cache
def _ids() -> dict[str, str]:
    return {name: s.id for s in substances() for name in s.names_zh}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(_ids()))
