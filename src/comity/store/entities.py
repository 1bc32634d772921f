"""The entities of a case: by name, by key, by what links them, by a search."""

import re
from collections.abc import Iterable

from comity.model import REPRINT, SAME, Statement
from comity.store import search
from comity.store.rows import STATEMENT_SELECT, Case, to_statement
from comity.store.statements import Statements

_PREFIX = re.compile(r"[0-9a-f]{6,32}")
_NAMED = 5000  # entities of one name or prefix


class Entities(Statements):
    """The entities of which a reader may see something."""

    def entities_named(self, case: Case, words: str) -> list[str]:
        """Return the entities with an id that begins so, or else with that name in any case."""
        likely = search.named(self, case, words, _NAMED)
        by_name = "s.prop = ANY(:names) AND lower(s.value) = lower(:words)"
        found = self._entities(case, f"s.entity = ANY(:likely) AND {by_name}", words, likely or [])
        if _PREFIX.fullmatch(words.lower()):  # what follows is less than "g" in every collation
            by_id = "s.entity >= lower(:words) AND s.entity < lower(:words) || 'g'"
            found |= self._entities(case, by_id, words)
        if not found or likely is None:  # every name, and ids that are not of our making
            by_id = "length(:words) >= 6 AND starts_with(s.entity, lower(:words))"
            found |= self._entities(case, f"({by_id} OR {by_name})", words)
        return sorted(found)

    def alike(self, case: Case, keys: Iterable[str], most: int = 5) -> list[str]:
        """Return entities that can be found by one of the keys: one a name, ``most`` a key."""
        rows = self._run(
            "SELECT DISTINCT entity FROM (SELECT min(entity) AS entity, row_number() "
            "OVER (PARTITION BY key ORDER BY name) AS number FROM match_key "
            "WHERE case_id = :case AND key = ANY(:keys) GROUP BY key, name) found "
            "WHERE number <= :most",
            case=case.id,
            keys=sorted(set(keys)),
            most=most,
        )
        return [row[0] for row in rows]

    def same(self, case: Case, entities: Iterable[str]) -> dict[str, list[Statement]]:
        """Return the statements that two entities are one, reached from these, by entity."""
        clause, parameters = self._where(case, {})
        clause += " AND s.prop = ANY(:links)"
        # Three ways on, as each has its index; the last is for ids that are not of our making.
        rows = self._run(
            "WITH RECURSIVE linked (entity) AS (SELECT unnest(CAST(:entities AS text[])) UNION "  # noqa: S608
            "SELECT near.entity FROM linked, LATERAL ("
            f"SELECT s.value FROM statement s WHERE {clause} AND s.entity = linked.entity "
            f"UNION ALL SELECT s.entity FROM statement s WHERE {clause} "
            "AND s.value = linked.entity AND length(s.value) = 32 "
            f"UNION ALL SELECT s.entity FROM statement s WHERE {clause} "
            "AND s.value = linked.entity AND length(linked.entity) <> 32 "
            "AND s.prop LIKE 'comity:%') near (entity)) "
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE {clause} "
            "AND s.entity IN (SELECT entity FROM linked)",
            entities=sorted(set(entities)),
            links=[SAME, REPRINT],
            **parameters,
        )
        found: dict[str, list[Statement]] = {}
        for statement in map(to_statement, rows):
            found.setdefault(statement.entity, []).append(statement)
        return found

    def search(self, case: Case, query: str, limit: int = 50) -> list[tuple[str, str, float]]:
        """Return ``(kind, key, rank)`` of documents and entities with all words of the query.

        Raises:
            ComityError: the query has no word, or too many.
        """
        return search.search(self, case, query, limit)

    def _entities(
        self, case: Case, condition: str, words: str, likely: Iterable[str] = ()
    ) -> set[str]:
        clause, parameters = self._where(case, {})
        names = ["name", "alias", "weakAlias", "abbreviation", "title"]
        given = {"names": names, "likely": list(likely)}
        rows = self._run(
            f"SELECT DISTINCT s.entity FROM statement s WHERE {clause} AND {condition} "  # noqa: S608
            f"LIMIT {_NAMED}",
            words=words,
            **{name: value for name, value in given.items() if f":{name}" in condition},
            **parameters,
        )
        return {row[0] for row in rows}
