"""Documents and statements made for the tests."""

from collections.abc import Iterable
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from comity.model import Handling, Statement, entity_id
from comity.store import Case, DocumentRow, Filing, Node

_numbers = count(1)
_contents: dict[str, bytes] = {}


def document(body: str = "A report.", level: int = 0, **fields: Any) -> DocumentRow:
    """A document with a hash that no other has."""
    number = next(_numbers)
    content = f"{number}{body}".encode("utf-8", "replace")
    _contents[sha256(content).hexdigest()] = content
    row = DocumentRow(
        id=sha256(content).hexdigest(),
        handling=Handling(level),
        grade="B2",
        name=f"report-{number}.txt",
        origin=f"/in/report-{number}.txt",
        media_type="text/plain",
        kind="text",
        encoding="utf-8",
        language="en",
        size=len(body),
        title=None,
        published="2019-11-07",
        parent=None,
        pages=(),
        body=body,
    )
    return row._replace(**fields)


def said(row: DocumentRow, entity: str, value: str, prop: str = "name", **more: Any) -> Statement:
    """A statement read in a document."""
    fields = {"document": row.id, "method": "test 1", "handling": row.handling}
    return Statement(entity, "Person", prop, value)._replace(**(fields | more))


def stated(entity: str, value: str, prop: str = "name", **more: Any) -> Statement:
    """A statement that a person made."""
    fields = {"author": "chief", "made": f"2026-01-01T00:00:{next(_numbers):06}Z"}
    return Statement(entity, "Person", prop, value)._replace(**(fields | more))


def person(name: str) -> str:
    """The id of an entity."""
    return entity_id("person", name)


def open_case(node: Node, level: int = 0) -> Case:
    """A new case of any level."""
    slug = f"made-{next(_numbers)}"
    node.writer("chief").open_case(slug, f"Case {slug}", level)
    with node.session("chief") as session:
        return session.case(slug)


def file(node: Node, case: Case, *filings: tuple[DocumentRow, Iterable[Statement]]) -> int:
    """Keep documents with their statements, and their files, as ``chief``."""
    for row, _ in filings:
        with NamedTemporaryFile() as incoming:
            incoming.write(_contents[row.id])
            incoming.flush()
            node.files.keep(Path(incoming.name), row.id)
    return node.writer("chief").file(case, [Filing(*filing) for filing in filings])


def file_name(node: Node, case: Case, name: str, level: int = 0, body: str = "") -> DocumentRow:
    """Keep a report that names somebody; return its row."""
    row = document(body or f"The report names {name} once.", level)
    file(node, case, (row, [said(row, person(name), name)]))
    return row
