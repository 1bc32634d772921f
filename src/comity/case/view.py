"""What one reader sees of a case: who is who, which sources there are, what to call things."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from comity.case.sources import Sources
from comity.model import DIFFERENT, SAME, Handling, Statement, handling
from comity.resolve import JOIN, Identity, Link
from comity.store import Case as CaseRow
from comity.store import Session

NAMES = (
    "name", "title", "alias", "abbreviation", "weakAlias", "summary", "content", "role", "fileName",
)  # fmt: skip
"""Properties that say what to call a thing, the best first."""


class Citation(NamedTuple):
    """Where a fact stands: a statement's source as it is shown.

    Attributes:
        statement: the statement's id.
        document: SHA-256; empty for what a person states.
        source: what to call the document: its outlet and date, or its name.
        published: ISO date or empty.
        quote: the words at the span.
        start, end: code points in the document's text, or -1.
        said_by: who says it according to the document, beside the document itself.
        denied: whether they deny it.
        grade: 4x4.
        method: who read it.
        handling: its originator's conditions.
    """

    statement: str
    document: str
    source: str
    published: str
    quote: str
    start: int
    end: int
    said_by: tuple[str, ...]
    denied: bool
    grade: str
    method: str
    handling: Handling


def apart(different: Iterable[Statement]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs that people decided to be different, and those that were found to be."""
    decided: list[tuple[str, str]] = []
    found: list[tuple[str, str]] = []
    for s in different:
        (decided if s.method == "person" else found).append((s.entity, s.value))
    return decided, found


class View:
    """A reader's view of a case. What is computed once for a view is computed when first asked."""

    def __init__(self, session: Session, case: CaseRow) -> None:
        self.session, self.case = session, case
        self._labels: dict[str, str] = {}

    @cached_property
    def identity(self) -> Identity:
        """Who is who: people's decisions, then the proposals that are sure enough."""
        same = self.session.statements(self.case, props=[SAME])
        different = self.session.statements(self.case, props=[DIFFERENT])
        links = (Link(s.entity, s.value, score(s)) for s in same)
        return Identity((link for link in links if link.score >= JOIN), *apart(different))

    @cached_property
    def sources(self) -> Sources:
        """The documents of the case, and which of them are one source."""
        return Sources.of(self.session, self.case)

    @cached_property
    def conditions(self) -> Handling:
        """The strictest conditions of all that the reader sees: those of what is made of it."""
        return handling.strictest(self.session.conditions(self.case))

    def meet(self, entities: Iterable[str]) -> None:
        """Take note that these entities will be asked for: this view knows all."""

    def know(self, documents: Iterable[str]) -> None:
        """Take note that these documents will be asked for: this view knows all."""

    def entities(self, statements: Iterable[Statement]) -> dict[str, dict[str, list[Statement]]]:
        """Return statements by the entity that they speak of, who is who applied, and property."""
        found: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for statement in statements:
            found[self.identity.of(statement.entity)][statement.prop].append(statement)
        return found

    def remember(self, entities: dict[str, dict[str, list[Statement]]]) -> None:
        """Take the labels of entities that are already at hand."""
        for entity, props in entities.items():
            self._labels[entity] = _label(props)

    def labels(self, entities: Iterable[str]) -> dict[str, str]:
        """Return what to call each entity: its best-attested full name."""
        self.meet(entities := list(entities))
        wanted = {self.identity.of(e) for e in entities}
        if missing := [entity for entity in wanted if entity not in self._labels]:
            members = [m for entity in missing for m in self.identity.members(entity)]
            named = self.session.statements(self.case, entities=members, props=NAMES)
            by_entity = self.entities(named)
            for entity in missing:
                self._labels[entity] = _label(by_entity.get(entity, {}))
        return {entity: self._labels[self.identity.of(entity)] for entity in wanted}

    def label(self, entity: str) -> str:
        """Return what to call one entity."""
        one = self.identity.of(entity)
        return self._labels[one] if one in self._labels else self.labels([one])[one]

    def cite(self, statements: Iterable[Statement]) -> list[Citation]:
        """Return where statements stand, by publication, document and place in it."""
        listed = list(statements)
        self.know(s.document for s in listed)
        speakers = {a for s in listed for a in s.asserters[1:]}
        speakers |= {s.asserters[0] for s in listed if self._speaks_first(s)}
        self.labels(speakers)
        return sorted(
            self._citations(listed), key=lambda c: (c.published or "9", c.document, c.start)
        )

    def independent(self, statements: Iterable[Statement]) -> int:
        """Return how many independent sources statements have: reprints count as one.

        What a table gives as said by an outlet or a person is theirs, and not the table's: it
        adds nothing where that outlet itself is among the sources.
        """
        listed = list(statements)
        self.know(s.document or s.author for s in listed)
        own = [s for s in listed if not self.sources.retells(s)]
        outlets = {self.sources.outlet(s.document) for s in own}
        retold = {s.asserters[0] for s in listed if self.sources.retells(s)} - outlets
        return self.sources.independent(s.document or s.author for s in own) + len(retold)

    def _citations(self, statements: list[Statement]) -> Iterator[Citation]:
        for s in statements:
            by = s.asserters if self._speaks_first(s) else s.asserters[1:]
            yield Citation(
                s.id,
                s.document,
                self.sources.name(s.document) if s.document else s.author or s.handling.originator,
                self.sources.published(s.document) if s.document else s.made[:10],
                s.original or s.value,
                s.start,
                s.end,
                tuple(self.label(a) for a in by),
                s.denied,
                s.grade,
                s.method,
                s.handling,
            )

    def _speaks_first(self, statement: Statement) -> bool:
        """Return whether the first asserter is a speaker, as the document has no outlet."""
        outlet = self.sources.outlet(statement.document)
        return bool(statement.asserters) and statement.asserters[0] != outlet


def score(same: Statement) -> float:
    """Return how sure a statement is that two entities are one: 1 for a person's decision."""
    if same.method == "person":
        return 1.0
    return float(same.original.split(" ", 1)[0])


def _label(props: dict[str, list[Statement]]) -> str:
    for prop in NAMES:
        values = Counter(s.value for s in props.get(prop, ()))
        if values:
            return min(values, key=lambda v: (-values[v], -len(v), v))
    return "without a name"
