"""The parties of a case: people, organisations and groups, and how they stand on a day."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comity import intake
from comity.case.timeline import ACCUSED, Happening, timeline
from comity.case.view import Citation, View
from comity.model import PARTIES, Statement

STATUSES = ("mentioned", "suspected", "charged", "convicted", "cleared", "acquitted")
"""How one can stand, in the order in which one usually follows the other. ``cleared`` is who was
released, whose charges were dropped or whose conviction was overturned."""

SIDES = {"": "", "authority": "Authorities, and who speaks for them", "press": "The press"}

_OFFICE = re.compile(
    r"\b(?:president|premier|minister|secretary|ambassador|attach[eé]|official|authorit|government"
    r"|police|prosecutor|attorney|judge|magistrate|agent|officer|commissioner|investigator|sheriff"
    r"|marshal|customs|ministry|department|court|procurator|spokes|senator|governor|mayor|side\b"
    r"|bureau|commission|office\b|agency|agencies|administration|white house|embassy|parliament"
    r"|congress"
    r"|law enforcement|director of the (?:u\.s\.|national|white house))",
    re.IGNORECASE,
)
_OFFICES = ("court", "prosecutor", "agency")
_STEP = {"Arrest": "suspected", "Charge": "charged", "Sentence": "convicted"}
_OUTCOME = {
    "conviction": "convicted",
    "acquittal": "acquitted",
    "overturned": "cleared",
    "dropped": "cleared",
    "released": "cleared",
}
_ENDS = ("cleared", "acquitted")


_Known = dict[str, dict[str, list[Statement]]]


class Standing(NamedTuple):
    """A status, since when (as far as a source dates it, else the day by which it was reported),
    and for which offences."""

    status: str
    since: str
    citations: tuple[Citation, ...]
    offences: tuple[str, ...] = ()


class Party(NamedTuple):
    """A party as the reader sees it.

    Attributes:
        id: the entity; label: what to call it; schema: FollowTheMoney schema.
        names: other names and spellings; positions: posts.
        standing: how it stands, the last first; the last entry is ``mentioned``.
        side: one of ``SIDES``: whether it acts for an authority, or reports.
        size: for a group, how many people; part_of: the group it is a part of, by label and id.
        documents, independent: how many documents mention it, and how many independent sources.
        joined: the entities shown as this one, and whether a person has decided so.
        citations: where its name stands, one for each document.
    """

    id: str
    label: str
    schema: str
    names: tuple[str, ...]
    positions: tuple[str, ...]
    standing: tuple[Standing, ...]
    side: str
    size: int
    part_of: tuple[str, str] | None
    documents: int
    independent: int
    joined: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def status(self) -> str:
        """The status now, or on the day asked for."""
        return self.standing[0].status


def parties(view: View, on: str = "", events: list[Happening] | None = None) -> list[Party]:
    """Return the parties by their status, those in most sources first.

    ``on`` is an ISO day: what happened later is left out. ``events`` is the timeline, if at hand.
    """
    happened = timeline(view) if events is None else events
    known = view.entities(view.session.statements(view.case, schemata=PARTIES))
    view.remember(known)
    standing = _standing(happened, on)
    sides = _sides(view, known, happened)
    found = [
        _party(view, entity, props, (standing.get(entity, []), sides.get(entity, "")))
        for entity, props in known.items()
        if not on or _known_by(view, props, on)
    ]
    return sorted(found, key=lambda p: (-_rank(p), -p.independent, -p.documents, p.label, p.id))


def _sides(view: View, known: _Known, happened: list[Happening]) -> dict[str, str]:
    """Return the side of each entity that has one; who stands accused has none."""
    acting = {e for h in happened for role in _OFFICES for _, e in h.parties.get(role, ())}
    # A person is an authority by a post, not by what one sentence seems to make him do.
    authorities = {e for e in acting if not _is_person(known.get(e, {}))}
    authorities |= {entity for entity, props in known.items() if _is_office(props)}
    posts = view.entities(view.session.statements(view.case, schemata=["Employment", "Leadership"]))
    for props in posts.values():
        bodies = (*props.get("employer", ()), *props.get("led", ()))
        if {view.identity.of(s.value) for s in bodies} & authorities:
            holders = (*props.get("employee", ()), *props.get("leader", ()))
            authorities |= {view.identity.of(s.value) for s in holders}
    accused = {e for h in happened for role in ACCUSED for _, e in h.parties.get(role, ())}
    found = dict.fromkeys(authorities - accused, "authority")
    return found | dict.fromkeys(_press(view, known) - accused, "press")


def _is_person(props: dict[str, list[Statement]]) -> bool:
    return any(s.schema == "Person" for statements in props.values() for s in statements)


def _is_office(props: dict[str, list[Statement]]) -> bool:
    """Return whether an entity is a public body, or is said to hold a public office."""
    said = [s for prop in ("name", "position") for s in props.get(prop, ())]
    words = [s.value for s in said if s.prop == "position" or s.schema in ("Group", "Organization")]
    return any(s.schema == "PublicBody" for s in said) or any(map(_OFFICE.search, words))


def _press(view: View, known: _Known) -> set[str]:
    """Return the outlets of the case and the authors of its reports."""
    header = view.session.statements(view.case, schemata=["Report"], props=["author"])
    authors = {s.value.casefold() for s in header if view.sources.outlet(s.document)}
    outlets = {view.identity.of(view.sources.outlet(d)) for d in view.sources.documents}
    return outlets | {
        entity
        for entity, props in known.items()
        for s in props.get("name", ())
        if s.value.casefold() in authors
        or (s.schema == "Organization" and intake.names_outlet(s.value))
    }


def _standing(happened: list[Happening], on: str) -> dict[str, list[Standing]]:
    """Return how parties stand by what befell them, as each telling has it, until a day."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for h in happened:
        since = h.date or min((c.published for c in h.citations if c.published), default="")
        if h.denied or (on and (not since or since > on[: len(since)])):
            continue
        accused = {e for role in ACCUSED for _, e in h.parties.get(role, ())}
        for telling in h.tellings:
            status = _OUTCOME.get(telling.outcome) or _STEP.get(h.kind)
            if status:
                for entity in accused & telling.entities:
                    found[entity].append(
                        Standing(status, since, telling.citations, telling.offences)
                    )
    return found


