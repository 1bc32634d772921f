"""One entry of the log: who did what, when, in which case."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import rfc8785


class Entry(NamedTuple):
    """An entry.

    Attributes:
        kind: ``init``, ``reader``, ``case``, ``add``, ``fail``, ``state``, ``decide``, ``undo``,
            ``read``, ``export``.
        at: RFC 3339 time, in UTC.
        author: the reader in whose name it was done.
        case: the case's slug; None for what concerns the node.
        what: the details, as JSON has them.
        nonce: random. The hash of each entry is shown to those who may not read it; without
            something random in it they could find out what it says by trying.
    """

    kind: str
    at: str
    author: str
    case: str | None
    what: Mapping[str, Any]
    nonce: str = ""

    def to_bytes(self) -> bytes:
        """Return the canonical JSON (RFC 8785), which the log hashes."""
        return rfc8785.dumps({**self._asdict(), "what": dict(self.what)})
