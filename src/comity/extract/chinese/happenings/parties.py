"""Who and what a clause speaks of, and in which case: by the word before it.

Chinese marks a noun's part in a sentence by a word before it: 被 the one who does it, 把 and 将
what it is done to, 在 where, 从 whence, 向 and 给 to whom. What follows none of them is the
subject, or after the verb its object.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from comity.extract.chinese.happenings import tables
from comity.extract.chinese.happenings.clauses import LEFT_OUT, said
from comity.extract.chinese.script import any_of
from comity.extract.finding import Findings, Span, Spanned

PEOPLE = frozenset(("person", "group", "people", "organisation", "company"))
"""Sorts of those who can be accused, send, pay or tell."""

AGENCIES = frozenset(("agency", "organisation", "government"))
GIVERS = PEOPLE | AGENCIES
GOODS = frozenset(("goods", "substance", "amount", "money"))

_CASE = re.compile(
    r"(?P<case>飞抵|抵达|抵|到达|来到|赶[到至往赴]|前往|跟[踪监]到|来自|(?:[伪谎申改虚]?报|[伪假]装|冒充|改装)[成为]|认出|截[查停]|拦截|会见|遇[见到]|结识|认识|看[见到]|见到|经|被|遭|由|把|将|在|于|从|自|向|给|对|往|至|到|入|以|因|经|用|为|据|就|通过|使用|关于|涉及|帮|和)"
    r"(?:(?<=通过)(?:(?![向给从在将把由对到往])[\u4e00-\u9fff]){1,4}|了|其|该|这|那|一名|一家|一个|一位|一批|所谓|当地|上述|涉案|部分|大量|的|位于|名叫|名为){0,2}$"
)
_AND = re.compile(
    r"^等?(?:人|地)?(?:[、和与及跟同暨]|以及|或)(?:其|其他|另外?|另案处理的|在[逃押]的|同案的?)?$|^等$|^$"
)
_ARRIVED = frozenset("飞抵 抵达 抵 到达 来到 赶到 赶至 赶往 赶赴 前往 跟踪到 跟监到".split())
"""Verbs that say where somebody came; all are the case ``抵``. 来自 is 从."""

_MET = frozenset("认出 截查 截停 拦截 会见 遇见 遇到 结识 认识 看见 看到 见到".split())
"""Verbs whose object is not the subject of the clauses after them."""

_RELATIVE = re.compile(r"(?P<case>[把将对向])(?:(?![给由被从在把将对向])[^，。；：]){1,30}的$")
"""A word that governs a noun with a clause before it: 把骑车的某某."""

_CASE_AT_LAW = re.compile(r"一?案(?!犯)")
"""After a name: it says which case, 某某集团案, and who is not a party to what is told."""

_BY_NATION = re.compile(r"籍的?$")
_STAFF = re.compile(r"(?:(?<=[，。；\n])|\A)人员(?=[\u4e00-\u9fff])")
"""The officers of the body that the text speaks of, as Hong Kong's customs calls them."""

_COURT = re.compile(r"(?:法院|法庭)$")
_COMPANY = re.compile(r"(?:公司|集团|工厂|药厂|企业|银行)$")
_WIDER = re.compile(
    r"(?:(?:其余|另外|其他|其它|余下|另|两国|多国|中外)的?|每[名位个]|[0-9]{1,3}岁的?)$"
)

_NOT_OWNED = ("date", "amount", "money", "offence", "penalty")


class Unit(NamedTuple):
    """A mention: its words, its sort, the case that the word before it gives, and its list.

    Attributes:
        sort: person, group, people (unnamed), organisation, company, court, bench (a court
            not named), agency, government, place, substance, amount, money, goods, information,
            date, penalty or offence.
        case: the word before it (被, 把, 在 …; 抵, 见 and 成 for some verbs), that of the first
            of its list; else empty.
        listed: whether it goes on with the list that the unit before it is in.
        owns: whether 的 follows, or another mention that it belongs to.
    """

    start: int
    end: int
    sort: str
    case: str = ""
    listed: bool = False
    owns: bool = False


def mentions(flat: str, found: Findings) -> list[Unit]:
    """Return all that a text mentions, in its order and apart from each other; without cases.

    What stands in brackets is left out.
    """
    names = [_named(n.start, n.end, n.kind, flat[n.start : n.end]) for n in found.names]
    known: list[tuple[str, Iterable[Spanned]]] = [
        ("offence", found.offences), ("penalty", found.penalties), ("date", found.dates),
        ("group", found.groups), ("amount", found.quantities), ("money", found.sums),
    ]  # fmt: skip
    units = _apart([*(Unit(s.start, s.end, sort) for sort, many in known for s in many), *names])
    taken = {at for u in units for at in range(u.start, u.end)}
    for m in _pattern().finditer(flat):
        if taken.isdisjoint(range(*m.span())):
            units.append(Unit(*m.span(), _sorts()[m[0]]))
    units += [Unit(*m.span(), "agency") for m in _STAFF.finditer(flat) if m.start() not in taken]
    posts = {t.start for t in found.titles}
    units = [u._replace(owns=True) if u.end in posts else u for u in units]  # 某局|局长张三
    return sorted(_widened(flat, u) for u in units if flat[u.start] != LEFT_OUT)


