"""Offences by name: 走私、贩卖、运输、制造毒品罪, and in a list before 等罪 the names alone.

``offences.txt`` has names as the courts of China write them (Supreme People's Court, provisions on
the names of offences, with their supplements), and some of Taiwan, Hong Kong and elsewhere. Parts
between bars stand in their order; of each part a court names those that apply. What the table does
not have is read back from 罪 to the word that leads to it (犯, 构成, 以).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from comity.extract.finding import Span, Spanned

_NO_NAME_AFTER = "名犯行责恶证过刑魁孽案魂"
_NO_NAME_BEFORE = (
    "犯认定有无悔数此该本判服获入治赔谢何重轻两三主各之论问免畏伏同一宗项条的拟多前类新旧种等"
)
_LEADS = re.compile(
    r"涉嫌|构成|因犯|触犯了?|犯有|犯下|犯了|犯(?!罪)|被控|指控|控告|控以|起诉|认定为?|判定|裁定|定性为"
    r"|罪名[是为]|属于?|系|[因以依为是即对将把和与及，：“‘「『\"]|被告人?|涉及|分别|的(?!发票|商品)"
)
_BOUND = re.compile(r"[，。；：！？\s“”‘’「」『』\"'（()）《》]|罪[、和与及以]*")
_LONGEST = 24  # characters of a name that the table does not have
_HAN = re.compile(r"[\u4e00-\u9fff、]{2,}")


def find(simple: str, names: tuple[Spanned, ...] = ()) -> list[Span]:
    """Return the offences that a text in simplified characters names, in its order.

    ``names`` are people and organisations, which no offence has in it.
    """
    held = {at for n in names for at in range(n.start, n.end)}
    return sorted(set(_all(simple, held)))


def _all(simple: str, held: set[int]) -> Iterator[Span]:
    known = {m.end(): Span(*m.span()) for m in _pattern().finditer(simple)}
    for m in re.finditer("罪", simple):
        at = m.start()
        follows = simple[at + 1 : at + 2]
        if simple[at - 1 : at] == "等" and follows not in ("犯", "行"):
            yield from _listed(simple, at - 1, known, held)
            continue
        whole = known.get(at)
        if follows == "名" and whole:
            yield whole
        elif follows and follows in _NO_NAME_AFTER:
            continue
        elif whole:
            yield Span(whole.start, at + 1)
        elif simple[at - 1 : at] not in _NO_NAME_BEFORE:
            start = _read_back(simple, at, held)
            if start is not None:
                yield Span(start, at + 1)


def _listed(simple: str, end: int, known: dict[int, Span], held: set[int]) -> Iterator[Span]:
    """Yield the names in a list that ends with 等罪: 洗钱、诈骗等罪."""
    while True:
        whole = known.get(end)
        start = whole.start if whole else _read_back(simple, end, held)
        if start is None:
            return
        if not whole:
            start = max(start, *(simple.rfind(mark, 0, end) + 1 for mark in "、和"))
        if end - start > 1:
            yield Span(start, end)
        end = start
        while end and simple[end - 1] in "、和及与":
            end -= 1
        if end == start:
            return


def _read_back(simple: str, at: int, held: set[int]) -> int | None:
    """Return where a name begins that the table does not have and that ends at a place."""
    low = max(0, at - _LONGEST)
    low = max((p + 1 for p in range(low, at) if p in held), default=low)
    low = max([low, *(m.end() for m in _BOUND.finditer(simple, low, at))])
    leads = [m.end() for m in _LEADS.finditer(simple, low, at) if m.end() < at - 1]
    start = leads[-1] if leads else low
    return start if _HAN.fullmatch(simple, start, at) else None


@cache
def _pattern() -> re.Pattern[str]:
    table = (Path(__file__).parent / "offences.txt").read_text("utf-8").split("\n")
    rows = sorted(filter(None, table), key=len, reverse=True)
    any_of = "|".join("".join(map(_part, row.split("|"))) for row in rows)
    return re.compile(
        rf"(?:非法|串谋|共谋|合谋|密谋|预谋|意图|企图|组织|协助|帮助|教唆)*(?:{any_of})"
    )


def _part(words: str) -> str:
    any_of = "|".join(map(re.escape, words.split()))
    return rf"(?:{any_of})(?:[、和]?(?:{any_of})){{0,8}}"
