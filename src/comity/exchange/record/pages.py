"""One page of the shared record, as JSON has it; see ``exchange.record`` for what it is."""

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from comity import audit
from comity.model import ComityError

FORMAT = "comity-record/1"
MOST_ENTRIES = 1000
MOST_SIZES = 1000
MOST_BYTES = 500_000
_BYTES = 8_000_000
_LARGE = 1 << 62
_NODES = 100_000
_FIELDS = {"format", "checkpoint", "nodes", "links", "entries", "seen", "cosigned", "asks"}
_DAMAGED = "What the package shows of its sender's log is damaged: ask for the package again."


class Page(NamedTuple):
    """A page as it came; nothing of it is verified.

    Attributes:
        checkpoint: the newest signed head of the sender's log.
        nodes: roots of complete subtrees of that log, by height and number.
        links: sizes of earlier heads that ``nodes`` ties to this one.
        entries: indices and entries about the recipient, in their order.
        seen: the number of the last entry about the sender that the sender has seen.
        cosigned: the recipient's own head with the sender's cosignature, or empty.
        asks: sizes of the recipient's heads that the sender wants tied to the newest.
        text: the whole, as it came.
    """

    checkpoint: str
    nodes: Mapping[audit.Place, bytes]
    links: tuple[int, ...]
    entries: tuple[tuple[int, bytes], ...]
    seen: int
    cosigned: str
    asks: tuple[int, ...]
    text: str


def is_full(entries: Sequence[bytes]) -> bool:
    """Return whether a page with these entries takes no more: others may wait for the next."""
    return len(entries) >= MOST_ENTRIES or sum(map(len, entries)) >= MOST_BYTES


def encode_nodes(nodes: Mapping[audit.Place, bytes]) -> dict[str, str]:
    """Return roots of subtrees as JSON has them."""
    return {f"{h}:{n}": base64.b64encode(root).decode() for (h, n), root in nodes.items()}


def read(path: Path) -> Page:
    """Return the record in a file of a package.

    Raises:
        ComityError: it is damaged, too large, or of a newer format.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise ValueError
        text = path.read_text("utf-8")
        return load(text)
    except (OSError, ValueError):
        raise ComityError(_DAMAGED) from None


def load(text: str) -> Page:
    """Return the record in a text.

    Raises:
        ComityError: it is damaged, too large, or of a newer format.
    """
    try:
        found = json.loads(text)
        if not isinstance(found, dict):
            raise ValueError
        if found.get("format") != FORMAT:
            raise ComityError("The record is of another format: update Comity to read it.")
        return _page(found, text)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ComityError(_DAMAGED) from None


def _page(found: Mapping[str, Any], text: str) -> Page:
    good = (
        set(found) == _FIELDS
        and all(isinstance(found[name], str) for name in ("checkpoint", "cosigned"))
        and all(isinstance(found[name], list) for name in ("links", "entries", "asks"))
        and isinstance(found["nodes"], dict)
        and len(found["nodes"]) <= _NODES
        and len(found["entries"]) <= MOST_ENTRIES
        and max(len(found["links"]), len(found["asks"])) <= 2 * MOST_SIZES
    )
    if not good:
        raise ValueError
    return Page(
        found["checkpoint"],
        dict(_node(place, root) for place, root in found["nodes"].items()),
        tuple(map(_size, found["links"])),
        tuple((_size(index), _text(entry).encode()) for index, entry in found["entries"]),
        _size(found["seen"]),
        found["cosigned"],
        tuple(map(_size, found["asks"])),
        text,
    )


def _node(place: str, root: str) -> tuple[audit.Place, bytes]:
    data = base64.b64decode(root, validate=True)
    if len(data) != 32 or len(place) > 24:
        raise ValueError
    height, number = place.split(":")
    return (int(height), int(number)), data


def _size(value: Any) -> int:
    if type(value) is not int or not 0 <= value < _LARGE:
        raise ValueError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value
