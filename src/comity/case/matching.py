"""Who is who in a case: its parties as ``resolve`` compares them, and what came of it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from comity.case.timeline import ACCUSED, dates, kind
from comity.case.view import View, score
from comity.model import DIFFERENT, EVENTS, PARTIES, SAME, WITHDRAWS, Handling, Statement
from comity.resolve import Entity, Proposal, propose

_METHOD = "resolve 1"
_PROPS = ("name", "alias", "abbreviation", "weakAlias", "position", "size")
_IDENTIFIERS = ("phone", "email", "idNumber", "passportNumber", "registrationNumber", "taxNumber")


class Question(NamedTuple):
    """A proposal as a person reviews it: the statement, both labels, the score and the reasons."""

    statement: str
    a: tuple[str, str]
    b: tuple[str, str]
    score: float
    reasons: str


def match(view: View) -> int:
    """Propose who is one with whom, as far as nobody did before; return how many are new."""
    known = {(s.entity, s.value) for s in view.session.statements(view.case, props=[SAME])}
    known |= _undone(view)
    levels: dict[str, int] = {}
    found = [p for p in propose(_entities(view, levels)) if (p.a, p.b) not in known]
    view.session.write.state(view.case, "propose", [_statement(p, levels) for p in found])
    return len(found)


def questions(view: View) -> list[Question]:
    """Return the proposals that nobody has decided, the least sure of those that join first.

    These change most: what is sure is likely right, what is not joined changes nothing yet.
    """
    decided = {
        frozenset((s.entity, s.value))
        for s in view.session.statements(view.case, props=[SAME, DIFFERENT])
        if s.method == "person"
    }
    open_ones = [
        s
        for s in view.session.statements(view.case, props=[SAME])
        if s.method != "person" and frozenset((s.entity, s.value)) not in decided
    ]
    labels = view.labels(e for s in open_ones for e in (s.entity, s.value))
    found = [
        Question(
            s.id,
            (_own_label(view, s.entity) or labels[view.identity.of(s.entity)], s.entity),
            (_own_label(view, s.value) or labels[view.identity.of(s.value)], s.value),
            score(s),
            s.original.split(" ", 1)[1],
        )
        for s in open_ones
    ]
    return sorted(found, key=lambda q: (abs(q.score - 0.8), q.statement))


def _own_label(view: View, entity: str) -> str:
    named = view.session.statements(view.case, entities=[entity], props=["name", "alias"])
    return next((s.value for s in named), "")


def _undone(view: View) -> set[tuple[str, str]]:
    """Return the pairs whose proposal somebody withdrew: it is not made again."""
    gone = view.session.statements(view.case, props=[WITHDRAWS])
    return {(a, b) for s in gone for a, _, b in [s.original.partition(" ")] if b}


def _entities(view: View, levels: dict[str, int]) -> Iterator[Entity]:
    props: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    schemata: dict[str, str] = {}
    documents: dict[str, str] = {}
    said = view.session.statements(view.case, schemata=PARTIES, props=(*_PROPS, *_IDENTIFIERS))
    for s in said:
        props[s.entity][s.prop].append(s.value)
        schemata[s.entity] = s.schema
        documents[s.entity] = s.document
        levels[s.entity] = max(levels.get(s.entity, 0), s.handling.level)
    marks = _marks(view, {e for e, schema in schemata.items() if schema == "Group"}, props)
    for entity, given in sorted(props.items()):
        identifiers = [v for prop in _IDENTIFIERS for v in given.get(prop, ())]
        yield Entity(
            entity,
            schemata[entity],
            tuple(dict.fromkeys(given.get("name", ()))),
            tuple(dict.fromkeys((*given.get("alias", ()), *given.get("abbreviation", ())))),
            tuple(dict.fromkeys(given.get("position", ()))),
            (*identifiers, *sorted(marks.get(entity, ()))),
            view.sources.family(documents[entity]),
        )


def _marks(
    view: View, groups: set[str], props: dict[str, dict[str, list[str]]]
) -> dict[str, set[str]]:
    """Return what makes counted groups the same: how many, and what befell them: on one day, or
    as one sentence has it that several documents print."""
    said = view.session.statements(view.case, schemata=EVENTS, props=("date", "words", *ACCUSED))
    acts = view.entities(said)
    days = dates(acts)
    found: dict[str, set[str]] = defaultdict(set)
    for event, given in acts.items():
        told = [f"in: {' '.join(s.value.split())}" for s in given.get("words", ())]
        if len(days[event]) == len("2019-11-07"):
            told.append(f"{kind(given).lower()} of {days[event]}")
        for s in (s for role in ACCUSED for s in given.get(role, ()) if s.value in groups):
            for size in props[s.value].get("size", ()):
                if int(size) > 2:
                    found[s.value] |= {f"{size} people, {what}" for what in told}
    return found


def _statement(proposal: Proposal, levels: dict[str, int]) -> Statement:
    level = max(levels.get(proposal.a, 0), levels.get(proposal.b, 0))
    return Statement(
        proposal.a,
        "Thing",
        SAME,
        proposal.b,
        f"{proposal.score} {'; '.join(proposal.reasons)}",
        method=_METHOD,
        handling=Handling(level),
    )
