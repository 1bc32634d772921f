"""How a session asks the database: every query runs under the reader's clearance."""

from typing import Any

import sqlalchemy as sa

from comity.store.closing import Closing
from comity.store.rows import storable
from comity.store.writer import Writer


class Asking(Closing):
    """What asks: its connection names the ticket by which the database knows the reader.

    Attributes:
        write: the way to append.
    """

    write: Writer
    _connection: sa.Connection

    def _run(self, sql: str, /, **parameters: Any) -> Any:
        clean = {name: _clean(value) for name, value in parameters.items()}
        return self._connection.execute(sa.text(sql), clean)


def _clean(value: Any) -> Any:
    """Return a parameter as PostgreSQL can take it."""
    if isinstance(value, str):
        return storable(value)
    return [_clean(item) for item in value] if isinstance(value, list) else value
