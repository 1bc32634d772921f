"""Appending: documents, statements and the log's entries, in one transaction or not at all."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, NamedTuple

import sqlalchemy as sa
from pg8000.exceptions import DatabaseError

from comity import audit
from comity.model import ComityError, Statement, statement_hash
from comity.store import words
from comity.store.clock import now
from comity.store.rows import (
    NAMES,
    STATEMENT_COLUMNS,
    Case,
    DocumentRow,
    FailureRow,
    copy_line,
    copy_text,
    dump_handling,
    dump_numbers,
    statement_line,
    statement_row,
    storable,
    storable_statement,
)

STEP = 4
"""The heights at which the log keeps the roots of complete subtrees: multiples of this."""

_LOCK = 7_112_019  # any constant: one writer of the log at a time
_COPY_STATEMENT = "COPY statement (case_id, {}) FROM STDIN".format(
    STATEMENT_COLUMNS.replace("start", '"start"').replace("end,", '"end",')
)
_UNIQUE_VIOLATION = "23505"
_TOGETHER = 32  # documents in one COPY
_MANY = 10_000  # names that are not all held ready


class Filing(NamedTuple):
    """One document and what was read in it; they are kept together or not at all."""

    document: DocumentRow
    statements: Iterable[Statement]


class Event(NamedTuple):
    """What the log is to say: ``audit.Entry`` without its time and author.

    ``level`` says who may read the entry: not below the level of its case, which it names.
    ``author`` is whose deed it is, if not the reader's who writes.
    """

    kind: str
    case: str | None
    what: Mapping[str, Any]
    level: int = 0
    document: str = ""
    author: str = ""


class Writer:
    """The one who appends. It signs the log with the node's key and writes as ``reader``."""

    def __init__(self, engine: sa.Engine, sign: Callable[[int, bytes], str], reader: str) -> None:
        self._engine = engine
        self._sign = sign
        self._reader = reader

    def file(self, case: Case, filings: Iterable[Filing]) -> int:
        """Keep documents with their statements; return how many statements were written.

        A document that the case keeps at that level already is passed over.

        Raises:
            ValueError: a statement has another level than the document in which it was read.
        """
        with self._engine.begin() as connection:
            events: list[Event] = []
            waiting = iter(filings)
            while some := list(islice(waiting, _TOGETHER)):
                events += self._file(connection, case, some)
            self._append(connection, events)
            return sum(event.what["statements"] for event in events)

    def _file(self, connection: sa.Connection, case: Case, filings: list[Filing]) -> list[Event]:
        """Keep some documents with all that was read in them, by one COPY for each table."""
        documents = [_storable_document(filing.document) for filing in filings]
        new = _insert_documents(connection, case, documents, self._reader)
        read = _Read(
            case,
            [
                Filing(document, filing.statements)
                for document, filing, is_new in zip(documents, filings, new, strict=True)
                if is_new
            ],
        )
        copy(connection, _COPY_STATEMENT, read)
        if read.wrong:
            raise ValueError(f"what was read in {read.wrong} has not its level")
        copy(connection, _COPY_TOKEN, chain.from_iterable(read.tokens))
        return read.events

    def state(self, case: Case, kind: str, statements: list[Statement]) -> None:
        """Keep what a person, or a rule over several documents, states.

        What the case keeps already is passed over.

        Raises:
            ValueError: a statement was read in a document: it belongs to that one's filing.
        """
        if any(s.document for s in statements):
            raise ValueError("what was read in a document is filed with it")
        with self._engine.begin() as connection:
            self._state(connection, case, kind, statements)

    def _state(
        self, connection: sa.Connection, case: Case, kind: str, statements: list[Statement]
    ) -> None:
        lines = copy_or_insert(connection, case.id, statements)
        if not lines.hashes:
            return
        copy_names(connection, case.id, lines)
        # One entry a level, so that every reader finds in the log what he may see.
        self._append(
            connection,
            [
                Event(
                    kind,
                    case.slug,
                    {"statements": [h.hex() for h in hashes]},
                    max(case.level, level),
                )
                for level, hashes in sorted(lines.hashes.items())
            ],
        )

    def match(
        self,
        case: Case,
        keys: Iterable[tuple[int, str, str, str]],
        done: Iterable[tuple[int, str]],
        proposals: list[Statement],
    ) -> None:
        """Keep what came of comparing entities: all of it, or nothing.

        ``keys`` are (level, key, name, entity); ``done`` are the documents, by level and id, whose
        entities have been compared.
        """
        with self._engine.begin() as connection:
            lines = (copy_line(case.id, *key) for key in keys)
            copy(connection, _COPY_KEY, lines)
            copy(connection, _COPY_MATCHED, (copy_line(case.id, *document) for document in done))
            self._state(connection, case, "propose", proposals)

    def fail(self, case: Case, failures: list[FailureRow], level: int) -> None:
        """Keep which files could not be read."""
        if not failures:
            return
        with self._engine.begin() as connection:
            connection.execute(
                sa.text(
                    "INSERT INTO failure (case_id, level, origin, sha256, reason, added_by) "
                    "VALUES (:case, :level, :origin, :sha256, :reason, :by)"
                ),
                [
                    {
                        "case": case.id,
                        "level": level,
                        "origin": f.origin,
                        "sha256": f.sha256,
                        "reason": f.reason,
                        "by": self._reader,
                    }
                    for f in failures
                ],
            )
            self._append(
                connection,
                [
                    Event(
                        "fail",
                        case.slug,
                        {"origin": f.origin, "reason": f.reason},
                        max(case.level, level),
                    )
                    for f in failures
                ],
            )

    def open_case(self, slug: str, title: str, level: int) -> None:
        """Keep a new case.

        Raises:
            ComityError: there is a case of that name.
        """
        with self._engine.begin() as connection:
            made = connection.execute(
                sa.text(
                    'INSERT INTO "case" (slug, title, level, created_by) '
                    "VALUES (:slug, :title, :level, :by) ON CONFLICT DO NOTHING"
                ),
                {"slug": slug, "title": title, "level": level, "by": self._reader},
            )
            if not made.rowcount:
                raise ComityError(f"The name {slug!r} is taken: choose another for the case.")
            self._append(connection, [Event("case", slug, {"title": title}, level)])

    def export(self, case: Case, what: Mapping[str, Any], level: int) -> None:
        """Keep that a case was exported, and to which file."""
        self.record(Event("export", case.slug, what, max(case.level, level)))

    def record(self, *events: Event) -> None:
        """Append to the log alone: a read, an export, a new reader."""
        with self._engine.begin() as connection:
            self._append(connection, events)

    def _append(self, connection: sa.Connection, events: Iterable[Event]) -> None:
        lock_log(connection)
        stored = connection.execute(sa.text("SELECT frontier FROM log_state")).scalar()
        frontier = audit.Frontier.load(stored) if stored else audit.Frontier()
        at = now()
        entries: list[str] = []
        leaves: list[bytes] = []
        for event in events:
            entry = audit.Entry(
                event.kind,
                at,
                event.author or self._reader,
                event.case,
                event.what,
                secrets.token_hex(16),
            ).to_bytes()
            index = frontier.size + len(entries)
            entries.append(copy_line(index, event.level, event.document, entry))
            leaves.append(audit.leaf_hash(entry))
        if not entries:
            return
        lines = (copy_line(index, leaf) for index, leaf in enumerate(leaves, frontier.size))
        frontier, complete = frontier.extend(leaves)
        kept = [copy_line(*node) for node in complete if node.height % STEP == 0]
        copy(connection, "COPY log_entry (index, level, document, entry) FROM STDIN", entries)
        copy(connection, "COPY log_leaf (index, hash) FROM STDIN", lines)
        if kept:
            copy(connection, "COPY log_node (height, number, hash) FROM STDIN", kept)
        connection.execute(
            sa.text(
                "INSERT INTO log_state (one, frontier, checkpoint) VALUES (true, :f, :c) "
                "ON CONFLICT (one) DO UPDATE SET frontier = :f, checkpoint = :c"
            ),
            {"f": frontier.dump(), "c": self._sign(frontier.size, frontier.root())},
        )


