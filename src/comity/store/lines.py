"""Statements as the lines of COPY, which come in a third of the time of the driver's rows.

https://www.postgresql.org/docs/current/sql-copy.html (text format)
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from comity.model import Statement
from comity.store.rows import STATEMENT_SELECT, load_handling, storable

_COLUMNS = STATEMENT_SELECT.removeprefix("s.id, ")
_PARAMETER = re.compile(r"(?<!:):([a-z]+)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_Parameter = int | Sequence[str] | Sequence[bytes]


def fetch(
    connection: sa.Connection, where: str, order: str, parameters: dict[str, _Parameter]
) -> list[Statement]:
    """Return the statements ``s`` for which a condition holds, in an order.

    COPY takes no parameters, so ``:name`` is replaced by a literal.
    """
    condition = _PARAMETER.sub(lambda m: literal(parameters[m[1]]), where)
    query = f"SELECT {_COLUMNS} FROM statement s WHERE {condition} ORDER BY {order}"  # noqa: S608
    found: list[Statement] = []
    raw: Any = connection.connection.dbapi_connection
    raw.execute_unnamed(f"COPY ({query}) TO STDOUT", stream=_Reader(found))
    return found


def literal(value: _Parameter) -> str:
    r"""Return a number, or an array of texts or of bytes, as it is written in SQL.

    >>> print(literal(["Moore", "d'Or"]), literal(["a\\b"]))
    E'{"Moore","d''Or"}'::text[] E'{"a\\\\b"}'::text[]
    """
    if isinstance(value, int):
        return str(value)
    if value and isinstance(value[0], bytes):
        items, kind = (f"\\x{x.hex()}" for x in value if isinstance(x, bytes)), "bytea[]"
    else:
        items, kind = (x for x in value if isinstance(x, str)), "text[]"
    array = ",".join(f'"{_quoted(item)}"' for item in items)
    # E'…' means the same whatever the server's settings; the backslashes are those of the array.
    text = storable(array).replace("\\", "\\\\").replace("'", "''")
    return f"E'{{{text}}}'::{kind}"


def _quoted(item: str) -> str:
    return item.replace("\\", "\\\\").replace('"', '\\"')


class _Reader:
    """What the driver writes each line to."""

    def __init__(self, found: list[Statement]) -> None:
        self._found = found

    def write(self, data: bytes) -> None:
        line = data.decode()
        entity, schema, prop, value, original, document, start, end, rest = line.split("\t", 8)
        if "\\" in line:
            entity, schema, prop, value, original, document = map(
                _unescaped, (entity, schema, prop, value, original, document)
            )
        statement = Statement(
            entity, schema, prop, value, original, document, int(start), int(end), *_source(rest)
        )
        self._found.append(statement)


@lru_cache(maxsize=4096)
def _source(rest: str) -> tuple[Any, ...]:
    """Return the fields that most statements of a document have in common."""
    asserters, denied, *texts, level, handling = map(_unescaped, rest[:-1].split("\t"))
    return (
        tuple(asserters.split("\n")) if asserters else (),
        denied == "t",
        *texts,
        load_handling(int(level), handling),
    )


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), text) if "\\" in text else text
