"""Who and what take part in an event, in which role: by case, sort and place in the clause."""

import re
from collections.abc import Iterable

from comity.extract.chinese.happenings import goods, parties, scene
from comity.extract.chinese.happenings.parties import (
    AGENCIES,
    GIVERS,
    GOODS,
    PEOPLE,
    Unit,
)
from comity.extract.chinese.happenings.scene import View
from comity.extract.finding import Participant, Span, touches

_ACTORS = {
    "agency": AGENCIES,
    "court": frozenset(("court", "bench")),
    "sender": PEOPLE,
    "giver": GIVERS,
    "recipient": GIVERS,
    "suspect": PEOPLE,
    "defendant": PEOPLE,
}
_OF_ACCUSED = frozenset("受审 过堂 开庭 定罪 判罪 罪名成立 罪成 有罪 无罪".split())
"""Verbs of a trial whose subject is the accused."""

_GOT = re.compile(r"(?:接到|接获|收到|获得|得到|根据|依据|接)(?:了)?(?!.*(?:后|并))")
_TO = ("向", "给", "对")
_AT = {
    "Arrest": ("在", "于", "抵"),
    "Seizure": ("在", "于", "从", "自", "抵"),
    "Shipment": ("抵", "在", "于", "从", "自", "到", "至", "往", "入", "向", "经", "由", "通过"),
}
"""The words before a place where something happens, or whence and where goods go."""

_FROM = frozenset("从 自 由 在 于".split())
_BOUGHT = re.compile("购|买进|买[来到下]")
_HELD = re.compile(r"(?:把|将)(?!要|会|于|被|在|近)")
_HELD_END = re.compile(
    r"[从由在用以经往向至给]|通过|运|藏|装|混入|伪装|夹带|非法|一并|全部|分别|分[^子]|带|送|发|交|走私|予以"
)
_PERSON = re.compile(
    r"对(?P<who>[^，。；对]{0,14}?(?:者|人|犯|徒|员|嫌犯|集团|团伙))(?:[^，。；人者]{0,8})$"
)
_HEARD = re.compile("审理|处理|受理|提讯|审讯")
_COUNTED = re.compile(
    r"[了到]?(?:约|共|逾|至少|超过)?(?P<who>(?:[0-9]+|[一二两三四五六七八九十百数多]+)[余多]?[名位个][\u4e00-\u9fff]{1,10})"
)
_AMONG = re.compile(r"^了?的[^，]{0,12}[中里]$")
_IS = re.compile(r"共?(?:有|为|占|达|重)")


def spans(seen: View) -> list[Participant]:
    """Return the participants of an event of any schema but Sentence, in the order of the text."""
    row = seen.trigger.row
    found: list[Participant] = []
    if row.schema in ("Arrest", "Charge", "Trial"):
        found += _of_people(seen)
    else:
        found += _of_goods(seen)
    return once(found)


def once(found: Iterable[Participant]) -> list[Participant]:
    """Return participants in order, none of whose words are those of another with its role."""
    kept: list[Participant] = []
    for one in sorted(found):
        if not touches(one, [k for k in kept if k.role == one.role]):
            kept.append(one)
    return kept


def roles(units: Iterable[Unit], role: str) -> list[Participant]:
    """Return units as participants in a role."""
    return [Participant(*span, role) for span in parties.spans(units)]


def court(seen: View) -> list[Participant]:
    """Return the court: the last one named before the trigger, else one that acts in its clause."""
    everywhere = [u for units in seen.scene.units for u in units if u.end <= seen.trigger.start]
    named = [u for u in everywhere if u.sort == "court" and u.case not in ("向",)]
    if named:
        return roles(named[-1:], "court")
    own = [
        u for u in seen.left() if u.sort == "bench" and u.case in ("", "被", "由") and not u.owns
    ]
    return roles(own[-1:], "court")


def _hearing(seen: View) -> list[Participant]:
    """Return the court that the next clause says will hear a charge: 案件由某法院审理."""
    number = seen.number + 1
    if seen.trigger.row.schema != "Charge" or number == len(seen.scene.units):
        return []
    _, end, _ = seen.scene.sentence.clauses[number]
    own = [u for u in seen.scene.units[number] if u.sort == "court" and u.case in ("由", "交由")]
    heard = own and _HEARD.search(seen.scene.flat, own[0].end, end)
    return roles(own[:1], "court") if heard else []


