"""The words that tell an event, from ``triggers.csv``, where they stand in a text."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from comity.extract.chinese.happenings import tables
from comity.extract.chinese.script import Word, any_of


class Row(NamedTuple):
    """Words that tell one kind of event.

    Attributes:
        schema: the event's, one of ``comity.model.EVENTS``.
        words: the triggers, with blanks between them.
        subject, object: the roles of who does it and of whom or what it is done to.
        needs: what must be there: ``people``, ``goods`` (any), ``contraband`` (a substance or an
            amount, found by officers), ``amount`` (a number of goods), ``money``, ``information``,
            ``penalty``, ``order`` (to pay or to give up), ``tried`` (a word for a court's finding),
            ``offence`` (the name of one right after it), ``verdict`` (that somebody is guilty or
            not, after it), ``alone`` (no sentence or trial told beside it); or nothing.
        not_before, not_after: what may not stand before the trigger, and right after it.
    """

    schema: str
    words: str
    subject: str
    object: str
    needs: str
    not_before: str
    not_after: str


class Trigger(NamedTuple):
    """A trigger at a place in a text, and its row in the table."""

    start: int
    end: int
    row: Row


def find(
    flat: str, words: Sequence[Word], taken: Collection[int], penalties: Collection[int]
) -> list[Trigger]:
    """Return the triggers in a text, in its order; one for each row that has the words.

    ``taken`` are the places that names and offences hold. A trigger of one character must be a
    word by itself, or stand where one of the ``penalties`` begins right after it.
    """
    alone = {w.start: w.text for w in words} | {
        w.start + 1: w.text[1:] for w in words if w.text[0] in "被共先已"
    }
    found: list[Trigger] = []
    at = 0
    while m := _pattern().search(flat, at):
        at = m.end()
        for end in range(at, m.start(), -1):  # 判监禁三年: where 判监 does not fit, 判 may
            word = flat[m.start() : end]
            whole = len(word) > 1 or end in penalties
            if m.start() in taken or not (whole or _is_word(word, alone.get(m.start(), ""))):
                continue
            if fits := [row for row in _rows_of(word) if _fits(flat, m.start(), end, row)]:
                found += [Trigger(m.start(), end, row) for row in fits]
                at = end
                break
    return found


def _fits(flat: str, start: int, end: int, row: Row) -> bool:
    """Return whether what stands before and after a trigger lets a row of the table have it."""
    before = flat[max(0, start - 12) : start]
    if row.not_before and re.search(rf"(?:{row.not_before.rstrip('$')})$", before):
        return False
    return not (row.not_after and re.match(row.not_after, flat[end : end + 8]))


def _is_word(trigger: str, word: str) -> bool:
    return word.startswith(trigger) and (word[1:] in ("", "了") or trigger == "判")


@cache
def _rows_of(word: str) -> list[Row]:
    return [row for row in _table() if word in row.words.split()]


@cache
def _table() -> list[Row]:
    return [Row(*cells) for cells in tables.rows("triggers.csv")]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of({w for row in _table() for w in row.words.split()}))
