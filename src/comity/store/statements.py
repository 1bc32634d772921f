"""The statements of a case that are in force: neither withdrawn nor over."""

from collections.abc import Generator, Iterable
from itertools import count
from typing import Any

from comity.model import ComityError, Handling, Statement
from comity.store import lines
from comity.store.in_force import InForce
from comity.store.rows import STATEMENT_SELECT, Case, digests, load_handling, to_statement

_BATCH = 5000
_streams = count()


class Statements(InForce):
    """The statements that a reader may see."""

    def statements(  # noqa: PLR0913  (one filter a column)
        self,
        case: Case,
        *,
        entities: Iterable[str] | None = None,
        documents: Iterable[str] | None = None,
        schemata: Iterable[str] | None = None,
        props: Iterable[str] | None = None,
        values: Iterable[str] | None = None,
    ) -> list[Statement]:
        """Return the statements in force that match, by document and place in it.

        Each filter names the values that it lets through; ``None`` lets all through.
        """
        clause, parameters = self._where(
            case,
            {
                "entity": entities,
                "document": documents,
                "schema": schemata,
                "prop": props,
                "value": values,
            },
        )
        order = 's.document, s."start", s.entity, s.prop, s.id'
        return lines.fetch(self._connection, clause, order, parameters)

    def stream(
        self,
        case: Case,
        documents: Iterable[str] | None = None,
        schemata: Iterable[str] | None = None,
        entities: Iterable[str] | None = None,
    ) -> Generator[Statement, None, None]:
        """Yield the statements in force that match, by entity, in bounded memory."""
        clause, parameters = self._where(
            case, {"document": documents, "schema": schemata, "entity": entities}
        )
        name = f"stream_{next(_streams)}"
        self._run(
            f"DECLARE {name} NO SCROLL CURSOR FOR SELECT {STATEMENT_SELECT} FROM statement s "  # noqa: S608
            f"WHERE {clause} ORDER BY s.entity, s.prop, s.value, s.id",
            **parameters,
        )
        try:
            while rows := self._run(f"FETCH {_BATCH} FROM {name}").all():
                yield from map(to_statement, rows)
        finally:
            if not self._connection.closed:
                self._run(f"CLOSE {name}")

    def statement(self, case: Case, prefix: str) -> Statement:
        """Return one statement by the beginning of its id.

        Raises:
            ComityError: none, or more than one, begins so.
        """
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE s.case_id = :case "  # noqa: S608
            "AND starts_with(encode(s.id, 'hex'), :prefix) LIMIT 2",
            case=case.id,
            prefix=prefix.lower(),
        ).all()
        if len(rows) != 1:
            raise ComityError(f"{len(rows) or 'No'} statement begins with {prefix!r}.")
        return to_statement(rows[0])

    def of_ids(self, case: Case, ids: Iterable[str]) -> list[Statement]:
        """Return the statements of a case with these ids, also those that were withdrawn."""
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE s.case_id = :case "  # noqa: S608
            "AND s.id = ANY(:ids)",
            case=case.id,
            ids=digests(ids),
        )
        return [to_statement(row) for row in rows]

    def coded(self, case: Case, code: str) -> list[Statement]:
        """Return the statements in force that carry a handling code."""
        clause, parameters = self._where(case, {})
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE {clause} "  # noqa: S608
            "AND s.handling <> '' AND CAST(s.handling AS jsonb) -> 0 ? :code",
            code=code,
            **parameters,
        )
        return [to_statement(row) for row in rows]

    def authored(self, case: Case, author: str) -> list[Statement]:
        """Return what a person stated in a case and has not taken back, oldest first."""
        clause, parameters = self._where(case, {})
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE {clause} "  # noqa: S608
            "AND s.document = '' AND s.author = :author ORDER BY s.made",
            author=author,
            **parameters,
        )
        return [to_statement(row) for row in rows]

    def classes(self, case: Case) -> list[tuple[str, Handling, str]]:
        """Return which conditions and grades the statements of each document have."""
        clause, parameters = self._where(case, {})
        rows = self._run(
            "SELECT DISTINCT s.document, s.level, s.handling, s.grade FROM statement s "  # noqa: S608
            f"WHERE {clause} AND s.document <> ''",
            **parameters,
        )
        return [(row[0], load_handling(row[1], row[2]), row[3]) for row in rows]

    def conditions(self, case: Case) -> list[Handling]:
        """Return all conditions that documents and statements in force of a case carry."""
        clause, parameters = self._where(case, {})
        rows = self._run(
            f"SELECT DISTINCT s.level, s.handling FROM statement s WHERE {clause} "  # noqa: S608
            "UNION SELECT level, handling FROM document WHERE case_id = :case "
            "AND id <> ALL(:papers)",
            papers=self.gone_documents(case),
            **parameters,
        )
        return [load_handling(row[0], row[1]) for row in rows]

    def count(self, case: Case) -> dict[str, int]:
        """Return how many documents, statements and entities the reader sees in a case.

        Statements on the record itself (who is one, what was withdrawn) are not counted.
        """
        clause, parameters = self._where(case, {})
        row = self._run(
            "SELECT (SELECT count(*) FROM document WHERE case_id = :case AND id <> ALL(:papers)), "  # noqa: S608
            "count(*) FILTER (WHERE s.prop NOT LIKE 'comity:%'), "
            "count(DISTINCT s.entity) FILTER (WHERE s.prop NOT LIKE 'comity:%') "
            f"FROM statement s WHERE {clause}",
            papers=self.gone_documents(case),
            **parameters,
        ).one()
        return {"documents": row[0], "statements": row[1], "entities": row[2]}

    def _where(
        self, case: Case, filters: dict[str, Iterable[str] | None]
    ) -> tuple[str, dict[str, Any]]:
        clauses: list[str] = ["s.case_id = :case"]
        parameters: dict[str, Any] = {"case": case.id}
        for column, allowed in filters.items():
            if allowed is not None:
                clauses.append(f"s.{column} = ANY(:{column})")
                parameters[column] = sorted(set(allowed))
        # What follows from the filters is said, as the partial indexes are for those who say it.
        if filters.get("value") is not None:
            clauses.append("length(s.value) = 32")
        if all(prop.startswith("comity:") for prop in parameters.get("prop", [""])):
            clauses.append("s.prop LIKE 'comity:%'")
        if gone := self.gone(case):
            clauses.append("s.id <> ALL(:gone)")
            parameters["gone"] = gone
        return " AND ".join(clauses), parameters
