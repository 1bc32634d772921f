"""Proofs from the stored log, which read some dozen rows however long the log is.

Of the tree's inner nodes every fourth level is kept; those between are made of at most 8 rows.
"""

from collections.abc import Iterable

from comity import audit
from comity.audit import Place, Span
from comity.model import ComityError
from comity.store.session import Session
from comity.store.writer import STEP


def inclusion(session: Session, index: int, size: int) -> list[bytes]:
    """Return the proof that an entry stands in the log of ``size`` entries (RFC 6962, 2.1.1).

    Raises:
        IndexError: there is no such entry.
        ComityError: the log lacks a node.
    """
    return _roots(session, audit.inclusion_spans(index, size))


def consistency(session: Session, old: int, size: int) -> list[bytes]:
    """Return the proof that the log of ``size`` continues that of ``old`` (RFC 6962, 2.1.2).

    Raises:
        IndexError: ``old`` is not from 1 to ``size``.
        ComityError: the log lacks a node.
    """
    return _roots(session, audit.consistency_spans(old, size))


def root(session: Session, size: int) -> bytes:
    """Return the root that the log had when it was of this size.

    Raises:
        ComityError: the log is shorter.
    """
    return _roots(session, [(0, size)])[0] if size else audit.root([])


def nodes(session: Session, wanted: Iterable[Place]) -> dict[Place, bytes]:
    """Return the roots of complete subtrees of the log.

    Raises:
        ComityError: the log lacks one.
    """
    parts = {place: _parts(place) for place in wanted}
    stored = _read(session, {part for made in parts.values() for part in made})
    try:
        return {place: audit.root([stored[part] for part in made]) for place, made in parts.items()}
    except KeyError:
        raise ComityError(
            "A part of the log is missing, so that nothing can be proven from it. "
            "See what is wrong with: comity verify"
        ) from None


def damaged(session: Session) -> list[str]:
    """Return which of the kept subtrees are not those of the log's leaves."""
    rows = session._run("SELECT height, number, hash FROM log_node")
    kept = {(row[0], row[1]): bytes(row[2]) for row in rows}
    _, complete = audit.Frontier().extend(session.leaves())
    made = {(node.height, node.number): node.hash for node in complete if not node.height % STEP}
    return [
        f"subtree {number} of height {height} is not that of the log"
        for height, number in sorted(kept.keys() | made.keys())
        if kept.get((height, number)) != made.get((height, number))
    ]


def _roots(session: Session, spans: list[Span]) -> list[bytes]:
    found = nodes(session, audit.places(spans))
    return [audit.span_root(found, span) for span in spans]


def _parts(place: Place) -> list[Place]:
    """Return the stored subtrees of which a subtree is made."""
    height, number = place
    above = height % STEP
    return [(height - above, i) for i in range(number << above, number + 1 << above)]


def _read(session: Session, wanted: set[Place]) -> dict[Place, bytes]:
    leaves = sorted(number for height, number in wanted if not height)
    inner = sorted(place for place in wanted if place[0])
    found: dict[Place, bytes] = {}
    if leaves:
        rows = session._run("SELECT index, hash FROM log_leaf WHERE index = ANY(:i)", i=leaves)
        found |= {(0, row[0]): bytes(row[1]) for row in rows}
    if inner:
        rows = session._run(
            "SELECT n.height, n.number, n.hash FROM log_node n JOIN unnest("
            "CAST(:heights AS smallint[]), CAST(:numbers AS bigint[])) w (height, number) "
            "ON n.height = w.height AND n.number = w.number",
            heights=[height for height, _ in inner],
            numbers=[number for _, number in inner],
        )
        found |= {(row[0], row[1]): bytes(row[2]) for row in rows}
    return found