def _of_people(seen: View) -> list[Participant]:
    row = seen.trigger.row
    found: list[Participant] = []
    if not row.object:
        return _with_places(seen, roles(scene.subjects(seen, PEOPLE), row.subject))
    if row.subject == "court":
        found += court(seen)
    else:
        found += _doers(seen, row.subject)
    done_to = _done_to(seen) or _next_subject(seen)
    found += [*roles(done_to, row.object), *_named_accused(seen), *_hearing(seen)]
    return _with_places(seen, found)


def _next_subject(seen: View) -> list[Unit]:
    """Return of whom a clause with 经 speaks: 经检察院提起公诉，张三被法院判处……"""
    units, number = seen.scene.units, seen.number + 1
    if not seen.before.startswith("经") or number == len(units):
        return []
    own = [i for i, u in enumerate(units[number]) if u.sort in PEOPLE and u.case == ""]
    return parties.chain(units[number], own[0]) if own and own[0] == 0 else []


def _with_places(seen: View, found: list[Participant]) -> list[Participant]:
    return found + places(seen) if seen.trigger.row.schema == "Arrest" else found


def _doers(seen: View, role: str) -> list[Participant]:
    """Return who does it: behind 被 or 由, or the subject of an active clause."""
    sorts = _ACTORS[role]
    if seen.passive >= 0:
        agents = [
            u for u in seen.left() if u.start > seen.passive and u.sort in sorts and not u.owns
            and u.case in ("被", "遭", "到", "")
        ]  # fmt: skip
        return roles(agents[:1], role)
    return roles(scene.subjects(seen, sorts, ("由", "经")), role)


def _done_to(seen: View) -> list[Unit]:
    """Return to whom it is done: before 被, behind 把 or 对, or after the verb."""
    if seen.passive >= 0:
        return scene.subjects(seen, PEOPLE, until=seen.passive) or _after(seen)
    held = scene.in_case(seen.left(), ("把", "将", "对"), PEOPLE)
    if held:
        return held
    told = _after(seen)
    if told:
        return told
    if seen.trigger.row.schema == "Arrest":
        return _counted(seen)
    word = seen.scene.flat[seen.trigger.start : seen.trigger.end]
    return scene.subjects(seen, PEOPLE - {"organisation"}) if word in _OF_ACCUSED else []


def _after(seen: View) -> list[Unit]:
    own = seen.right()
    fits = [i for i, u in enumerate(own) if u.sort in PEOPLE and u.case not in _TO and not u.owns]
    if not fits:
        return []
    return [u for u in parties.chain(own, fits[0]) if u.sort in PEOPLE]


def _counted(seen: View) -> list[Unit]:
    """Return people that are counted after the verb and no list of ours knows: 一名女高管."""
    end = seen.trigger.end
    match = _COUNTED.match(seen.scene.flat, end, seen.high)
    return [Unit(match.start("who"), match.end("who"), "people")] if match else []


def _named_accused(seen: View) -> list[Participant]:
    """Return whom a trial is said to be of: 对九名毒贩宣判; 宣判……，被告人有某某."""
    if seen.trigger.row.schema != "Trial":
        return []
    flat, clause = seen.scene.flat, seen.clause
    listed = scene.in_case(seen.left(), ("对",), PEOPLE)
    past = [] if listed or clause.opens else seen.scene.units[max(0, seen.number - 1)]
    if held := scene.in_case(past, ("对",), PEOPLE):  # 对某某一案开庭审理，随后宣判
        return roles(held, "defendant")
    before = flat[clause.start : seen.trigger.start]
    if not listed and (who := _PERSON.search(before)):
        start, end = clause.start + who.start("who"), clause.start + who.end("who")
        known = [u for u in seen.left() if u.sort in PEOPLE and start <= u.start and u.end == end]
        return roles(known, "defendant") or [Participant(start, end, "defendant")]
    for number in range(seen.number, len(seen.scene.units)):
        own = seen.scene.units[number]
        for i, unit in enumerate(own[:-1]):
            words = flat[unit.start : unit.end]
            between = flat[unit.end : own[i + 1].start]
            if unit.start >= seen.trigger.end and words in ("被告人", "被告") and between in (
                "有", "是", "为", "：", "包括"
            ):  # fmt: skip
                return roles(parties.chain(own, i + 1), "defendant")
    return []


def _of_goods(seen: View) -> list[Participant]:
    row = seen.trigger.row
    found = _doers(seen, row.subject) if row.schema == "Seizure" else _parties(seen)
    found += [Participant(*span, "object") for span in objects(seen)]
    if row.schema in ("Seizure", "Shipment"):
        found += places(seen)
    return found


