"""The search within a case: documents and named things with all words of a query.

What has them only as Chinese characters of that sound stands, among its kind, behind what has them
as they are written.
"""

from typing import Any

from comity.store import words
from comity.store.rows import NAMES, Case
from comity.store.statements import Statements

_SEARCH = "SELECT kind, key, rank FROM comity_search(:case, CAST(:clauses AS tsquery[]), :most)"
_RENAMED = (
    "SELECT DISTINCT entity FROM statement s "
    "WHERE s.case_id = :case AND s.id = ANY(:withdrawn) AND s.prop = ANY(:names)"
)


def search(session: Statements, case: Case, query: str, limit: int) -> list[tuple[str, str, float]]:
    """Return ``(kind, key, rank)`` of documents and entities with all words of the query.

    Raises:
        ComityError: the query has no word, or too many.
    """
    clauses = words.tsqueries(query)
    rows = session._run(_SEARCH, case=case.id, clauses=clauses, most=limit)
    found = [(row[0], row[1], float(row[2])) for row in rows]
    lost = _lost(session, case, clauses, {key for kind, key, _ in found if kind == "entity"})
    lost.update(session.gone_documents(case))
    return [hit for hit in found if hit[1] not in lost]


def named(session: Statements, case: Case, name: str, most: int) -> set[str] | None:
    """Return entities that may be called so; None where they are ``most``, or it has no word."""
    tokens = [token for token, _, _ in words.tokens(name)]
    if not tokens:
        return None
    clauses = [words.phrase(tokens)]
    rows = session._run(_SEARCH, case=case.id, clauses=clauses, most=most)
    found = {row[1] for row in rows if row[0] == "entity"}
    return found if len(found) < most else None


def _lost(session: Statements, case: Case, clauses: list[str], found: set[str]) -> set[str]:
    """Return those of the entities whose names answer the query only with a withdrawn one.

    What is stored for the search is never changed: what was withdrawn is left out here.
    """
    withdrawn = session.gone(case)
    if not found or not withdrawn:
        return set()
    parameters: dict[str, Any] = {"withdrawn": withdrawn, "names": list(NAMES)}
    doubtful = found & {row[0] for row in session._run(_RENAMED, case=case.id, **parameters)}
    named: dict[str, set[str]] = {entity: set() for entity in doubtful}
    for statement in session.statements(case, entities=doubtful, props=NAMES):
        named[statement.entity].add(statement.value)
    return {e for e, names in named.items() if not _answers(session, names, clauses)}


def _answers(session: Statements, names: set[str], clauses: list[str]) -> bool:
    sql = "SELECT CAST(:text AS tsvector) @@ ALL (CAST(:clauses AS tsquery[]))"
    parts = words.tsvectors(" \n ".join(sorted(names)))
    return any(session._run(sql, text=part, clauses=clauses).scalar() for part in parts)
