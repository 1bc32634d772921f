"""What a reader sees: every query of a session runs under the reader's clearance."""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import Any, cast

import sqlalchemy as sa

from comity.model import REPRINT, SAME, WITHDRAWS, ComityError, Handling, Statement
from comity.store import lines, search
from comity.store.api_token import TOP, Bearer
from comity.store.closing import Closing
from comity.store.files import Files
from comity.store.people import People
from comity.store.rows import (
    STATEMENT_SELECT,
    Case,
    DocumentRow,
    FailureRow,
    LogRow,
    load_handling,
    storable,
    to_document,
    to_statement,
)
from comity.store.writer import Event, Writer

_BATCH = 5000
_LONGEST = 64  # signs that the log keeps of a name that was asked for
_ID = re.compile(r"[0-9a-f]{64}")
_PREFIX = re.compile(r"[0-9a-f]{6,32}")
_CAME = (
    "EXISTS (SELECT 1 FROM carried c WHERE c.case_id = s.case_id AND c.own = s.id AND c.incoming)"
)
_NAMED = 5000  # entities of one name or prefix
_DOCUMENT = (
    "id, level, handling, grade, name, origin, media_type, kind, encoding, language, size, "
    "title, published, parent, pages, added_by, added_at"
)


class Session(Closing):
    """A reader's view of a node. Use it as a context manager: leaving it ends the clearance.

    Attributes:
        reader: the reader's name; bearer: how the reader came in; write: the way to append.
    """

    def __init__(
        self, app: sa.Engine, stores: tuple[People, Files], write: Writer, bearer: Bearer
    ) -> None:
        self.people, self.files = stores
        self.write = write
        self.bearer, self.reader = bearer, bearer.reader
        self._streams = count()
        self._ticket = self.people.ticket(bearer)
        self._connection = app.connect()
        self._run("SELECT set_config('comity.ticket', :ticket, true)", ticket=self._ticket)

    def close(self) -> None:
        """End the session; its clearance is gone."""
        self._connection.close()
        self.people.end_ticket(self._ticket)

    @property
    def level(self) -> int:
        """The clearance as it is now; -1 for who may read nothing."""
        return int(self._run("SELECT comity_clearance()").scalar())

    @property
    def roles(self) -> frozenset[str]:
        """The reader's roles as they are now; none for who is no reader any more."""
        return frozenset(self._run("SELECT roles FROM comity_holder()").scalar() or ())

    def deny(self, permission: str, **what: str) -> None:
        """Keep in the log that the reader was denied something."""
        named = {key: storable(value)[:_LONGEST] for key, value in what.items()}
        self.write.record(Event("denied", None, {"permission": permission, **named}, TOP))

    # --- cases -------------------------------------------------------------------------------

    def cases(self) -> list[Case]:
        """Return the cases that the reader may see, by their slug."""
        rows = self._run('SELECT id, slug, title, level FROM "case" ORDER BY slug')
        return [Case(*row) for row in rows]

    def case(self, slug: str) -> Case:
        """Return one case.

        Raises:
            ComityError: there is none of that name that this reader may see.
        """
        for case in self.cases():
            if case.slug == slug:
                return case
        if self.level < TOP:
            # Logged whether there is such a case or not, where the reader sees neither entry.
            self.deny("read", case=slug)
        known = ", ".join(c.slug for c in self.cases()) or "none yet"
        raise ComityError(
            f"There is no case {slug!r} (cases: {known}). "
            f'Open one with: comity case new {slug} "Its title"'
        )

    # --- documents ---------------------------------------------------------------------------

    def documents(self, case: Case, ids: Sequence[str] | None = None) -> list[DocumentRow]:
        """Return the documents of a case without their text, oldest publication first."""
        which = "" if ids is None else "AND id = ANY(:ids)"
        rows = self._run(
            f"SELECT {_DOCUMENT} FROM document WHERE case_id = :case {which} "  # noqa: S608
            "ORDER BY published NULLS LAST, name, id, level",
            case=case.id,
            **({} if ids is None else {"ids": list(ids)}),
        )
        return [to_document(row) for row in rows]

    def document_types(self, case: Case, level: int) -> dict[str, str]:
        """Return the ids of the documents kept in a case at one level, with their media types."""
        rows = self._run(
            "SELECT id, media_type FROM document WHERE case_id = :case AND level = :level",
            case=case.id,
            level=level,
        )
        return {row[0]: row[1] for row in rows}

    def documents_named(self, case: Case, words: str) -> list[DocumentRow]:
        """Return the documents, without text, whose id begins so (6 or more) or with that name."""
        rows = self._run(
            f"SELECT DISTINCT ON (id) {_DOCUMENT} FROM document WHERE case_id = :case "  # noqa: S608
            "AND (length(:words) >= 6 AND starts_with(id, lower(:words)) OR name = :words "
            "OR origin = :words) ORDER BY id, level",
            case=case.id,
            words=words,
        )
        return [to_document(row) for row in rows]

    def document(self, case: Case, words: str) -> DocumentRow:
        """Return one document with its text. The log records the read of a restricted one.

        Raises:
            ComityError: none, or more than one, has an id that begins so, or that name.
        """
        found = self.documents_named(case, words)
        if len(found) != 1:
            listed = "".join(f"\n  {d.id[:12]}  {d.origin}" for d in found[:10])
            raise ComityError(
                f"{len(found) or 'No'} documents of the case {case.slug} are called {words!r}."
                + (f" Give the beginning of an id:{listed}" if found else "")
            )
        return found[0]._replace(body=self.bodies(case, [found[0].id])[found[0].id])

    def bodies(self, case: Case, ids: Iterable[str]) -> dict[str, str]:
        """Return the texts of documents; the log records the reads of restricted ones."""
        rows = self._run(
            f"SELECT {_DOCUMENT}, body FROM document "  # noqa: S608
            "WHERE case_id = :case AND id = ANY(:ids)",
            case=case.id,
            ids=sorted(set(ids)),
        )
        documents = [to_document(row) for row in rows]
        self._record_reads(case, documents)
        return {d.id: d.body for d in documents}

    def body(self, case: Case, document: str, level: int) -> str | None:
        """Return a document's text as it is kept at one level, to compare it with the log."""
        return cast(
            str | None,
            self._run(
                "SELECT body FROM document WHERE case_id = :case AND id = :id AND level = :level",
                case=case.id,
                id=document,
                level=level,
            ).scalar(),
        )

    def similar(self, case: Case, document: str, most: int = 20) -> list[str]:
        """Return the documents that share a MinHash band with one, those with most bands first."""
        rows = self._run(
            "SELECT comity_similar(:case, :document, :most)",
            case=case.id,
            document=document,
            most=most,
        )
        return [row[0] for row in rows]

    def failures(self, case: Case) -> list[FailureRow]:
        """Return the files that could not be read and have not been read since."""
        rows = self._run(
            "SELECT DISTINCT ON (origin) origin, sha256, reason, added_by, added_at FROM failure f "
            "WHERE case_id = :case AND NOT EXISTS (SELECT 1 FROM document d "
            "WHERE d.case_id = f.case_id AND d.origin = f.origin AND d.added_at > f.added_at) "
            "ORDER BY origin, added_at DESC",
            case=case.id,
        )
        return [
            FailureRow(row[0], row[1], row[2], row[3], row[4].isoformat(timespec="seconds"))
            for row in rows
        ]

    # --- statements --------------------------------------------------------------------------

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

    def unmatched(self, case: Case) -> list[str]:
        """Return the documents whose entities have not been compared with those of the others."""
        rows = self._run(
            "SELECT d.id FROM document d WHERE d.case_id = :case AND NOT EXISTS (SELECT 1 "
            "FROM matched m WHERE m.case_id = d.case_id AND m.document = d.id "
            "AND m.level = d.level) ORDER BY d.added_at, d.id",
            case=case.id,
        )
        return list(dict.fromkeys(row[0] for row in rows))

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
        name = f"stream_{next(self._streams)}"
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

    def classes(self, case: Case) -> list[tuple[str, Handling, str]]:
        """Return which conditions and grades the statements of each document have."""
        clause, parameters = self._where(case, {})
        rows = self._run(
            "SELECT DISTINCT s.document, s.level, s.handling, s.grade FROM statement s "  # noqa: S608
            f"WHERE {clause} AND s.document <> ''",
            **parameters,
        )
        return [(row[0], load_handling(row[1], row[2]), row[3]) for row in rows]

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

    def conditions(self, case: Case) -> list[Handling]:
        """Return all conditions that documents and statements in force of a case carry."""
        clause, parameters = self._where(case, {})
        rows = self._run(
            f"SELECT DISTINCT s.level, s.handling FROM statement s WHERE {clause} "  # noqa: S608
            "UNION SELECT level, handling FROM document WHERE case_id = :case",
            **parameters,
        )
        return [load_handling(row[0], row[1]) for row in rows]

    def of_ids(self, case: Case, ids: Iterable[str]) -> list[Statement]:
        """Return the statements of a case with these ids, also those that were withdrawn."""
        rows = self._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE s.case_id = :case "  # noqa: S608
            "AND s.id = ANY(:ids)",
            case=case.id,
            ids=[bytes.fromhex(one) for one in ids if _ID.fullmatch(one)],
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

    def count(self, case: Case) -> dict[str, int]:
        """Return how many documents, statements and entities the reader sees in a case.

        Statements on the record itself (who is one, what was withdrawn) are not counted.
        """
        clause, parameters = self._where(case, {})
        row = self._run(
            "SELECT (SELECT count(*) FROM document WHERE case_id = :case), "  # noqa: S608
            "count(*) FILTER (WHERE s.prop NOT LIKE 'comity:%'), "
            "count(DISTINCT s.entity) FILTER (WHERE s.prop NOT LIKE 'comity:%') "
            f"FROM statement s WHERE {clause}",
            **parameters,
        ).one()
        return {"documents": row[0], "statements": row[1], "entities": row[2]}

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

    # --- the log -----------------------------------------------------------------------------

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

    # --- within ------------------------------------------------------------------------------

    def _run(self, sql: str, /, **parameters: Any) -> Any:
        clean = {name: _clean(value) for name, value in parameters.items()}
        return self._connection.execute(sa.text(sql), clean)

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

    def withdrawn(self, case: Case) -> list[bytes]:
        """Return the ids of the statements of a case that somebody withdrew.

        A withdrawal can itself be withdrawn: the newest word counts.
        """
        rows = self._run(
            "SELECT encode(id, 'hex'), value FROM statement WHERE case_id = :case "
            "AND prop LIKE 'comity:%' AND prop = :withdraws ORDER BY made DESC",
            case=case.id,
            withdraws=WITHDRAWS,
        )
        gone: set[str] = set()
        for statement, what in rows:
            if statement not in gone:
                gone.add(what)
        return sorted(bytes.fromhex(what) for what in gone if _ID.fullmatch(what))

    def gone(self, case: Case) -> list[bytes]:
        """Return the ids of the statements that are not in force: withdrawn, or over.

        What its originator gave until a day may not be used after it.
        """
        rows = self._run(
            "SELECT id FROM statement WHERE case_id = :case "
            "AND handling <> '' AND handling NOT LIKE '%\"\"]' "
            "AND CAST(handling AS jsonb) ->> 3 < :today",
            case=case.id,
            today=date.today().isoformat(),
        )
        return self.withdrawn(case) + [bytes(row[0]) for row in rows]

    def _record_reads(self, case: Case, documents: Iterable[DocumentRow]) -> None:
        self.write.record(
            *(
                Event(
                    "read",
                    case.slug,
                    {"document": d.id},
                    max(case.level, d.handling.level),
                    d.id,
                )
                for d in documents
                if d.handling.level
            )
        )


def _clean(value: Any) -> Any:
    """Return a parameter as PostgreSQL can take it."""
    if isinstance(value, str):
        return storable(value)
    return [_clean(item) for item in value] if isinstance(value, list) else value
