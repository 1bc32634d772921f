"""The words that a body's name ends in, or is, and the fields and trades that bodies deal in.

``bodies.tsv`` says which kinds there are and what each needs before it; ``fields.txt`` and
``trades.txt`` what agencies and companies deal in.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from comity.extract.chinese.script import any_of


class Body(NamedTuple):
    """A kind of body: its FollowTheMoney schema, and what its name needs before this word.

    ``needs`` is ``nothing`` (the word names a body alone), ``place`` (a place, a number or another
    body), ``division`` (a county or district), ``proper`` (a name of its own) or ``any``.
    """

    schema: str
    needs: str


@cache
def kinds() -> dict[str, Body]:
    """Return the words in simplified characters → what kind of body each says."""
    found: dict[str, Body] = {}
    with (files("comity.extract.chinese") / "bodies.tsv").open(encoding="utf-8") as lines:
        for names, *rest in csv.reader((x for x in lines if x[0] != "#"), delimiter="\t"):
            for name in names.split():
                found.setdefault(name, Body(*rest))
    return found


@cache
def pattern() -> re.Pattern[str]:
    """Return what matches such a word, the longest at each place."""
    return re.compile(any_of(kinds()))


@cache
def fields() -> frozenset[str]:
    """Return the fields that agencies work in, and their ranks: 禁毒, 中级."""
    return _words("fields.txt")


@cache
def trades() -> frozenset[str]:
    """Return what companies deal in, and other words that name none: 物流, 上市."""
    return _words("trades.txt")


def _words(name: str) -> frozenset[str]:
    return frozenset((files("comity.extract.chinese") / name).read_text("utf-8").split())