def _parties(seen: View) -> list[Participant]:
    """Return who sends, pays or tells, and to whom."""
    row = seen.trigger.row
    sorts = _ACTORS[row.subject]
    near = scene.adjacent(seen, sorts) if row.schema == "Lead" else []
    near = [u for u in near if u.case not in _TO]
    does = near or scene.subjects(seen, sorts, ("由", "被"))
    if row.schema == "Shipment" and _left(seen, GOODS) and not _held(seen):
        does = [u for u in does if u.start >= seen.clause.start]  # 该批货物从甲地运抵
    found = roles(does, row.subject)
    other = "giver" if row.subject == "recipient" and row.schema == "Payment" else "recipient"
    if row.subject == "recipient":
        other = "giver" if row.schema == "Payment" else "sender"
        found += roles(scene.in_case(seen.left(), ("从", "自", "向"), PEOPLE), other)
        return found
    to = scene.in_case(seen.left(), _TO, GIVERS)
    if got := _GOT.search(seen.before):
        if not near or got.end() == len(seen.before):  # 警方接到举报
            return roles(scene.subjects(seen, AGENCIES), "recipient")
        return found + roles(scene.subjects(seen, AGENCIES, until=near[0].start), "recipient")
    direct = seen.trigger.end
    for unit in seen.right()[:1]:
        direct = unit.end if unit.owns and unit.start == direct else direct  # 通报中国警方
    given = _given_to(seen) or [
        u
        for u in seen.right()
        if u.sort in GIVERS and not u.owns
        and (u.case in _TO or (row.schema == "Lead" and u.start == direct))
    ]  # fmt: skip
    return found + roles(to + given, other) if to or given else found


def _given_to(seen: View) -> list[Unit]:
    """Return who stands behind 给 after the verb, or at its end: 转账给经营者吴某."""
    flat, end = seen.scene.flat, seen.trigger.end
    at = flat.find("给", end - 1, seen.high)
    own = [u for u in seen.right() if at >= 0 and u.start > at]
    fits = [i for i, u in enumerate(own) if u.sort in GIVERS and not u.owns]
    return parties.chain(own, fits[0]) if fits else []


def objects(seen: View) -> list[Span]:
    """Return what is taken, sent, paid or told: behind 把, after the verb, or before it."""
    flat, clause, own = seen.scene.flat, seen.clause, seen.scene.units[seen.number]
    if (held := _held(seen)) or (held := _among(seen)):
        return held
    if seen.passive >= 0:
        taken = goods.before(flat, _bare(seen.left()), clause.start, seen.passive)
        if taken:
            return taken
    told = goods.after(flat, own, _past_recipient(seen), seen.high, seen.modifies)
    told = [s for s in told if not _only(own, s, ("place", "date", "offence", *PEOPLE, *AGENCIES))]
    if seen.trigger.row.schema == "Lead":
        return [s for span in told if (s := _information(own, span))] or _left(
            seen, ("information",)
        )
    if seen.trigger.row.schema == "Shipment":
        told = [s for s in told if any(u.sort in GOODS and touches(u, [s]) for u in own)] or (
            [] if _ended(seen) else told
        )
    return (
        told
        or _left(seen, GOODS)
        or (_before(seen) if seen.trigger.row.schema == "Shipment" else [])
    )


def _past_recipient(seen: View) -> int:
    """Return where what is given begins: after the verb, or after who stands behind its 给."""
    end = seen.trigger.end
    given = _given_to(seen) if seen.scene.flat[end - 1] == "给" else []
    return given[-1].end if given and given[0].start == end else end


def _ended(seen: View) -> bool:
    """Return whether a verb's ending tells the way, so that no goods follow: 运往, 出境."""
    word = seen.scene.flat[seen.trigger.start : seen.trigger.end]
    return word[-1] in "往到至入来抵回出进境给"


def _bare(units: Iterable[Unit]) -> list[Unit]:
    return [u for u in units if u.case in ("", "将", "把") or u.listed]


def _left(seen: View, sorts: Iterable[str]) -> list[Span]:
    wanted = frozenset(sorts)
    own = [u for u in _bare(seen.left()) if u.sort in wanted]
    return goods.joined(seen.scene.flat, own) if own else []


