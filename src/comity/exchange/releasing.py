"""What a release lets out: each statement and file released, redacted or held, and why.

The law decides once for each handling class (``comity.law.decide``). What it cannot see is how
statements fit together, and that is decided here: a file goes only if nothing that was read in
it is kept back, and what an informant said is held where what is released beside it would show
who the informant is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from comity import law
from comity.case import Case
from comity.exchange.office import Office
from comity.exchange.selection import Selection, documents, statements
from comity.model import OPEN, Handling, Statement, handling
from comity.store import DocumentRow

PROTECTED = ("INFORMANT", "UNDERCOVER", "WITNESS")
"""The codes of what a protected person said: informant, undercover officer, witness."""

JOINED = "INFORMANT-JOINED"
"""Set here, never by people: what a protected person said, and what would show who it was."""

IDENTITY = "INFORMANT-IDENTITY"
"""The code of what says who an informant is."""

_SAID = frozenset(PROTECTED)
_NAMED = frozenset(f"{code}-IDENTITY" for code in PROTECTED)

_NAMES = ("name", "alias", "weakAlias", "firstName", "lastName")
_WORD = re.compile(r"[^\W\d_]{2,}")
_APPROVED = 1  # persons beside the one who shares
_ENTITY = re.compile("[0-9a-f]{32}")


class Line(NamedTuple):
    """A statement or a file of a release; ``sent`` is it as it crosses the border, if it does."""

    what: Statement | DocumentRow
    decision: law.Decision
    sent: Statement | DocumentRow | None = None


_Judged = tuple[Statement | DocumentRow, law.Decision]


class Count(NamedTuple):
    """How many statements and files share a decision."""

    decision: law.Decision
    statements: int
    files: int


class Preview(NamedTuple):
    """What a release would let out.

    Attributes:
        counts: by decision; what is released first.
        approval: whether some of it needs the approval of a second person.
        level: highest level of what would go.
    """

    counts: tuple[Count, ...]
    approval: bool
    level: int

    def tally(self, outcome: str) -> tuple[int, int]:
        """Return how many statements and files have an outcome."""
        found = [c for c in self.counts if c.decision.outcome == outcome]
        return sum(c.statements for c in found), sum(c.files for c in found)


class Manner(NamedTuple):
    """How a release goes: whether with files, and with which conditions on top of its own."""

    files: bool = True
    terms: Handling = OPEN


class Release:
    """One release, decided under its circumstances; nothing is sent by it."""

    def __init__(
        self,
        office: Office,
        case: Case,
        selection: Selection,
        circumstances: law.Circumstances,
        manner: Manner = Manner(),  # noqa: B008  (it cannot change)
    ) -> None:
        self._office, self._case = office, case
        self._files, self._terms = manner
        self.selection, self.circumstances = selection, circumstances
        self._decided: dict[law.Matter, law.Decision] = {}
        self.approval = False

    def statements(self) -> Iterator[Line]:
        """Yield each statement with the decision on it, and as it would be sent."""
        agency = self._office.node.agency
        for said, decision in self._judged():
            kept = decision.outcome == law.HELD
            sent = None if kept else as_sent(said, decision, agency, self._terms)
            yield Line(said, decision, sent)

    def documents(self) -> Iterator[Line]:
        """Yield each file with the decision on it."""
        if not self._files:
            return
        kept_back = self._kept_back
        for row in documents(self._office, self._case, self.selection):
            decision = self._decide("file", row.handling, row.grade)
            if decision.outcome != law.HELD and row.id in kept_back:
                decision = kept_back[row.id]
            sent = row._replace(
                handling=conditions_as_sent(row.handling, self._office.node.agency, self._terms)
            )
            yield Line(row, decision, None if decision.outcome == law.HELD else sent)

    def preview(self) -> Preview:
        """Return what would go out, and what not, by decision."""
        said: Counter[law.Decision] = Counter()
        files: Counter[law.Decision] = Counter()
        level = 0
        judged = ((line.what, line.decision) for line in self.documents())
        both: tuple[tuple[Counter[law.Decision], Iterable[_Judged]], ...] = (
            (said, self._judged()),
            (files, judged),
        )
        for counted, found in both:
            for what, decision in found:
                counted[decision] += 1
                if decision.outcome != law.HELD:
                    level = max(level, what.handling.level)
        order = (law.RELEASED, law.REDACTED, law.HELD)
        decisions = sorted({*said, *files}, key=lambda d: (order.index(d.outcome), d))
        counts = (Count(d, said[d], files[d]) for d in decisions)
        return Preview(tuple(counts), self.approval, level)

    def matters(self) -> list[law.Matter]:
        """Return the handling classes that were decided."""
        self.preview()
        return list(self._decided)

    def _judged(self) -> Iterator[tuple[Statement, law.Decision]]:
        for said in statements(self._office, self._case, self.selection):
            yield said, self._decide("statement", self._handling(said), said.grade)

    def _decide(self, kind: str, conditions: Handling, mark: str) -> law.Decision:
        matter = law.Matter(kind, conditions, mark)
        if matter not in self._decided:
            self._decided[matter] = self._decided_anew(matter)
        return self._decided[matter]

    def _decided_anew(self, matter: law.Matter) -> law.Decision:
        """Decide as if a second person had approved, and remember whether one must."""
        alone = law.decide([matter], self.circumstances)[0]
        approved = self.circumstances._replace(approvals=_APPROVED)
        found = law.decide([matter], approved)[0]
        self.approval = self.approval or found.outcome != alone.outcome
        return found

    def _handling(self, said: Statement) -> Handling:
        """Return a statement's conditions, with what follows from how it fits with others."""
        if _SAID & set(said.handling.codes) and self._points(said):
            codes = tuple(sorted({*said.handling.codes, JOINED}))
            return said.handling._replace(codes=codes)
        return said.handling

    def _points(self, said: Statement) -> bool:
        """Return whether what goes out beside it would show from whom a statement came.

        It would if a protected person stands, in what is released, beside the thing that it
        speaks of (of few who were there, one must have told), if its own words have the name, or
        if it describes the very document in which it was written down.
        """
        if said.schema == "Report" or {said.entity, said.value} & self._beside:
            return True
        words = set(_WORD.findall(f"{said.value} {said.original}".casefold()))
        return bool(words & self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words of the protected persons' names."""
        named = self._office.session.statements(
            self._case.row, entities=self._protected, props=_NAMES
        )
        return frozenset(w for s in named for w in _WORD.findall(s.value.casefold()))

    @cached_property
    def _protected(self) -> frozenset[str]:
        """The protected persons: who says what is coded so, and whom a coded statement names."""
        session, row = self._office.session, self._case.row
        said = [s for code in _SAID for s in session.coded(row, code)]
        named = [s for code in _NAMED for s in session.coded(row, code)]
        people = {a for s in said for a in s.asserters[-1:]}
        people |= {s.value if _ENTITY.fullmatch(s.value) else s.entity for s in named}
        return frozenset(m for p in people for m in self._case.members(p))

    @cached_property
    def _beside(self) -> frozenset[str]:
        """The things with which what would be released links a protected person."""
        if not self._protected:
            return frozenset()
        session, row = self._office.session, self._case.row
        linked = [
            *session.statements(row, entities=self._protected),
            *session.statements(row, values=self._protected),
        ]
        open_ones = [s for s in linked if not (_SAID | _NAMED) & set(s.handling.codes)]
        near = {x for s in open_ones for x in (s.entity, s.value)}
        return frozenset(near | self._protected)

    @cached_property
    def _kept_back(self) -> dict[str, law.Decision]:
        """The documents of which something that was read in them is kept back, with one reason."""
        classes = self._office.session.classes(self._case.row)
        found: dict[str, law.Decision] = {}
        for document, conditions, mark in classes:
            decision = self._decide("statement", conditions, mark)
            if decision.outcome != law.RELEASED:
                found[document] = decision._replace(outcome=law.HELD, redact=())
        return found


def as_sent(
    statement: Statement, decision: law.Decision, agency: str, terms: Handling = OPEN
) -> Statement:
    """Return a statement as it crosses the border: conditions stated, and stripped as decided.

    ``terms`` come on top of its own. Conditions that no other agency has set are ours from here
    on. Who of our people noted something is our affair: the agency stands for them.
    """
    conditions = statement.handling
    foreign = conditions.originator not in ("", agency)
    sent = statement._replace(
        handling=conditions_as_sent(conditions, agency, terms),
        author=statement.author if foreign or not statement.author else agency,
    )
    for name in decision.redact:
        sent = sent._replace(**_STRIPPED[name])
    return sent


def conditions_as_sent(conditions: Handling, agency: str, terms: Handling) -> Handling:
    """Return conditions as they cross the border: whose they are, and with what comes on top."""
    stated = conditions._replace(originator=conditions.originator or agency)
    return handling.strictest((stated, terms._replace(level=0, originator="")))


_STRIPPED: dict[str, dict[str, Any]] = {
    "asserters": {"asserters": ()},
    "author": {"author": ""},
    "document": {"document": "", "start": -1, "end": -1},
    "original": {"original": ""},
}
