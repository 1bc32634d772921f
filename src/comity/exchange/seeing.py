"""Taking in a page of a partner's record: all is verified against what was seen, then kept.

What contradicts the past is kept too, as it is signed: it proves who changed what.
"""

import json
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from comity import audit
from comity.audit import Disagreement
from comity.exchange.office import Office
from comity.exchange.pages import MOST_ENTRIES, MOST_SIZES, Page
from comity.exchange.partners import Partner
from comity.model import ComityError
from comity.store import Act, PackageRow, Passing, proofs, shown

ANSWERS = {
    "received": "acknowledged",
    "accepted": "accepted",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
"""What we keep of a package that we sent when its recipient's log says so."""

_WORDS = 200  # characters of a partner's act and package id
_RECEIPT = "receipt"


def take_in(office: Office, partner: Partner, page: Page) -> None:
    """Verify a page, and keep what it adds, with what the partner did with our packages.

    Raises:
        Disagreement: it does not agree with what was seen before; the evidence is kept.
    """
    taking = _Taking(office, partner, page)
    try:
        news = taking.news()
    except Disagreement as wrong:
        taking.keep_evidence(wrong)
        raise
    _answer(office, taking.book, taking.entries)
    taking.book.keep(news)


def compare(office: Office, partner: Partner, checkpoint: str) -> None:
    """Take in a head of a partner's log alone, as another partner was shown it.

    Raises:
        Disagreement: another head of the same size was shown here; the evidence is kept.
    """
    page = Page(checkpoint, {}, (), (), 0, "", (), checkpoint)
    taking = _Taking(office, partner, page)
    try:
        seen = taking.only_head()
    except Disagreement as wrong:
        taking.keep_evidence(wrong)
        raise
    taking.book.keep(shown.News([seen]))


class _Taking:
    """One record on its way in."""

    def __init__(self, office: Office, partner: Partner, found: Page) -> None:
        self.office, self.partner, self.found = office, partner, found
        self.book = shown.Shown(office.session, partner.card.origin)
        self.entries: list[shown.ShownEntry] = []
        self.seen: shown.Seen | None = None

    def news(self) -> shown.News:
        """Return what the record adds.

        Raises:
            Disagreement: it does not agree with what was seen before.
        """
        own = self._own_head()
        self.seen = self._seen(own.size)
        cosigned = self._cosigned(own)
        tied = self._tied(self.seen, max(cosigned, default=0))
        if self.seen.size in tied:
            self.seen = self._witnessed(self.seen)
        self.entries = self._entries(self.seen)
        heard = shown.Heard(
            max(cosigned, default=0),
            self.found.seen,
            self.found.asks,
            self.seen.size,
            len(self.entries) < MOST_ENTRIES,
        )
        known = self.book.last_number()
        return shown.News(
            [self.seen],
            tied,
            [entry for entry in self.entries if entry.number > known],
            cosigned,
            None if heard == self.book.heard() else heard,
        )

    def only_head(self) -> shown.Seen:
        """Return the head, which has no other of its size beside it."""
        self.seen = self._seen(self._own_head().size)
        self._check_size(self.seen)
        return self.seen

    def keep_evidence(self, wrong: Disagreement) -> None:
        """Keep what does not agree; a head only if the partner signed it."""
        seen = [self.seen] if self.seen else []
        self.book.keep(
            shown.News(
                seen,
                entries=self.entries,
                disagreement=(wrong.kind, str(wrong), self.found.text),
            )
        )

    # --- heads -------------------------------------------------------------------------------

    def _own_head(self) -> audit.Checkpoint:
        node = self.office.node
        return audit.verify_checkpoint(self.office.session.checkpoint(), node.verifier)

    def _seen(self, own: int) -> shown.Seen:
        """Return the partner's head."""
        name, card = self.partner.name, self.partner.card
        try:
            head = audit.verify_checkpoint(self.found.checkpoint, card.log)
        except ComityError as error:
            raise Disagreement("signature", f"The log of {name} is not signed: {error}.") from None
        if head.origin != card.origin or not 0 < head.size < 1 << 62:
            raise Disagreement("signature", f"{name} shows another log than its own.")
        return shown.Seen(head.size, head.root, self.found.checkpoint, own)

    def _witnessed(self, seen: shown.Seen) -> shown.Seen:
        """Return a head that continues all that we have seen, with our cosignature."""
        text = shown.cosign(self.office.node, seen.checkpoint, int(time.time()))
        return seen._replace(checkpoint=text, tied=True)

    def _cosigned(self, own: audit.Checkpoint) -> dict[int, str]:
        """Return our own head with the partner's cosignature, by its size."""
        if not self.found.cosigned:
            return {}
        text, node, name = self.found.cosigned, self.office.node, self.partner.name
        try:
            head = audit.verify_checkpoint(text, node.verifier)
            audit.verify_cosignature(text, self.partner.card.log)
        except ComityError as error:
            raise Disagreement(
                "signature", f"{name} cosigned something else than a head of our log: {error}."
            ) from None
        shorter = head.size > own.size or self.found.seen > self.book.last_offered()
        if shorter or proofs.root(self.office.session, head.size) != head.root:
            raise Disagreement(
                "own",
                f"{name} has seen {head.size} entries of this node's own log, and they are not "
                f"those of now ({own.size}): the log was set back or rewritten here. Restore the "
                "newest backup, and see: comity verify",
            )
        return {head.size: text}

    def _tied(self, seen: shown.Seen, heard: int) -> list[int]:
        """Return the sizes of the heads that the record ties to its own, and its own if it may be.

        A head that is not tied to the largest one waits: packages may come in another order. But
        once the partner has been asked for the tie, it must give it.
        """
        self._check_size(seen)
        head = self.book.head()
        if head is None:
            return [seen.size]
        if seen.size < head.size and head.own < heard:
            raise self._set_back(head, seen)
        untied = self.book.untied()
        tied = []
        for old in [head, *untied]:
            if old.size >= seen.size:
                continue
            if old.size in self.found.links:
                self._check_tie(old, seen)
                tied.append(old.size)
            elif old.own < heard and len(untied) <= MOST_SIZES:
                raise self._fork(old, seen)
        return [*tied, seen.size] if head.size in tied else []

    def _check_size(self, seen: shown.Seen) -> None:
        for other in self.book.at_size(seen.size):
            if other.root != seen.root:
                raise self._fork(other, seen)

    def _check_tie(self, old: shown.Seen, new: shown.Seen) -> None:
        spans = audit.consistency_spans(old.size, new.size)
        proof = [self._root(span) for span in spans]
        if not audit.verify_consistency((old.size, old.root), (new.size, new.root), proof):
            raise self._fork(old, new)

    def _set_back(self, old: shown.Seen, new: shown.Seen) -> Disagreement:
        name = self.partner.name
        return Disagreement(
            "rollback",
            f"The log of {name} had {old.size} entries and has {new.size}, although {name} knew "
            "that we have seen more: it was set back to an older state.",
        )

    def _fork(self, old: shown.Seen, new: shown.Seen) -> Disagreement:
        name = self.partner.name
        return Disagreement(
            "fork",
            f"The log of {name} with {new.size} entries does not continue the one with {old.size} "
            "that it showed before: an entry was changed, or two logs are kept. Both heads are "
            f"signed by {name} and kept as evidence.",
        )

    # --- entries -----------------------------------------------------------------------------

    def _entries(self, seen: shown.Seen) -> list[shown.ShownEntry]:
        """Return the entries of the record, each proven to stand in the log."""
        entries = [self._entry(seen, index, entry) for index, entry in self.found.entries]
        self._check_numbers(entries)
        if entries:
            known = {e.number: e for e in self.book.entries(entries[0].number, entries[-1].number)}
            for entry in entries:
                if entry.number in known and known[entry.number].entry != entry.entry:
                    self.entries = [entry]
                    raise self._rewritten(known[entry.number], entry, seen)
        return entries

    def _entry(self, seen: shown.Seen, index: int, entry: bytes) -> shown.ShownEntry:
        name = self.partner.name
        if index >= seen.size:
            raise Disagreement("proof", f"{name} shows an entry that its log does not have yet.")
        path = [self._root(span) for span in audit.inclusion_spans(index, seen.size)]
        at = index, seen.size
        if not audit.verify_inclusion(audit.leaf_hash(entry), at, path, seen.root):
            raise Disagreement(
                "proof", f"{name} shows an entry that does not stand at {index} in its log."
            )
        what = _what(entry)
        if what is None or what.partner != self.office.origin:
            raise Disagreement("proof", f"{name} shows an entry that is not about this node.")
        return shown.ShownEntry(
            what.number, index, entry, what.act, what.package, seen.size, tuple(path)
        )

    def _check_numbers(self, entries: list[shown.ShownEntry]) -> None:
        """Check that no number is left out, from what we have seen to the last that is shown."""
        expected = min(self.book.last_number() + 1, entries[0].number) if entries else 0
        for entry in entries:
            if entry.number != expected:
                raise Disagreement(
                    "gap",
                    f"{self.partner.name} has left out entry {expected} of its log about this "
                    f"node: {entry.number} follows at {entry.place}.",
                )
            expected += 1

    def _rewritten(
        self, old: shown.ShownEntry, new: shown.ShownEntry, seen: shown.Seen
    ) -> Disagreement:
        name, head = self.partner.name, self.book.head()
        set_back = head is not None and seen.size < head.size
        return Disagreement(
            "rollback" if set_back else "rewrite",
            f"Entry {new.number} of the log of {name} about this node was “{old.act} "
            f"{old.package[:12]}” at {old.place} and is now “{new.act} {new.package[:12]}” at "
            f"{new.place}: "
            + ("its log was set back to an older state." if set_back else "it was rewritten."),
        )

    def _root(self, span: audit.Span) -> bytes:
        try:
            return audit.span_root(self.found.nodes, span)
        except KeyError:
            raise Disagreement(
                "proof", f"{self.partner.name} shows less of its log than proves what it says."
            ) from None


class What(NamedTuple):
    """What an entry of the exchange says: with whom, its number, what was done with which."""

    partner: str
    number: int
    act: str
    package: str


def _what(entry: bytes) -> What | None:
    """Return what an entry says; None if it is none of the exchange."""
    try:
        found = json.loads(entry)
        what = found["what"]
        said = What(what["partner"], what["number"], what["act"], what["package"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (said.partner, said.act, said.package)
    good = (
        found.get("kind") == "exchange"
        and type(said.number) is int
        and 0 < said.number < 1 << 62
        and all(isinstance(text, str) and len(text) <= _WORDS for text in texts)
        and all(text.isprintable() for text in texts)
    )
    return said if good else None


def _answer(office: Office, book: shown.Shown, entries: list[shown.ShownEntry]) -> None:
    """Keep what the partner did with packages that we sent."""
    answers = [entry for entry in entries if entry.act in ANSWERS]
    sent = book.sent(entry.package for entry in answers)
    for entry in answers:
        package = sent.get(entry.package)
        act = ANSWERS[entry.act]
        if package is None or act in package.acts or package.kind == _RECEIPT:
            continue
        row = PackageRow(package.id, False, book.partner, package.kind, None, package.level, {})
        answer = Act(act, _ground(entry.what), {"answers": entry.number})
        office.packages.record(Passing(row, (answer,)))


def _ground(what: Mapping[str, Any]) -> dict[str, str]:
    """Return the ground of a refusal, which a person reads."""
    ground = what.get("ground")
    return {"ground": ground[:2000]} if isinstance(ground, str) else {}