def _before(seen: View) -> list[Span]:
    """Return the goods that a clause before speaks of: 买到象牙，委托他人运入境内."""
    number = seen.number
    while number and not seen.scene.sentence.clauses[number].opens:
        number -= 1
        own = [u for u in seen.scene.units[number] if u.sort in GOODS - {"money"}]
        if own := [u for u in own if u.case != "成"]:
            return goods.joined(seen.scene.flat, own)
    return []


def _held(seen: View) -> list[Span]:
    """Return the goods behind 把 or 将."""
    flat, clause = seen.scene.flat, seen.clause
    own = seen.scene.units[seen.number]
    inside = {at for u in own for at in range(u.start, u.end)}
    found = [
        m for m in _HELD.finditer(flat, clause.start, seen.trigger.start) if m.start() not in inside
    ]
    if not found:
        return []
    start = found[-1].end()
    ends = [
        m.start()
        for m in _HELD_END.finditer(flat, start, seen.trigger.start)
        if m.start() not in inside
    ]
    end = min([e for e in ends if e > start + 1] or [seen.trigger.start])
    told = goods.after(flat, own, start, end)
    return [s for s in told if not _only(own, s, (*PEOPLE, *AGENCIES, "place"))]


def _among(seen: View) -> list[Span]:
    """Return the parts of what was taken: 查获的毒品中，海洛因有3公斤."""
    flat, clauses = seen.scene.flat, seen.scene.sentence.clauses
    if not _AMONG.match(flat[seen.trigger.end : seen.clause.end]):
        return []
    found = []
    for clause in clauses[seen.number + 1 :]:
        words = _IS.search(flat, clause.start, clause.end)
        if words and words.start() > clause.start:
            found += goods.after(flat, (), clause.start, words.start())
    return found


def _only(units: Iterable[Unit], span: Span, sorts: Iterable[str]) -> bool:
    """Return whether a phrase is nothing but what cannot be goods: a place, a person, a date."""
    wanted = frozenset(sorts)
    inside = [u for u in units if touches(u, [span])]
    if not inside or any(u.sort in GOODS or u.sort == "information" for u in inside):
        return False
    return inside[-1].sort in wanted and inside[-1].end >= span.end - 3


def _information(units: Iterable[Unit], span: Span) -> Span | None:
    """Return a phrase up to its last word for information, or None where it has none."""
    ends = [u.end for u in units if u.sort == "information" and touches(u, [span])]
    return Span(span.start, max(ends)) if ends else None


def places(seen: View) -> list[Participant]:
    """Return where it happens, or whence and where goods go; else where the clauses before were."""
    near = [*seen.left(), *seen.right()]
    if own := [u for u in near if _is_site(u, seen, True)]:
        return roles([*_origin(seen, own), *own], "place")
    number = seen.number
    while number and not seen.scene.sentence.clauses[number].opens:
        number -= 1
        if seen.trigger.row.schema == "Shipment" and _ships(seen, number):
            return []
        if own := [u for u in seen.scene.units[number] if _is_site(u, seen, False)]:
            came = [u for u in own if u.case == "抵"]  # 从甲地飞抵乙地，……查获
            return roles(came or own, "place")
    return []


def _origin(seen: View, own: Iterable[Unit]) -> list[Unit]:
    """Return whence goods come where only a clause before says so: 货物来自甲地，先运到乙地."""
    if seen.trigger.row.schema != "Shipment" or any(u.case in _FROM for u in own):
        return []
    number, clauses = seen.number, seen.scene.sentence.clauses
    while number and not clauses[number].opens and not _ships(seen, number - 1):
        number -= 1
        sites = [u for u in seen.scene.units[number] if u.sort == "place" and not u.owns]
        bought = _BOUGHT.search(seen.scene.flat, *clauses[number][:2])
        if found := [u for u in sites if u.case in ("从", "自") or (bought and u.case == "在")]:
            return found
    return []


def _ships(seen: View, number: int) -> bool:
    """Return whether a clause tells of a shipment, whose places are its own."""
    start, end, _ = seen.scene.sentence.clauses[number]
    return any(t.row.schema == "Shipment" and start <= t.start < end for t in seen.scene.triggers)


def _is_site(unit: Unit, seen: View, own: bool) -> bool:
    """Return whether a place is one of the event; ``own`` in its trigger's clause."""
    schema = seen.trigger.row.schema
    if unit.sort != "place" or unit.owns:
        return False
    after = own and unit.start >= seen.trigger.end and not unit.case
    return unit.case in _AT[schema] or (schema == "Shipment" and after)
