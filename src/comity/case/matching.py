"""Who is who in a case: its parties as ``resolve`` compares them, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from comity.case.timeline import ACCUSED, dates, kind
from comity.case.view import View, score
from comity.extract import report_id
from comity.model import DIFFERENT, EVENTS, OPEN, PARTIES, SAME, Handling, Statement, handling
from comity.resolve import ASK, Entity, Identity, Link, Proposal, key, named, propose, records

_METHOD = "resolve 2"
_AT_ONCE = 20_000  # statements
_PROPS = records.PROPERTIES | {"size"}
_JUDGED = {"Trial": "judgment", "Sentence": "judgment"}  # reports of one day tell either
_TOGETHER = 40  # names of one document that others are said to appear with


class Side(NamedTuple):
    """One of two entities that may be one: what it is called, its id, and where it stands."""

    label: str
    entity: str
    source: str
    schema: str


class Question(NamedTuple):
    """A proposal as a person reviews it: the statement, both sides, the score and the reasons."""

    statement: str
    a: Side
    b: Side
    score: float
    reasons: str


def match(view: View, documents: Sequence[str]) -> int:
    """Propose who of some documents is one with whom of the case; return how many proposals.

    What is compared at once is bounded, whatever the size of the case: entities are found by the
    keys that they share.
    """
    count = 0
    said: list[Statement] = []
    for following in batches(view, documents):
        if said:
            count += _match(view, said, ())
        said = following
    # That the documents are done is kept together with the last of what came of them.
    levels = [(d.handling.level, d.id) for d in view.session.documents(view.case, documents)]
    return count + _match(view, said, levels)


def batches(view: View, documents: Sequence[str] | None = None) -> Iterator[list[Statement]]:
    """Yield what is said of the parties of some documents, or of all, some parties at a time: an
    entity's statements together, in bounded memory."""
    waiting: list[Statement] = []
    for statement in view.session.stream(view.case, documents=documents, schemata=PARTIES):
        if len(waiting) >= _AT_ONCE and statement.entity != waiting[-1].entity:
            yield waiting
            waiting = []
        waiting.append(statement)
    if waiting:
        yield waiting


def _match(view: View, said: list[Statement], done: Sequence[tuple[int, str]]) -> int:
    """Compare the entities that statements speak of with one another and with the case's."""
    new = {e.id: e for e in entities(view, said)}
    limits = conditions(said)
    found = {one for entity in new.values() for one in named(entity)}
    others = set(view.session.alike(view.case, found)) - new.keys()
    known = view.session.statements(view.case, entities=others) if others else []
    limits |= conditions(known)
    proposals = [
        p for p in propose([*new.values(), *entities(view, known)]) if {p.a, p.b} & new.keys()
    ]
    rows = (
        (limits[entity.id].level, one, name, entity.id)
        for entity in new.values()
        for one, name in named(entity).items()
    )
    made = [statement(p, limits) for p in proposals]
    view.session.write.match(view.case, rows, done, made)
    return len(made)


def questions(view: View) -> list[Question]:
    """Return what is to be decided, the least sure first, as these tell most: the proposals that
    join two, and of those that do not the best of each two parties. What was decided is left out.
    """
    said = view.session.statements(view.case, props=[SAME, DIFFERENT])
    decided = {frozenset((s.entity, s.value)) for s in said if s.method == "person"}
    used = {(link.a, link.b) for link in (*view.identity.used, *view.identity.refused)}
    best: dict[frozenset[str], Statement] = {}
    for s in said:
        if s.prop != SAME or frozenset((s.entity, s.value)) in decided:
            continue
        parties = frozenset(map(view.identity.of, (s.entity, s.value)))
        if (s.entity, s.value) in used:
            best[frozenset((s.id,))] = s
        elif len(parties) == 2 and (parties not in best or score(best[parties]) < score(s)):
            best[parties] = s
    sides = _sides(view, {e for s in best.values() for e in (s.entity, s.value)})
    found = [
        Question(s.id, sides[s.entity], sides[s.value], score(s), s.original.split(" ", 1)[1])
        for s in best.values()
    ]
    return sorted(found, key=lambda q: (abs(q.score - 0.5), q.statement))


