"""The shared record: what two nodes show each other of their logs with every package.

A page of it holds the newest signed head of the sender's log (C2SP tlog-checkpoint), the entries
about the recipient that the recipient has not confirmed yet, what proves that these stand in that
log and that the log continues the heads shown before, and what the sender has seen of the
recipient's log, with its cosignature (C2SP tlog-cosignature). Packages may be lost, doubled and
reordered: what is not confirmed is shown again.

The proofs are not given one by one, as they share most hashes, but as the subtrees of which all of
them are made; ``audit.inclusion_spans`` and ``audit.consistency_spans`` say which these are.
"""

import json
import time
from pathlib import Path
from typing import Any

from comity import audit
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.record import pages, seeing
from comity.exchange.record.pages import MOST_BYTES, MOST_ENTRIES, MOST_SIZES
from comity.model import ComityError
from comity.store import proofs, shown


def compose(office: Office, partner: Partner) -> dict[str, Any]:
    """Return what to show a partner now, as JSON has it, and keep that it was shown."""
    session = office.session
    book = shown.Shown(session, partner.card.origin)
    state = book.state()
    heard = state.heard
    checkpoint = session.checkpoint()
    head = audit.verify_checkpoint(checkpoint, office.node.verifier)
    entries = _entries(office, book, heard.number, head.size)
    links = _links(state, head.size)
    nodes = _nodes(office, head, links, entries)
    place, number = -1, heard.number
    if entries:
        place, number = entries[-1][0], json.loads(entries[-1][1])["what"]["number"]
    book.offer(shown.Offer(head.size, number, place, state.last_number))
    return {
        "format": pages.FORMAT,
        "checkpoint": checkpoint,
        "nodes": pages.encode_nodes(nodes),
        "links": links,
        "entries": [[index, entry.decode()] for index, entry in entries],
        "seen": state.last_number,
        "cosigned": _cosigned(office, state),
        "asks": [untied.size for untied in state.untied][:MOST_SIZES],
    }


def take_in(office: Office, partner: Partner, path: Path) -> None:
    """Verify the page in a file of a partner's package, and keep what it adds.

    What the partner did with our packages is kept as acts of theirs (``seeing.ANSWERS``). The same
    page again changes nothing.

    Raises:
        audit.Disagreement: it does not agree with what was seen before; the evidence is kept.
        ComityError: it is damaged.
    """
    seeing.take_in(office, partner, pages.read(path))


def compare(office: Office, partner: Partner, checkpoint: str) -> None:
    """Compare a head of a partner's log that somebody else was shown with those shown here.

    One that is longer or shorter is kept, and the partner must tie it to its log from then on.

    Raises:
        audit.Disagreement: the partner shows two logs; the evidence is kept.
    """
    seeing.compare(office, partner, checkpoint)


def is_due(office: Office, partner: Partner) -> bool:
    """Return whether a partner should be shown a page although nothing else is to be said.

    That is so where more is unconfirmed, by either side, than goes well into one page.
    """
    state = shown.Shown(office.session, partner.card.origin).state()
    unshown = state.last_offered - state.heard.number >= MOST_ENTRIES
    return unshown or state.last_number - state.last_confirmed >= MOST_ENTRIES // 2


def _nodes(
    office: Office, head: audit.Checkpoint, links: list[int], entries: list[tuple[int, bytes]]
) -> dict[audit.Place, bytes]:
    """Return the subtrees of which all proofs of a page are made.

    Raises:
        ComityError: what is stored of the log does not lead to its signed head.
    """
    spans = [(0, head.size)]
    for size in links:
        spans += [(0, size), *audit.consistency_spans(size, head.size)]
    for index, _ in entries:
        spans += audit.inclusion_spans(index, head.size)
    nodes = proofs.nodes(office.session, audit.places(spans))
    if audit.span_root(nodes, (0, head.size)) != head.root:
        raise ComityError("This node's log is damaged. See what is wrong with: comity verify")
    return nodes


def _entries(office: Office, book: shown.Shown, after: int, below: int) -> list[tuple[int, bytes]]:
    """Return the entries that go into a page: as many as it takes."""
    found: list[tuple[int, bytes]] = []
    size = 0
    for index, entry in book.own(after, below, MOST_ENTRIES):
        found.append((index, entry))
        size += len(entry)
        if size >= MOST_BYTES:
            break
    if not found and office.session.level < 0:  # as if there was nothing, and the partner misled
        raise ComityError(f"{office.session.reader} may not see what passes between agencies.")
    return found


def _links(state: shown.State, size: int) -> list[int]:
    """Return the sizes of the heads to which a page ties the newest."""
    wanted = {state.heard.size, *state.offered, *state.heard.asks[:MOST_SIZES]}
    return sorted(old for old in wanted if 0 < old < size)


def _cosigned(office: Office, state: shown.State) -> str:
    """Return the largest head of the partner's log with this node's cosignature, or nothing."""
    seen = state.head
    if seen is None:
        return ""
    try:
        audit.verify_cosignature(seen.checkpoint, office.node.verifier)
    except ComityError:  # it came before the tie to those before it
        return shown.cosign(office.node, seen.checkpoint, int(time.time()))
    return seen.checkpoint
