"""One investigation, as a reader sees it: everything that can be asked of it and said to it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from comity import extract, network
from comity.case import (
    adding,
    claims,
    graph,
    matching,
    notes,
    parties,
    report,
    resolving,
    roles,
    searching,
    showing,
    timeline,
)
from comity.case.claims import Claim, Dispute, Figure
from comity.case.narrow import Narrow
from comity.case.sources import Source
from comity.case.view import View
from comity.model import OPEN, ComityError, Handling, Statement, grade
from comity.resolve import engines
from comity.store import Case as CaseRow
from comity.store import FailureRow, Session


class Case:
    """A case of a node. Get one from ``Workbench.case``.

    What it returns is computed when asked for, from the statements that this reader may see.
    """

    def __init__(self, session: Session, row: CaseRow) -> None:
        self._session, self._row = session, row

    @property
    def row(self) -> CaseRow:
        """The case as the store keeps it, for the packages above this one."""
        return self._row

    def require(self, permission: str) -> None:
        """Go on only if the reader may do something in this case.

        Raises:
            Denied: the reader may not; the log has it.
        """
        roles.require(self._session, permission, case=self.slug)

    @property
    def slug(self) -> str:
        """The case's short name."""
        return self._row.slug

    @property
    def title(self) -> str:
        """The case's title."""
        return self._row.title

    def add(
        self,
        *paths: str,
        mark: str = grade.UNKNOWN,
        handling: Handling = OPEN,
        progress: Callable[[Path], None] = lambda _: None,
    ) -> adding.Added:
        """Add files, folders and globs; ``-`` is standard input. What is there already stays.

        ``mark`` is the 4x4 grade and ``handling`` the conditions of all that is added. A case
        that is classified classifies all that is added to it.

        Raises:
            ComityError: a path matches nothing, or ``mark`` is no grade; nothing is added then.
            Denied: the reader may not, or, in the middle of it, may no longer.
        """
        self.require("add")

        def still(path: Path) -> None:
            progress(path)
            self.require("add")

        level = max(handling.level, self._row.level)
        conditions = extract.Conditions(grade.parse(mark), handling._replace(level=level))
        return adding.add(self._view(), paths, conditions, still)

    def failed(self) -> list[FailureRow]:
        """Return the files that could not be read, and why."""
        return self._session.failures(self._row)

    def count(self) -> dict[str, int]:
        """Return how many documents, independent sources, statements and entities there are."""
        return {**self._session.count(self._row), "sources": self._view().sources.count()}

    def timeline(self) -> list[timeline.Happening]:
        """Return what happened, the earliest first, what has no date last."""
        return timeline.timeline(self._view())

    def who(self, on: str = "") -> list[parties.Party]:
        """Return the parties, those who were convicted first; ``on`` is an ISO day to stand at."""
        return parties.parties(self._view(), on)

    def claims(self) -> list[Claim]:
        """Return who says what."""
        return claims.claims(self._view())

    def disputes(self) -> list[Dispute]:
        """Return what some assert and some deny."""
        return claims.disputes(self.claims())

    def figures(self) -> list[Figure]:
        """Return the figures that sources give differently."""
        return claims.figures(self._view())

    def network(self, *, everyone: bool = False) -> network.Graph:
        """Return the graph of those whom something links; authorities only with ``everyone``."""
        view = self._view()
        happened = timeline.timeline(view)
        known = parties.parties(view, events=happened)
        return graph.graph(known, graph.ties(view, happened), everyone=everyone)

    def sources(self) -> list[Source]:
        """Return the documents, each with those that tell the same report again."""
        return self._view().sources.listed()

    def show(self, words: str) -> showing.Shown:
        """Return one thing whole, by an id, the beginning of one, or a name.

        Raises:
            ComityError: nothing, or more than one thing, is meant.
        """
        return showing.show(self._narrow(), words)

    def document(self, words: str) -> showing.ShownDocument:
        """Return one document whole, by the beginning of its id or by its name.

        Raises:
            ComityError: there is none, or more than one.
        """
        return showing.show_document(self._narrow(), words)

    def is_document(self, words: str) -> bool:
        """Return whether words name a document rather than a thing."""
        return bool(self._session.documents_named(self._row, words))

    def search(self, query: str, limit: int = 50) -> list[searching.Hit]:
        """Return what has all words of a query, the best first; "a phrase" in its order.

        Raises:
            ComityError: the query has no word.
        """
        return searching.search(self._narrow(), query, limit)

    def note(
        self,
        entity: str,
        prop: str,
        value: str,
        mark: str = grade.UNKNOWN,
        handling: Handling = OPEN,
    ) -> Statement:
        """State something in the reader's name about what an id or a name means.

        ``mark`` is the 4x4 grade and ``handling`` the conditions of what is stated.

        Raises:
            ComityError: it is not known, or the value does not fit the property.
        """
        self.require("note")
        view = self._narrow()
        return notes.note(view, notes.find(view, entity), (prop, value), mark, handling)

    def undo(self, statement: str = "") -> notes.Undone:
        """Withdraw a statement, by the beginning of its id: by default the reader's own last one.

        Raises:
            ComityError: there is nothing to take back.
        """
        view = self._narrow()
        if not statement:
            self.require("note")
            return notes.undo(view)
        found = self._session.statement(self._row, statement)
        self.require("note" if found.author == self._session.reader else "decide")
        return notes.withdraw(view, found)

    def compare(self, documents: Sequence[str]) -> int:
        """Propose who of some documents (ids) is one with whom; return how many proposals."""
        return matching.match(self._view(), documents)

    def resolve(self, engine: str, progress: engines.Progress = engines.quiet) -> int:
        """Compare all parties of the case; return how many new proposals on who is who there are.

        Raises:
            ComityError: there is no such engine, or what it needs is not installed.
        """
        self.require("decide")
        return resolving.resolve(
            self._view(), engine, self._session.files.folder.parent / "resolve", progress
        )

    def explain(self, a: str, b: str) -> resolving.Explained:
        """Say why two parties may be one, or not.

        Raises:
            ComityError: nobody is called so.
        """
        return resolving.explain(self._view(), a, b)

    def questions(self) -> list[matching.Question]:
        """Return the proposals on who is who that nobody has decided."""
        return matching.questions(self._view())

    def decide(self, a: str, b: str, *, same: bool) -> Statement:
        """Decide whether two entities are one.

        Raises:
            ComityError: one of them is not known, or they are the same entity.
        """
        self.require("decide")
        return notes.decide(self._narrow(), a, b, same=same)

    def find(self, words: str) -> str:
        """Return the id of what an id, the beginning of one, or a name means.

        Raises:
            ComityError: nothing, or more than one thing, is meant.
        """
        return notes.find(self._narrow(), words)

    def has_statement(self, prefix: str) -> bool:
        """Return whether one statement of the case has an id that begins so."""
        try:
            self._session.statement(self._row, prefix)
        except ComityError:
            return False
        return True

    def members(self, entity: str) -> list[str]:
        """Return the ids of all that are one with an entity."""
        return self._narrow().identity.members(entity)

    def labels(self, entities: Iterable[str]) -> dict[str, str]:
        """Return what to call entities."""
        return self._narrow().labels(entities)

    def report(self, path: Path) -> None:
        """Write the case to ``.html``, ``.json`` (FollowTheMoney), ``.graphml`` or ``.csv``.

        The file is written whole or not at all; the same case gives the same bytes.

        Raises:
            ComityError: the ending is none of these, or the file cannot be written.
        """
        self.require("report")
        report.write(self._view(), path)

    def _view(self) -> View:
        return View(self._session, self._row)

    def _narrow(self) -> View:
        return Narrow(self._session, self._row)