def _sides(view: View, entities: set[str]) -> dict[str, Side]:
    """Return entities as they stand for themselves, whoever they are taken to be one with."""
    named = view.session.statements(view.case, entities=entities, props=["name", "alias"])
    first = {s.entity: s for s in reversed(named)}
    return {
        entity: Side(s.value, entity, view.sources.name(s.document), s.schema)
        if (s := first.get(entity))
        else Side(view.label(entity), entity, "", "Thing")
        for entity in entities
    }


def entities(view: View, said: Iterable[Statement]) -> Iterator[Entity]:
    """Yield the parties that statements speak of, as ``resolve`` compares them."""
    props: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[str, Statement] = {}
    for s in said:
        if s.prop in _PROPS and s.schema in PARTIES:
            props[s.entity][s.prop].append(s.value)
            first.setdefault(s.entity, s)
    documents = {s.document for s in first.values() if s.document}
    families, together = _families(view, documents), _together(view, documents)
    marks = _marks(view, first, props)
    for entity, given in sorted(props.items()):
        schema, document = first[entity].schema, first[entity].document
        party = records.entity({"id": entity, "schema": schema, "properties": given})
        own = {key("Person", name) for name in party.names}
        yield party._replace(
            marks=tuple(sorted(marks.get(entity, ()))),
            source=families.get(document, ""),
            beside=tuple(sorted(together.get(document, set()) - own)),
            case=view.case.slug,
        )


def _together(view: View, documents: set[str]) -> dict[str, set[str]]:
    """Return the full names of people by the document that names them, as names are compared."""
    found: dict[str, set[str]] = defaultdict(set)
    if documents:
        said = view.session.statements(
            view.case, documents=documents, schemata=("Person",), props=("name",)
        )
        for s in said:
            name = key("Person", s.value)
            if " " in name and len(found[s.document]) < _TOGETHER:
                found[s.document].add(name)
    return found


def _families(view: View, documents: set[str]) -> dict[str, str]:
    """Return what stands for each document and all that tell the same report."""
    reports = {report_id(d): d for d in documents}
    linked = view.session.same(view.case, reports)
    identity = Identity(Link(s.entity, s.value, 1.0) for ss in linked.values() for s in ss)
    return {document: identity.of(report) for report, document in reports.items()}


def _marks(
    view: View, first: dict[str, Statement], props: dict[str, dict[str, list[str]]]
) -> dict[str, set[str]]:
    """Return what makes entities the same: what befell them on which day; of counted groups also
    how many they are, and the sentence that several documents print."""
    documents = {s.document for s in first.values() if s.document}
    found: dict[str, set[str]] = defaultdict(set)
    if not documents:
        return found
    said = view.session.statements(
        view.case,
        documents=documents,
        schemata=EVENTS,
        props=("date", "words", *ACCUSED),
    )
    acts: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for s in said:
        acts[s.entity][s.prop].append(s)
    groups = {e for e in first if "size" in props[e]}
    counted = {g for g in groups if any(int(n) > 2 for n in props[g]["size"])}
    days = dates(acts, counted)
    for event, given in acts.items():
        what = _JUDGED.get(kind(given), kind(given).lower())
        on = f"{what} of {days[event]}" if len(days[event]) == 10 else ""
        told = [f"in: {' '.join(s.value.split())}" for s in given.get("words", ())]
        for s in (s for role in ACCUSED for s in given.get(role, ()) if s.value in first):
            sizes = [n for n in props[s.value].get("size", ()) if int(n) > 2]
            found[s.value] |= {f"{n} people, {what}" for n in sizes for what in (*told, on) if what}
            if on and s.value not in groups:
                found[s.value].add(on)
    return found


def conditions(said: Iterable[Statement]) -> dict[str, Handling]:
    """Return the strictest conditions of what is said of each entity."""
    found: dict[str, set[Handling]] = defaultdict(set)
    for s in said:
        found[s.entity].add(s.handling)
    return {entity: handling.strictest(conditions) for entity, conditions in found.items()}


def statement(proposal: Proposal, limits: dict[str, Handling]) -> Statement:
    """Return a proposal as a statement, under the strictest conditions of what it speaks of."""
    sides = (limits.get(side, OPEN) for side in (proposal.a, proposal.b))
    return Statement(
        proposal.a,
        "Thing",
        SAME if proposal.score >= ASK else DIFFERENT,
        proposal.b,
        f"{proposal.score} {'; '.join(proposal.reasons)}",
        method=_METHOD,
        handling=handling.strictest(sides),
    )