def _in_order(steps: list[Standing]) -> list[Standing]:
    """Return standings, the one that counts first: the gravest, unless its end came no earlier.

    Who was convicted of one thing and acquitted of another on one day stands convicted. A date
    that is less precise is taken to be no later than a precise one that it could mean.
    """
    gravest = max((s for s in steps if s.status not in _ENDS), key=_gravity, default=None)
    ends = [s for s in steps if s.status in _ENDS]
    last = max(ends, key=lambda s: s.since, default=None)
    if last and gravest and last.since <= gravest.since:
        first = gravest
    else:
        first = last or gravest or steps[0]
    others = [s for s in steps if s is not first]
    return [first, *sorted(others, key=_gravity, reverse=True)]


def _gravity(standing: Standing) -> tuple[int, str]:
    return STATUSES.index(standing.status), standing.since


def _stated(props: dict[str, list[Statement]], view: View) -> Iterator[Standing]:
    """Yield the statuses that people stated, the last first."""
    notes = [s for s in props.get("status", ()) if s.method == "person" and s.value in STATUSES]
    for note in sorted(notes, key=lambda s: s.made, reverse=True):
        yield Standing(note.value, note.made[:10], tuple(view.cite([note])))


def _known_by(view: View, props: dict[str, list[Statement]], on: str) -> bool:
    days = {view.sources.published(s.document) for ss in props.values() for s in ss}
    return any(day <= on for day in days if day) or days == {""}


def _party(
    view: View,
    entity: str,
    props: dict[str, list[Statement]],
    known: tuple[list[Standing], str],
) -> Party:
    steps, side = known
    named = [
        s for prop in ("name", "alias", "weakAlias", "abbreviation") for s in props.get(prop, ())
    ]
    label = view.label(entity)
    cited = view.cite(_one_a_document(named))
    first = min((c.published for c in cited if c.published), default="")
    sizes = Counter(int(s.value) for s in props.get("size", ()))
    whole = next(iter(props.get("partOf", ())), None)
    schemata = Counter(s.schema for statements in props.values() for s in statements)
    return Party(
        entity,
        label,
        max(schemata, key=lambda s: (schemata[s], s)),
        tuple(n for n, _ in Counter(s.value for s in named).most_common() if n != label),
        tuple(p for p, _ in Counter(s.value for s in props.get("position", ())).most_common()),
        (
            *_stated(props, view),
            *(_in_order(list(_distinct(steps))) if steps else ()),
            Standing("mentioned", first, tuple(cited[:1])),
        ),
        side,
        sizes.most_common(1)[0][0] if sizes else 0,
        (view.label(whole.value), view.identity.of(whole.value)) if whole else None,
        len({s.document for s in named if s.document}),
        view.independent(named),
        tuple(m for m in view.identity.members(entity) if m != entity),
        tuple(cited),
    )


def _distinct(steps: Iterable[Standing]) -> Iterator[Standing]:
    """Yield each status once, with all that tells it, since its earliest day (an end: its last)."""
    by_status: dict[str, list[Standing]] = defaultdict(list)
    for step in steps:
        by_status[step.status].append(step)
    for status, same in by_status.items():
        cited = {(c.document, c.start): c for step in same for c in step.citations}
        offences = dict.fromkeys(o for step in same for o in step.offences)
        since = (max if status in _ENDS else min)(s.since or "9999" for s in same)
        yield Standing(status, since, tuple(cited.values()), tuple(offences))


def _one_a_document(statements: Iterable[Statement]) -> list[Statement]:
    first: dict[str, Statement] = {}
    for s in statements:
        first.setdefault(s.document or s.id, s)
    return list(first.values())


def _rank(party: Party) -> int:
    return STATUSES.index(party.status)