def lock_log(connection: sa.Connection) -> None:
    """Wait until nobody else appends to the log; the lock goes with the transaction."""
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


class _Lines:
    """A stream of COPY lines that hashes as it is read: the server stores while we hash on."""

    def __init__(self, case_id: int, statements: Iterable[Statement]) -> None:
        self.hashes: dict[int, list[bytes]] = {}  # by level
        self.names: dict[tuple[str, int], set[str]] = {}
        self._case, self._statements = case_id, statements

    def __iter__(self) -> Iterator[str]:
        seen: set[bytes] = set()
        for statement in map(storable_statement, self._statements):
            digest = statement_hash(statement)
            if digest in seen:
                continue
            seen.add(digest)
            self.hashes.setdefault(statement.handling.level, []).append(digest)
            if statement.prop in NAMES:
                key = statement.entity, statement.handling.level
                self.names.setdefault(key, set()).add(statement.value)
            yield statement_line(self._case, digest, statement)


class _Read:
    """The lines of what was read in documents; with them all else that is to be kept is made.

    The server is the slower of the two: what we make while it stores costs no time.
    """

    def __init__(self, case: Case, filings: list[Filing]) -> None:
        self.events: list[Event] = []
        self.tokens: list[Iterable[str]] = []
        self.wrong = ""
        self._case, self._filings = case, filings

    def __iter__(self) -> Iterator[str]:
        for document, statements in self._filings:
            lines = _Lines(self._case.id, statements)
            yield from lines
            level = document.handling.level
            if set(lines.hashes) - {level}:
                self.wrong = document.name
            self.events.append(_added(self._case, document, lines.hashes.get(level, [])))
            tokens = _tokens(self._case.id, document, lines.names)
            self.tokens.append(list(tokens) if len(lines.names) < _MANY else tokens)


