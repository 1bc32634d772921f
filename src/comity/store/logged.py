"""The log as a reader sees it, and what is compared with it: what was read and stated here."""

from collections.abc import Iterator

from comity.model import Statement
from comity.store.asking import Asking
from comity.store.rows import STATEMENT_SELECT, Case, LogRow, to_statement

_CAME = (
    "EXISTS (SELECT 1 FROM carried c WHERE c.case_id = s.case_id AND c.own = s.id AND c.incoming)"
)


class Logged(Asking):
    """The entries that a reader may see, and all hashes."""

    def log(
        self, document: str | None = None, last: int | None = None, kind: str | None = None
    ) -> list[LogRow]:
        """Return the log's entries that the reader may see, of one document or kind, oldest first.

        ``last`` is how many of them, the newest.
        """
        given = {"document": document, "kind": kind and f'"kind":"{kind}"'}
        filters = {
            "document": "document = :document",
            "kind": "position(convert_to(:kind, 'UTF8') IN entry) > 0",  # as RFC 8785 writes it
        }
        chosen = {name: value for name, value in given.items() if value is not None}
        which = " AND ".join(filters[name] for name in chosen) or "true"
        rows = self._run(
            f"SELECT index, entry FROM log_entry WHERE {which} ORDER BY index DESC "  # noqa: S608
            + ("" if last is None else f"LIMIT {int(last)}"),
            **chosen,
        )
        return [LogRow(row[0], bytes(row[1])) for row in rows][::-1]

    def leaves(self) -> list[bytes]:
        """Return the hashes of all entries of the log, in order."""
        return [bytes(row[0]) for row in self._run("SELECT hash FROM log_leaf ORDER BY index")]

    def checkpoint(self) -> str:
        """Return the last signed checkpoint of the log; empty where there is none."""
        return str(self._run("SELECT checkpoint FROM log_state").scalar() or "")

    def hashes(self, case: Case, document: str, level: int) -> Iterator[tuple[bytes, Statement]]:
        """Yield what was read here in a document at one level, each with the id it has."""
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE s.case_id = :case "  # noqa: S608
            f"AND s.document = :document AND s.level = :level AND NOT {_CAME}",
            case=case.id,
            document=document,
            level=level,
        )
        for row in rows:
            yield bytes(row[0]), to_statement(row)

    def kept(self, case: Case) -> list[tuple[str, int]]:
        """Return the id and the level of every document of which something is kept in a case."""
        rows = self._run(
            "SELECT id, level FROM document WHERE case_id = :case UNION "  # noqa: S608
            "SELECT document, level FROM statement s WHERE case_id = :case AND document <> '' "
            f"AND NOT {_CAME}",
            case=case.id,
        )
        return [(row[0], row[1]) for row in rows]

    def stated(self, case: Case) -> Iterator[tuple[str, Statement]]:
        """Yield what was stated here and in no document, each with the id it is stored under."""
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s "  # noqa: S608
            f"WHERE s.case_id = :case AND s.document = '' AND NOT {_CAME}",
            case=case.id,
        )
        for row in rows:
            yield bytes(row[0]).hex(), to_statement(row)
