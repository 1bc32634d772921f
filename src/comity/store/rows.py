"""The rows of the store as plain data, and their way to and from the database."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from comity.model import Handling, Statement


class Case(NamedTuple):
    """One investigation."""

    id: int
    slug: str
    title: str
    level: int


class DocumentRow(NamedTuple):
    """A document as the case keeps it; ``body`` is its text, to which all spans refer."""

    id: str
    handling: Handling
    grade: str
    name: str
    origin: str
    media_type: str
    kind: str
    encoding: str | None
    language: str | None
    size: int
    title: str | None
    published: str | None
    parent: str | None
    pages: tuple[int, ...]
    body: str
    bands: tuple[str, ...] = ()
    added_by: str = ""
    added_at: str = ""


class FailureRow(NamedTuple):
    """A file that could not be read, and why."""

    origin: str
    sha256: str
    reason: str
    added_by: str = ""
    added_at: str = ""


class LogRow(NamedTuple):
    """One entry of the transparency log."""

    number: int
    entry: bytes


_ID = re.compile(r"[0-9a-f]{64}")
NAMES = ("name", "alias", "weakAlias", "title", "abbreviation", "original")
"""The properties whose values the search finds an entity by."""

STATEMENT_COLUMNS = (
    "id, entity, schema, prop, value, original, document, start, end, asserters, denied, method, "
    "author, made, grade, level, handling"
)
STATEMENT_SELECT = ", ".join(
    f's."{name}"' if name in ("start", "end") else f"s.{name}"
    for name in STATEMENT_COLUMNS.split(", ")
)


def storable(text: str) -> str:
    """Return a text as PostgreSQL can hold it: a space for NUL, "?" for half a surrogate pair."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def storable_statement(statement: Statement) -> Statement:
    """Return a statement as it can be kept, so that its id is that of what is kept."""
    s = statement
    if _is_storable("".join(s[:6])) and _source_is_storable(s[8:]):
        return s
    fields: Any = (storable(x) if isinstance(x, str) else x for x in s)
    asserters = (storable(a).replace("\n", " ") for a in s.asserters)
    level, codes, *conditions = s.handling
    return Statement(*fields)._replace(
        asserters=tuple(filter(None, asserters)),
        handling=Handling(level, tuple(map(storable, codes)), *map(storable, conditions)),
    )


def _is_storable(text: str) -> bool:
    return text.isprintable() or storable(text) == text


@lru_cache(maxsize=4096)
def _source_is_storable(source: tuple[Any, ...]) -> bool:
    """Return it of what most statements of a document have in common."""
    asserters, _, *texts, handling = source
    said = "".join((*asserters, *texts, *handling[1], *handling[2:]))
    return "" not in asserters and "\n" not in "".join(asserters) and _is_storable(said)


def digests(ids: Iterable[str]) -> list[bytes]:
    """Return ids, which are SHA-256 in hex, as the database has them; what is none is left out."""
    return [bytes.fromhex(one) for one in ids if _ID.fullmatch(one)]


def copy_text(value: str) -> str:
    """Escape a text for PostgreSQL's COPY text format."""
    if value.isprintable() and "\\" not in value:  # as most is, and quicker found than made
        return value
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t")
    return escaped.replace("\n", "\\n").replace("\r", "\\r")


def copy_line(*fields: str | int | bytes | list[str] | None) -> str:
    """Return a row as one line of COPY's text format; the texts of a list are plain words."""
    return "\t".join(map(_copy_field, fields)) + "\n"


def _copy_field(value: str | int | bytes | list[str] | None) -> str:
    if isinstance(value, str):
        return copy_text(value)
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return f"{{{','.join(value)}}}" if isinstance(value, list) else str(value)


def dump_handling(handling: Handling) -> str:
    """Return the conditions beside the level as JSON; empty where there are none."""
    return json.dumps(handling[1:], ensure_ascii=False) if any(handling[1:]) else ""


def load_handling(level: int, text: str) -> Handling:
    """Return the handling that ``dump_handling`` wrote."""
    if not text:
        return Handling(level)
    codes, originator, purpose, until = json.loads(text)
    return Handling(level, tuple(codes), originator, purpose, until)


def statement_line(case_id: int, digest: bytes, statement: Statement) -> str:
    """Return a statement as one line of COPY's text format."""
    entity, schema, prop, value, original, document = words = statement[:6]
    if copy_text(text := "".join(words)) is not text:
        entity, schema, prop, value, original, document = map(copy_text, words)
    return (
        f"{case_id}\t\\\\x{digest.hex()}\t{entity}\t{schema}\t{prop}\t{value}\t{original}\t"
        f"{document}\t{statement.start}\t{statement.end}\t{_source_fields(statement[8:])}\n"
    )


@lru_cache(maxsize=4096)
def _source_fields(source: tuple[Any, ...]) -> str:
    """Return the fields that most statements of a document have in common, in COPY's format."""
    asserters, denied, *texts, handling = source
    fields = (
        "\n".join(asserters),
        "t" if denied else "f",
        *texts,
        str(handling.level),
        dump_handling(handling),
    )
    return "\t".join(map(copy_text, fields))


def statement_row(digest: bytes, statement: Statement) -> dict[str, Any]:
    """Return a statement as values for the columns ``STATEMENT_COLUMNS``."""
    *fields, handling = statement
    row = dict(zip(Statement._fields[:-1], fields, strict=True))
    row["asserters"] = "\n".join(statement.asserters)
    return {"id": digest, **row, "level": handling.level, "handling": dump_handling(handling)}


def to_statement(row: Any) -> Statement:
    """Return the statement of a row selected with ``STATEMENT_SELECT``."""
    (_, entity, schema, prop, value, original, document, start, end, asserters) = row[:10]
    denied, method, author, made, grade, level, handling = row[10:17]
    return Statement(
        entity,
        schema,
        prop,
        value,
        original,
        document,
        start,
        end,
        tuple(asserters.split("\n")) if asserters else (),
        denied,
        method,
        author,
        made,
        grade,
        load_handling(level, handling),
    )


def to_document(found: sa.Row[Any]) -> DocumentRow:
    """Return the document of a row of the table."""
    row = dict(found._mapping)
    values = {name: row[name] for name in DocumentRow._fields if name in row}
    values["handling"] = load_handling(row["level"], row["handling"])
    values["pages"] = _numbers(row["pages"])
    values["bands"] = tuple(row.get("bands") or ())
    values["added_at"] = row["added_at"].isoformat(timespec="seconds")
    values.setdefault("body", "")
    return DocumentRow(**values)


def dump_numbers(numbers: Iterable[int]) -> str:
    """Return whole numbers as one text."""
    return " ".join(map(str, numbers))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