def in_cases(flat: str, start: int, units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a clause that begins at ``start``, each with its case."""
    found: list[Unit] = []
    at = start
    units = [u for u in units if not _is_nation(flat, u)]
    for number, unit in enumerate(units):
        gap = _without_nation(said(flat[at : unit.start]))
        listed = bool(found) and bool(gap) and _AND.match(gap) is not None
        several = bool(found) and found[-1].sort in ("person", "people")
        counted = bool(found) and (gap == "等" or (unit.sort == "group" and not gap and several))
        if listed or counted:
            case = found[-1].case
        elif match := _CASE.search(gap):
            case = _case(match["case"])
        elif gap.endswith("的") and unit.sort in PEOPLE and (
            match := _RELATIVE.search(said(flat[start : unit.start]))
        ):  # fmt: skip
            case = match["case"]
        elif found and gap in ("", "的") and not _breaks(found[-1], unit):
            case = found[-1].case
        else:
            case = ""
        after = said(flat[unit.end : unit.end + 3])
        next_one = units[number + 1] if number + 1 < len(units) else None
        joined = next_one is not None and next_one.start == unit.end and _is_of(unit, next_one)
        found.append(
            unit._replace(
                case=case,
                listed=listed or counted,
                owns=unit.owns
                or joined
                or after[:1] == "的"
                or _CASE_AT_LAW.match(after) is not None,
            )
        )
        at = unit.end
    return found


def _case(word: str) -> str:
    """Return the case that a word governs; 见 stands for verbs of meeting, 成 for a disguise."""
    if word in _ARRIVED:
        return "抵"
    if word == "来自":
        return "从"
    if word[-1] in "成为" and len(word) > 1:
        return "成"
    return "见" if word in _MET else word


def _is_nation(flat: str, unit: Unit) -> bool:
    """Return whether a place only says of whom it is: 越南籍."""
    return unit.sort == "place" and flat[unit.end : unit.end + 1] == "籍"


def _without_nation(gap: str) -> str:
    """Return the words between two units without the place that ends in 籍: 、越南籍."""
    if not _BY_NATION.search(gap):
        return gap
    return re.sub(r"[^、，和与及以把将对被向由给]*籍的?$", "", gap)


def chain(units: Sequence[Unit], last: int) -> list[Unit]:
    """Return the list of which ``units[last]`` is a part, with the words that say what kind of
    people are named right after them."""
    first, end = last, last + 1
    while first and (units[first].listed or _is_kind(units[first - 1], units[first])):
        first -= 1
    while end < len(units) and (units[end].listed or _is_kind(units[end - 1], units[end])):
        end += 1
    return list(units[first:end])


def spans(units: Iterable[Unit]) -> list[Span]:
    """Return the units' spans; a kind word right before a name (被告人张三) is left out."""
    kept: list[Unit] = []
    for unit in units:
        if kept and kept[-1].end == unit.start and unit.sort in ("person", "group"):
            if kept[-1].sort in ("people", "place"):
                kept.pop()
            elif kept[-1].sort == "group" and unit.sort == "person":
                kept.pop()  # 2名嫌疑人张三、李四: names are given
        kept.append(unit)
    return [Span(u.start, u.end) for u in kept]


def _is_kind(unit: Unit, after: Unit) -> bool:
    """Return whether people are named right after a word for them (被告人张三), or a body's
    officers right after it."""
    officers = unit.sort == "organisation" and after.sort == "agency"  # 某海关|关员
    people = unit.sort in ("people", "group") and after.sort == "person"
    return unit.end == after.start and (people or officers)


def _is_of(unit: Unit, after: Unit) -> bool:
    if unit.sort == after.sort == "place" or after.sort in _NOT_OWNED:
        return False
    return unit.sort in (
        "place",
        "organisation",
        "people",
        "agency",
        "company",
        "substance",
        "group",
    )


def _breaks(before: Unit, unit: Unit) -> bool:
    """Return whether a unit right after another begins anew: a date, an amount."""
    return before.sort in ("date", "offence", "penalty") or unit.sort in ("date",)


def _named(start: int, end: int, kind: str, words: str) -> Unit:
    """Return a name as a unit; what the table has as goods is no place (象牙)."""
    sort = kind
    if kind == "organisation":
        company = "company" if _COMPANY.search(words) else kind
        sort = "court" if _COURT.search(words) else company
    elif kind == "place":
        sort = _sorts().get(words, kind)
    return Unit(start, end, sort)


def _apart(units: list[Unit]) -> list[Unit]:
    """Return the units without those that touch a longer one."""
    kept: list[Unit] = []
    taken: set[int] = set()
    for unit in sorted(units, key=lambda u: u.start - u.end):
        places = range(unit.start, unit.end)
        if taken.isdisjoint(places):
            kept.append(unit)
            taken.update(places)
    return kept


def _widened(flat: str, unit: Unit) -> Unit:
    """Return people with the word that says which of all they are: 其余8名被告人."""
    if unit.sort not in ("group", "agency", "people"):
        return unit
    before = _WIDER.search(flat[max(0, unit.start - 4) : unit.start])
    return unit._replace(start=unit.start - len(before[0])) if before else unit


@cache
def _sorts() -> dict[str, str]:
    return {word: sort for sort, words in tables.rows("parties.csv") for word in words.split()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_sorts())})(?![证籍号线案](?!码))")