def copy(connection: sa.Connection, command: str, lines: Iterable[str]) -> None:
    """Run a COPY command over lines of its text format."""
    raw: Any = connection.connection.dbapi_connection
    assert raw is not None
    try:
        raw.cursor().execute(command, stream=_chunks(lines))
    except DatabaseError:
        raise  # the server's word: the connection is sound
    except BaseException:
        connection.invalidate()  # the stream broke off, which only a hangup tells the server
        raise


def _chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines as the driver sends them: enough at once, and soon enough for the server."""
    waiting = iter(lines)
    while some := "".join(islice(waiting, 100)):
        yield some.encode()


def copy_or_insert(connection: sa.Connection, case_id: int, statements: list[Statement]) -> _Lines:
    """Write statements by COPY, or, where some are there already, the others one by one.

    Returns:
        The hashes and names of those that are new.
    """
    lines = _Lines(case_id, statements)
    try:
        with connection.begin_nested():
            copy(connection, _COPY_STATEMENT, lines)
    except DatabaseError as error:
        if not _is_double(error):
            raise
        new = [s for s in map(storable_statement, statements) if _insert(connection, case_id, s)]
        lines = _Lines(case_id, new)
        for _ in lines:  # reading it makes its hashes and names
            pass
    return lines


def _insert(connection: sa.Connection, case_id: int, statement: Statement) -> bool:
    row = {"case_id": case_id} | statement_row(statement_hash(statement), statement)
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    command = f"INSERT INTO statement ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    return bool(connection.execute(sa.text(command), row).rowcount)


def _storable_document(document: DocumentRow) -> DocumentRow:
    texts: Any = {k: storable(v) for k, v in document._asdict().items() if isinstance(v, str)}
    return document._replace(**texts)


def _insert_documents(
    connection: sa.Connection, case: Case, documents: list[DocumentRow], reader: str
) -> list[bool]:
    """Insert documents: together, or, where some are there already, the others one by one.

    Returns:
        For each whether it was new.
    """
    rows = [_document_row(case, document, reader) for document in documents]
    try:
        with connection.begin_nested():
            lines = (copy_line(*row.values()) for row in rows)
            copy(connection, f"COPY document ({', '.join(rows[0])}) FROM STDIN", lines)
    except DatabaseError as error:
        if not _is_double(error):
            raise
        return [_insert_document(connection, row) for row in rows]
    return [True] * len(rows)


def _document_row(case: Case, document: DocumentRow, reader: str) -> dict[str, Any]:
    row = document._asdict() | {
        "case_id": case.id,
        "level": document.handling.level,
        "handling": dump_handling(document.handling),
        "pages": dump_numbers(document.pages),
        "bands": list(document.bands),
        "added_by": reader,
    }
    del row["added_at"]
    return row


def _insert_document(connection: sa.Connection, row: dict[str, Any]) -> bool:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    command = f"INSERT INTO document ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    return bool(connection.execute(sa.text(command), row).rowcount)


def _is_double(error: DatabaseError) -> bool:
    return bool(dict(error.args[0]).get("C") == _UNIQUE_VIOLATION)


def _tokens(
    case_id: int, document: DocumentRow, names: dict[tuple[str, int], set[str]]
) -> Iterator[str]:
    """Yield what the search finds a document by, and the things that are named in it."""
    d = document
    text = f"{d.title or ''} {d.name}\n{d.body}"
    yield from _token_lines(case_id, d.handling.level, "document", d.id, text)
    yield from _name_tokens(case_id, names)


def copy_names(connection: sa.Connection, case_id: int, lines: _Lines) -> None:
    """Write what the search finds the entities by that statements name."""
    copy(connection, _COPY_TOKEN, _name_tokens(case_id, lines.names))


def _name_tokens(case_id: int, names: dict[tuple[str, int], set[str]]) -> Iterator[str]:
    for (entity, level), values in names.items():
        yield from _token_lines(case_id, level, "entity", entity, " \n ".join(sorted(values)))


_COPY_KEY = "COPY match_key (case_id, level, key, name, entity) FROM STDIN"
_COPY_MATCHED = "COPY matched (case_id, level, document) FROM STDIN"
_COPY_TOKEN = "COPY token (case_id, level, kind, key, tokens) FROM STDIN"  # noqa: S105


def _token_lines(case_id: int, level: int, kind: str, key: str, text: str) -> Iterator[str]:
    head = f"{case_id}\t{level}\t{kind}\t{copy_text(key)}\t"
    return (f"{head}{copy_text(part)}\n" for part in words.tsvectors(text))


def _added(case: Case, document: DocumentRow, hashes: list[bytes]) -> Event:
    what = {
        "document": document.id,
        "name": document.name,
        "origin": document.origin,
        "size": document.size,
        "handling": list(document.handling[1:2][0]),
        "classification": document.handling.classification,
        "body": hashlib.sha256(document.body.encode()).hexdigest(),
        "statements": len(hashes),
        "root": audit.root(sorted(hashes)).hex(),
    }
    level = max(case.level, document.handling.level)
    return Event("add", case.slug, what, level, document.id)
