"""What is said to have happened: triggers in clauses, with who and what take part."""

import re
from collections.abc import Sequence

from comity.extract.chinese.happenings import (
    cast,
    clauses,
    dating,
    happened,
    judged,
    parties,
    penalties,
    scene,
    triggers,
)
from comity.extract.chinese.happenings.parties import AGENCIES, PEOPLE
from comity.extract.chinese.happenings.scene import Scene, View
from comity.extract.chinese.script import Word
from comity.extract.finding import Event, Findings, Participant, Spanned, touches

_CONTRABAND = frozenset(("substance", "amount", "goods"))
_MONEY = re.compile(r"[款金费酬薪币钱资赂]|财物")
_PAID = ("汇款", "打款", "付款", "转账", "行贿", "偿付", "缴付")
_GIVEN = re.compile(r"[作做]出了?[^，]{0,4}$")
_VERDICT = re.compile(r"罪名?成立|罪名?不成立|罪成|[有无]罪")
_FOUND = re.compile(r"判|裁|陪审|认定|法庭|法院|上诉|罪名成立")


def find(text: str, simple: str, words: Sequence[Word], found: Findings) -> list[Event]:
    """Return the events that a Chinese text tells, in its order.

    Args:
        text: the text as it was written.
        simple: the same in simplified characters, of the same length.
        words: the words of ``simple``, tagged by jieba.
        found: the names, dates, quantities, sums, groups and offences of the text.
    """
    flat = clauses.without_brackets(simple)
    found = found._replace(penalties=tuple(penalties.possible(flat)))
    units = parties.mentions(flat, found)
    held: list[Spanned] = [*found.names, *found.offences, *found.penalties]
    taken = {at for one in held for at in range(one.start, one.end)}
    verbs = triggers.find(flat, words, taken, {p.start for p in found.penalties})
    events: list[Event] = []
    for sentence in clauses.split(flat, units):
        shown = scene.read(flat, sentence, units, verbs)
        events += _in_sentence(shown, found)
    return events


def _in_sentence(shown: Scene, found: Findings) -> list[Event]:
    events: list[Event] = []
    for trigger in shown.triggers:
        seen = scene.view(shown, trigger)
        if seen is None or touches(trigger, [*events, *_objects(events)]):
            continue
        event = _event(seen, found)
        if event:
            last = max((e.end for e in events if e.schema == event.schema), default=0)
            events.append(_with_offences(seen, event, found, last))
    others = ("Sentence", "Trial")
    tried = sum(e.schema in others for e in events)
    alone = {t.start for t in shown.triggers if t.row.needs == "alone"}
    return [e for e in events if e.start not in alone or tried == 1]


def _objects(events: Sequence[Event]) -> list[Participant]:
    """Return the goods of events: 起获走私香烟 tells of no shipment."""
    return [p for e in events for p in e.participants if p.role == "object"]


def _event(seen: View, found: Findings) -> Event | None:
    row, flat = seen.trigger.row, seen.scene.flat
    if not happened.told(seen.before, denial="认罪" in row.words) or _is_law(seen):
        return None
    if row.schema == "Sentence":
        people = judged.read(seen)
        if people is None:
            return None
    else:
        people = cast.spans(seen)
        if not _is_told(seen, people):
            return None
    start, end = _words(flat, seen)
    days = scene.inside(found.dates, *seen.scene.sentence.span)
    date = dating.date_of(seen, days)
    return Event(start, end, row.schema, date, tuple(people), seen.scene.sentence.span)


def _words(flat: str, seen: View) -> tuple[int, int]:
    """Return where a trigger stands without 被 before it and 了 after it; 被捕 is one word."""
    start, end = seen.trigger.start, seen.trigger.end
    parted = flat[start] in "被遭" and flat[start:end] not in ("被捕", "被控")
    return start + parted, end - (flat[end - 1] == "了")


def _is_told(seen: View, people: list[Participant]) -> bool:
    """Return whether there is what a row of the table needs."""
    objects = [p for p in people if p.role == "object"]
    sorts = {u.sort for units in seen.scene.units for u in units if touches(u, objects)}
    needs = seen.trigger.row.needs
    words = seen.scene.flat[seen.clause.start : seen.high]
    known = {
        "": True,
        "people": any(p.role == seen.trigger.row.object for p in people),
        "goods": bool(objects) and not sorts & PEOPLE,
        "contraband": any(p.role == "agency" for p in people) and bool(sorts & _CONTRABAND),
        "amount": "amount" in sorts or (bool(objects) and _is_moved(seen)),
        "money": "money" in sorts or _is_paid(seen, objects),
        "information": bool(objects) or _is_passed_on(seen),
        "alone": _GIVEN.search(seen.before) is not None,
        "tried": _FOUND.search(words) is not None,
        "offence": any(u.sort == "offence" for u in seen.right()[:1]),
        "verdict": _VERDICT.search(seen.scene.flat, seen.trigger.end, seen.high) is not None,
    }
    return known[needs]


def _is_law(seen: View) -> bool:
    """Return whether the clause before says that a law is told, and nothing that happened."""
    if not seen.number or seen.clause.opens:
        return False
    start, end, _ = seen.scene.sentence.clauses[seen.number - 1]
    return happened.is_law(seen.scene.flat[start:end])


def _is_moved(seen: View) -> bool:
    """Return whether goods are said to have come from or to a place."""
    sites = [u for u in [*seen.left(), *seen.right()] if u.sort == "place"]
    ended = seen.scene.flat[seen.trigger.end : seen.trigger.end + 1] == "了"
    return ended or any(u.case in ("从", "自", "到", "至", "往", "经") for u in sites)


def _is_paid(seen: View, objects: list[Participant]) -> bool:
    flat = seen.scene.flat
    named = any(_MONEY.search(flat[p.start : p.end]) for p in objects)
    return named or flat[seen.trigger.start : seen.trigger.end] in _PAID


def _is_passed_on(seen: View) -> bool:
    """Return whether 通报 is said of one authority to another, and not to the public."""
    if seen.scene.flat[seen.trigger.start : seen.trigger.end] != "通报":
        return False
    left, right = seen.left(), seen.right()
    told = [u for u in right if u.start == seen.trigger.end and u.sort in AGENCIES]
    if told and not seen.scene.flat[right[-1].end : seen.clause.end].strip("。"):
        return True  # 通报某派出所。
    to = scene.in_case(left, ("向", "给", "对"), ("agency", "organisation", "government"))
    return bool(to) or any(u.sort == "government" and u.case == "" for u in left)


def _with_offences(seen: View, event: Event, found: Findings, last: int) -> Event:
    """Return an event with the offences that stand before it, since the last of its kind."""
    if event.schema not in ("Sentence", "Charge", "Trial"):
        return event
    low = max(last, _opening(seen))
    named = scene.inside(found.offences, low, seen.high)
    cast_in = (*event.participants, *(Participant(o.start, o.end, "offence") for o in named))
    return event._replace(participants=tuple(sorted(cast_in)))


def _opening(seen: View) -> int:
    """Return where the clauses begin that a trigger's clause goes on with."""
    number = seen.number
    while number and not seen.scene.sentence.clauses[number].opens:
        number -= 1
    return seen.scene.sentence.clauses[number].start
