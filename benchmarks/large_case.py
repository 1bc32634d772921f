"""A view of a large case costs little beyond fetching its rows.

    python -m benchmarks.large_case [DOCUMENTS]

Claim: in a case of 1,000,000 statements (20,000 documents of 50) ``Case.timeline()`` and
``Case.show(name)`` take at most three times as long as bare SQL that fetches the same rows.

Peer: the queries below through the same SQLAlchemy session, hence under the same row-level
security: whole rows as the driver gives them, in the view's order, the ids known beforehand. For
the timeline these are the statements of all events, the names of all who take part in them, the
documents without their text, their outlets, and the links of reprints and of who is who. For one
entity these are its statements and those that refer to it, the names of what both name, the
documents in which they stand with their outlets, and the links that join it.

Measure: the case is made by ``benchmarks.made_case`` and filled through ``Session.write``; the two
sides take turns; wall seconds; median over the rounds. Nothing is kept between two calls; the
vocabulary is loaded before. The first line of a timeline is there when all of it is.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from benchmarks import made_case
from benchmarks.measure import in_turn
from benchmarks.node import READER, node, open_case
from comity.case import Case
from comity.case.view import NAMES
from comity.extract import report_id
from comity.model import EVENTS, REPRINT, SAME, vocabulary
from comity.store import Case as CaseRow
from comity.store import Node, Session
from comity.store.rows import STATEMENT_SELECT

AIM = 3.0
_ORDER = 'ORDER BY s.document, s."start", s.entity, s.prop, s.id'
_SAID = f"SELECT {STATEMENT_SELECT} FROM statement s WHERE s.case_id = :case AND "
_DOCUMENTS = (
    "SELECT id, level, handling, grade, name, origin, media_type, kind, encoding, language, size, "
    "title, published, parent, pages, added_by, added_at FROM document WHERE case_id = :case "
)


class _Bare:
    """The peer: the rows that a view needs, by as few queries as can be."""

    def __init__(self, session: Session, case: CaseRow) -> None:
        self._session, self._case = session, case

    def _rows(self, sql: str, **parameters: Any) -> Any:
        return self._session._run(sql, case=self._case.id, **parameters).all()

    def timeline(self, linked: list[str]) -> int:
        """Fetch what a timeline is made of; return how many rows."""
        found = self._rows(f"{_SAID} s.schema = ANY(:events) {_ORDER}", events=list(EVENTS))
        names = self._names(linked)
        documents = self._rows(f"{_DOCUMENTS} ORDER BY published NULLS LAST, name, id, level")
        outlets = self._rows(
            f"{_SAID} s.schema = 'Report' AND s.prop = ANY(:props)", props=["publisher", REPRINT]
        )
        same = self._rows(f"{_SAID} s.prop = :same", same=SAME)
        return len(found) + len(names) + len(documents) + len(outlets) + len(same)

    def linked(self) -> list[str]:
        """Return the ids of all that events name."""
        sql = (
            "SELECT DISTINCT s.value FROM statement s WHERE s.case_id = :case "
            "AND s.schema = ANY(:events) AND length(s.value) = 32"
        )
        return [row[0] for row in self._rows(sql, events=list(EVENTS))]

    def show(self, members: list[str], linked: list[str], documents: list[str]) -> int:
        """Fetch what one entity is shown by; return how many rows."""
        said = self._rows(f"{_SAID} s.entity = ANY(:members) {_ORDER}", members=members)
        referring = self._rows(
            f"{_SAID} s.value = ANY(:members) AND length(s.value) = 32 {_ORDER}", members=members
        )
        names = self._names(linked)
        sources = self._rows(f"{_DOCUMENTS} AND id = ANY(:ids)", ids=documents)
        outlets = self._rows(
            f"{_SAID} s.document = ANY(:ids) AND s.schema = 'Report' AND s.prop = 'publisher'",
            ids=documents,
        )
        reprints = self._rows(
            f"{_SAID} s.prop = :reprint AND (s.entity = ANY(:reports) OR s.value = ANY(:reports))",
            reports=[report_id(d) for d in documents],
            reprint=REPRINT,
        )
        return sum(map(len, (said, referring, names, sources, outlets, reprints)))

    def _names(self, entities: list[str]) -> Any:
        return self._rows(
            f"{_SAID} s.entity = ANY(:entities) AND s.prop = ANY(:names) {_ORDER}",
            entities=entities,
            names=list(NAMES),
        )


def somebody(session: Session, case: CaseRow) -> tuple[str, list[str]]:
    """Return the name of one who stands in many documents, and the entities that are joined."""
    links = session.statements(case, props=[SAME])
    members = session.same(case, [links[0].entity])
    ids = {end for ss in members.values() for s in ss for end in (s.entity, s.value)}
    [name, *_] = {s.value for s in session.statements(case, entities=ids, props=["name"])}
    return name, sorted(ids)


def main() -> str:
    """Print the figures; return them in one line."""
    documents = next((int(a) for a in sys.argv[1:] if a.isdigit()), 20_000)
    vocabulary.model()
    with node() as made, made.session(READER) as session:
        row = open_case(made, "large")
        start = time.perf_counter()
        count = made_case.fill(session, row, documents)
        print(f"{count:,} statements in {documents:,} documents, filled in {_since(start)}")
        _settle(made)
        case, bare = Case(session, row), _Bare(session, row)
        lines = [
            _compare("timeline", case.timeline, *_timeline(bare), 3),
            _compare("show", *_show(case, bare, session, row), 15),
        ]
    return "; ".join(lines)


def _timeline(bare: _Bare) -> tuple[Callable[[], int]]:
    linked = bare.linked()
    return (lambda: bare.timeline(linked),)


def _show(
    case: Case, bare: _Bare, session: Session, row: CaseRow
) -> tuple[Callable[[], Any], Callable[[], int]]:
    name, members = somebody(session, row)
    shown = case.show(name)
    linked = [e for _, _, e in shown.referring] + [v.entity for v in shown.values if v.entity]
    documents = sorted({c.document for v in shown.values for c in v.citations})
    print(f"show: {name}, who stands in {len(documents)} documents, {len(linked)} links")
    return lambda: case.show(name), lambda: bare.show(members, sorted(set(linked)), documents)


def _compare(what: str, ours: Callable[[], Any], peer: Callable[[], int], rounds: int) -> str:
    rows, found = peer(), ours()
    pair = in_turn(lambda _: ours(), lambda _: peer(), rounds)
    size = f"{len(found):,} happenings, " if isinstance(found, list) and what == "timeline" else ""
    line = (
        f"{what} {pair.ours:.3g} s, bare SQL {pair.peer:.3g} s: {pair.times:.1f}x (aim: {AIM:g}x)"
    )
    print(f"{size}{rows:,} rows\n{line}")
    return line


def _settle(node: Node) -> None:
    """Do at once what the server does by itself within a minute."""
    autocommit = node._owner.connect().execution_options(isolation_level="AUTOCOMMIT")
    with autocommit as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def _since(start: float) -> str:
    return f"{time.perf_counter() - start:.1f} s"


if __name__ == "__main__":
    main()
