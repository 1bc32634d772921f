"""Which date of its sentence an event has: the last one before it that can date it."""

import re
from collections.abc import Sequence

from comity.extract.chinese.happenings.clauses import LEFT_OUT, Clause
from comity.extract.chinese.happenings.scene import View
from comity.extract.finding import Date

_UNTIL = re.compile(r"(?:[到至]|截至|截止|直到|截至目前|直至|自从?|从)$")
_SINCE = re.compile(r"^(?:以来|起|至|到|—|–|~|-(?!\d)|之?前|期间|间)")
_REPORT = re.compile(
    r"获悉|了解到|透露|报道|消息|发布|通报|表示|介绍|[称说讯]$|发现$|记者|召开|公布|宣布消息|出生|生于"
)
_THEN = re.compile(r"其后|后来|事后")
_LATER = re.compile(
    r"[，；](?:约|近)?(?:[0-9]{1,3}|[一二两三四五六七八九十半]+)(?:个?[多半]?(?:月|星期)|天|日|周|年)(?:多|半)?"
    r"(?:[之以]?[内后]|来|过后)"
)
"""Words for a time after a date, which then dates nothing more: 三个月内, 两天后."""
_FINDS = re.compile(r"(?:发现|[称说]|通报|表示|介绍)$")
_OTHER = re.compile(r"(?:此前|之前|后来|随后|当时|曾|早前|事后|次日|翌日)")


def date_of(seen: View, dates: Sequence[Date]) -> str:
    """Return the ISO 8601 date of the event that a trigger tells, or an empty text.

    ``dates`` are those of its sentence. A range dates nothing, nor does the date of a report on
    it. Behind its verb a date counts where 于 stands before it: 被捕于2019年.
    """
    flat, clause = seen.scene.flat, seen.clause
    trigger, end = seen.trigger.start, seen.trigger.end
    for date in dates:
        if 0 <= date.start - end <= 1 and flat[end : date.start] == "于":
            return date.value
    for date in reversed([d for d in dates if d.end <= trigger and flat[d.start] != LEFT_OUT]):
        own = clause.start <= date.start
        if _is_limit(flat, date):
            return ""
        home = next(
            (c for c in seen.scene.sentence.clauses if c.start <= date.start < c.end), clause
        )
        words = flat[home.start : home.end] if not own else flat[date.end : trigger]
        if _REPORT.search(words) or (not own and _is_reported(seen, date)):
            continue
        if _LATER.search(flat[date.end : trigger]) or (
            not own and _is_another(flat, clause, trigger)
        ):
            return ""
        return date.value
    return ""


def _is_another(flat: str, clause: Clause, trigger: int) -> bool:
    """Return whether a clause says that it tells of another time than the clauses before."""
    words = flat[clause.start : trigger].lstrip()
    return _OTHER.match(words) is not None or _THEN.search(words) is not None


def _is_reported(seen: View, date: Date) -> bool:
    """Return whether a date that fills its clause is that of who found out: 5日，警方发现，……"""
    clauses = seen.scene.sentence.clauses
    number = next((i for i, c in enumerate(clauses) if c.start <= date.start < c.end), seen.number)
    if number + 1 >= seen.number or seen.scene.flat[date.end : clauses[number].end].strip():
        return False
    start, end, _ = clauses[number + 1]
    return _FINDS.search(seen.scene.flat, start, end) is not None


def _is_limit(flat: str, date: Date) -> bool:
    if _UNTIL.search(flat[max(0, date.start - 4) : date.start]):
        return True
    after = flat[date.end : date.end + 4]
    return _SINCE.match(after) is not None
