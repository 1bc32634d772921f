"""The words for goods beside a verb, whole and one for each in a list: 海洛因约3公斤."""

import re
from collections.abc import Iterator, Sequence

from comity.extract.chinese.happenings.parties import GOODS, Unit
from comity.extract.finding import Span

_BEFORE = re.compile(
    r"^(?:了|出|到|得|的|过|其|共计?|总计|合计|合共|一共|累计|近|约|超过|逾|至少|最多|至多|最少)+"
)
_STOP = re.compile(
    r"之后|之前|(?<![今其先最事])后(?![备盖])|时(?!间|代)|期间|价值|重达|净重|重(?=[约达0-9一二三四五六七八九十])|毛重|共计|有(?=[0-9一二三四五六七八九十两近约])|并(?!处)|[经由从往至给向](?=.)|到(?!案|货|达)|藏匿于|放在|藏在|准备|用于|欲"
)
_VERB = re.compile(r"(?<=..)(?:均|都|全部|已|[是为有经被在将]|正|仍|共计|[查藏])")
_AND = re.compile(r"[、和及与]|以及|(?<=[克斤吨包箱件])及")
_WITHIN = re.compile(r"(?:包括|含有|内含|装有|装着|藏有|载有|夹藏|夹带).*?(?:在内|的)")
_REST = re.compile(r"^(?:余|多|左右|以上|许|等|不等|[的了])*$")
_TAIL = re.compile(r"(?:等(?:物品?|物)?|[了的中])$")
_VAGUE = re.compile(r"^(?:一些|若干|它们?|此|案件?|证据)$")


def after(
    flat: str, units: Sequence[Unit], start: int, end: int, modified: bool = False
) -> list[Span]:
    """Return what stands after a verb, from ``start`` to ``end`` at most, as phrases for goods.

    ``modified`` says that the verb modifies them, and that their own verb follows: 查获的毒品均…
    """
    inside = [u for u in units if start <= u.start and u.end <= end]
    words = flat[start:end]
    start += len(m[0]) if (m := _BEFORE.match(words)) else 0
    end = _stop(flat, inside, start, end)
    if modified and (verb := _VERB.search(flat, start, end)):
        end = verb.start()
    return list(_phrases(flat, inside, start, end))


def before(flat: str, units: Sequence[Unit], start: int, end: int) -> list[Span]:
    """Return the goods that a clause speaks of before its verb, as one phrase for each in a list.

    From the first unit that is goods to the last, with what stands between.
    """
    own = [u for u in units if u.sort in GOODS and start <= u.start and u.end <= end]
    return joined(flat, own) if own else []


def _stop(flat: str, units: Sequence[Unit], start: int, end: int) -> int:
    """Return where words stop that can be goods; not before the first goods that are known."""
    known = [u.start for u in units if u.sort in GOODS]
    for stop in _STOP.finditer(flat, start, end):
        at = stop.start()
        if not any(u.start <= at < u.end for u in units) and not (known and at < known[0]):
            return at
    return end


def joined(flat: str, own: Sequence[Unit]) -> list[Span]:
    """Return goods as phrases: what touches, or has 约 or 共 between, is one."""
    found: list[Span] = []
    for unit in own:
        gap = flat[found[-1].end : unit.start] if found else "、"
        if re.fullmatch(r"(?:约|共计?|近|超过|逾|重|净重|的|\0)*", gap):
            found[-1] = Span(found[-1].start, unit.end)
        else:
            found.append(Span(unit.start, unit.end))
    return found


def _phrases(flat: str, units: Sequence[Unit], start: int, end: int) -> Iterator[Span]:
    for low, high in _split(flat, units, start, end):
        span = _trimmed(flat, units, low, high)
        words = flat[span.start : span.end]
        if len(words) > 1 and not _VAGUE.match(words) and "\0" not in words[:1]:
            yield span


def _split(flat: str, units: Sequence[Unit], start: int, end: int) -> Iterator[tuple[int, int]]:
    closed = [(start + m.start(), start + m.end()) for m in _WITHIN.finditer(flat[start:end])]
    closed += [(u.start, u.end) for u in units]
    at = start
    for m in _AND.finditer(flat, start, end):
        if not any(low <= m.start() < high for low, high in closed):
            yield at, m.start()
            at = m.end()
    yield at, end


def _trimmed(flat: str, units: Sequence[Unit], start: int, end: int) -> Span:
    """Return a phrase without blanks at its ends and without what follows its amount."""
    inside = [u for u in units if start <= u.start and u.end <= end]
    if inside and inside[-1].sort in ("amount", "money"):
        rest = flat[inside[-1].end : end]
        if _REST.match(rest.strip("\0 ")):
            end = inside[-1].end
    while end > start and flat[end - 1] in "\0 ”」。！？":
        end -= 1
    while start < end and flat[start] in " “「":
        start += 1
    tail = _TAIL.search(flat[start:end])
    return Span(start, end - (len(tail[0]) if tail else 0))
