"""Heads of two logs: a partner's against those it showed before, and ours as it has seen it."""

import time
from typing import NamedTuple

from comity import audit
from comity.audit import Disagreement
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.record.pages import MOST_SIZES, Page
from comity.model import ComityError
from comity.store import proofs, shown


class Known(NamedTuple):
    """What a page is verified against: who showed it, and how things stood before."""

    office: Office
    partner: Partner
    book: shown.Shown
    state: shown.State


def signed(known: Known, checkpoint: str) -> shown.Seen:
    """Return the head of the partner's log in a checkpoint.

    Raises:
        Disagreement: it is not signed with the key of that log.
    """
    name, card, node = known.partner.name, known.partner.card, known.office.node
    try:
        head = audit.verify_checkpoint(checkpoint, card.log)
    except ComityError as error:
        raise Disagreement("signature", f"The log of {name} is not signed: {error}.") from None
    if head.origin != card.origin or not 0 < head.size < 1 << 62:
        raise Disagreement("signature", f"{name} shows another log than its own.")
    own = audit.verify_checkpoint(known.office.session.checkpoint(), node.verifier)
    return shown.Seen(head.size, head.root, checkpoint, own.size)


def only_one(known: Known, seen: shown.Seen) -> None:
    """Check that no other head of the same size was shown before.

    Raises:
        Disagreement: one was.
    """
    for other in known.book.at_size(seen.size):
        if other.root != seen.root:
            raise _fork(known, other, seen)


def confirmed(known: Known, page: Page, own: int) -> dict[int, str]:
    """Return our own head with the partner's cosignature, by its size; nothing if there is none.

    ``own`` is the size of our log.

    Raises:
        Disagreement: the partner did not cosign a head of ours, or has seen what we have no more.
    """
    name, node = known.partner.name, known.office.node
    if page.seen > known.state.last_offered:
        raise _lost(known, own)
    if not page.cosigned:
        return {}
    try:
        head = audit.verify_checkpoint(page.cosigned, node.verifier)
        audit.verify_cosignature(page.cosigned, known.partner.card.log)
    except ComityError as error:
        raise Disagreement(
            "signature", f"{name} cosigned something else than a head of our log: {error}."
        ) from None
    if head.size > own or proofs.root(known.office.session, head.size) != head.root:
        raise _lost(known, own)
    return {head.size: page.cosigned}


def tie(known: Known, page: Page, seen: shown.Seen, heard: int) -> tuple[shown.Seen, list[int]]:
    """Return the head with our cosignature, if it may have it, and what the page ties to it.

    That is: the sizes of heads that were not tied before. A head that is not tied to the largest
    one waits, as packages may come in another order. But once the partner has heard (in our head
    of the size ``heard``, which it cosigned) what we have seen, it must tie it to what it shows.

    Raises:
        Disagreement: the head does not continue what was shown before.
    """
    only_one(known, seen)
    head, untied = known.state.head, known.state.untied
    if head is None:
        return _witnessed(known, seen), []
    if seen.size < head.size and head.own < heard:
        raise _set_back(known, head, seen)
    earlier = [old for old in (head, *untied) if old.size < seen.size]
    tied = {old.size for old in earlier if old.size in page.links}
    for old in earlier:
        if old.size in tied:
            _check(known, page, old, seen)
        elif old.own < heard:
            raise _fork(known, old, seen)
    later = [old.size for old in untied if old.size in tied]
    if head.size in tied:
        later += [old.size for old in untied if old.size == seen.size]
        return _witnessed(known, seen), later
    if len(untied) >= MOST_SIZES:
        raise Disagreement("proof", f"{known.partner.name} shows heads and does not tie them.")
    return seen, []


def span_root(known: Known, page: Page, span: audit.Span) -> bytes:
    """Return the root of a run of leaves of the partner's log.

    Raises:
        Disagreement: the page does not show enough.
    """
    try:
        return audit.span_root(page.nodes, span)
    except KeyError:
        raise Disagreement(
            "proof", f"{known.partner.name} shows less of its log than proves what it says."
        ) from None


def _witnessed(known: Known, seen: shown.Seen) -> shown.Seen:
    text = shown.cosign(known.office.node, seen.checkpoint, int(time.time()))
    return seen._replace(checkpoint=text, tied=True)


def _check(known: Known, page: Page, old: shown.Seen, new: shown.Seen) -> None:
    """Check that the log goes on from an old head, or prove that it goes on from another one."""
    spans = audit.consistency_spans(old.size, new.size)
    proof = [span_root(known, page, span) for span in spans]
    before = span_root(known, page, (0, old.size))
    if not audit.verify_consistency((old.size, before), (new.size, new.root), proof):
        raise Disagreement(
            "proof", f"{known.partner.name} does not prove how its log of {new.size} entries began."
        )
    if before != old.root:
        raise _fork(known, old, new)


def _fork(known: Known, old: shown.Seen, new: shown.Seen) -> Disagreement:
    name = known.partner.name
    return Disagreement(
        "fork",
        f"The log of {name} with {new.size} entries does not continue the one with {old.size} "
        "that it showed before: an entry was changed, or two logs are kept. Both heads are "
        f"signed by {name} and kept as evidence.",
    )


def _set_back(known: Known, old: shown.Seen, new: shown.Seen) -> Disagreement:
    name = known.partner.name
    return Disagreement(
        "rollback",
        f"The log of {name} had {old.size} entries and has {new.size}, although {name} knew "
        "that we have seen more: it was set back to an older state.",
    )


def _lost(known: Known, own: int) -> Disagreement:
    return Disagreement(
        "own",
        f"{known.partner.name} has seen more of this node's own log than its {own} entries, or "
        "other ones: the log was set back or rewritten here. Restore the newest backup, and see: "
        "comity verify",
    )
