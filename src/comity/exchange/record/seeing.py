"""Taking in a page of a partner's record: all is verified against what was seen, then kept.

What contradicts the past is kept too, as it is signed: it proves who changed what.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from comity import audit
from comity.audit import Disagreement
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.record import heads, pages
from comity.exchange.record.heads import Known
from comity.exchange.record.pages import Page
from comity.store import Act, PackageRow, Passing, shown

ANSWERS = {
    "received": "acknowledged",
    "accepted": "accepted",
    "refused": "refused",
    "withdrawn": "withdrawn",
}
"""What we keep of a package that we sent when its recipient's log says so."""

_EVIDENCE = 100  # pages of one partner that are kept as evidence
_WORDS = 200  # characters of a partner's act and package id
_RECEIPT = "receipt"


def take_in(office: Office, partner: Partner, page: Page) -> None:
    """Verify a page, and keep what it adds, with what the partner did with our packages.

    Raises:
        Disagreement: it does not agree with what was seen before; the evidence is kept.
    """
    # One at a time: what is verified against the largest head must be kept before it grows.
    with shown.taking_turns(office.session, partner.card.origin):
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
    with shown.taking_turns(office.session, partner.card.origin):
        taking = _Taking(office, partner, page)
        try:
            seen = taking.only_head()
        except Disagreement as wrong:
            taking.keep_evidence(wrong)
            raise
        taking.book.keep(shown.News([seen]))


class _Taking:
    """One page on its way in."""

    def __init__(self, office: Office, partner: Partner, found: Page) -> None:
        self.book = shown.Shown(office.session, partner.card.origin)
        self.office, self.partner, self.found = office, partner, found
        self.state = self.book.state()
        self.known = Known(office, partner, self.book, self.state)
        self.entries: list[shown.ShownEntry] = []
        self.seen: shown.Seen | None = None

    def news(self) -> shown.News:
        """Return what the page adds.

        Raises:
            Disagreement: it does not agree with what was seen before.
        """
        known, page = self.known, self.found
        self.seen = heads.signed(known, page.checkpoint)
        cosigned = heads.confirmed(known, page, self.seen.own)
        size = max(cosigned, default=0)
        seen, later = heads.tie(known, page, self.seen, size)
        self.entries = self._entries(seen)
        whole = not pages.is_full([entry for _, entry in page.entries])
        heard = shown.Heard(size, page.seen, page.asks, seen.size, whole)
        return shown.News(
            [seen],
            later,
            [entry for entry in self.entries if entry.number > self.state.last_number],
            cosigned,
            None if heard == self.state.heard else heard,
        )

    def only_head(self) -> shown.Seen:
        """Return the head, which has no other of its size beside it."""
        self.seen = heads.signed(self.known, self.found.checkpoint)
        heads.only_one(self.known, self.seen)
        return self.seen

    def keep_evidence(self, wrong: Disagreement) -> None:
        """Keep what does not agree; a head only if the partner signed it."""
        if len(self.book.disagreements()) < _EVIDENCE:
            seen = [self.seen] if self.seen else []
            evidence = wrong.kind, str(wrong), self.found.text
            self.book.keep(shown.News(seen, entries=self.entries, disagreement=evidence))

    # --- entries -----------------------------------------------------------------------------

    def _entries(self, seen: shown.Seen) -> list[shown.ShownEntry]:
        """Return the entries of the record, each proven to stand in the log."""
        entries = [self._entry(seen, index, entry) for index, entry in self.found.entries]
        self._check_numbers(entries)
        if entries and entries[0].number <= self.state.last_number:
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
        spans = audit.inclusion_spans(index, seen.size)
        path = [heads.span_root(self.known, self.found, span) for span in spans]
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
        expected = min(self.state.last_number + 1, entries[0].number) if entries else 0
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
        name, head = self.partner.name, self.state.head
        set_back = head is not None and seen.size < head.size
        return Disagreement(
            "rollback" if set_back else "rewrite",
            f"Entry {new.number} of the log of {name} about this node was “{old.act} "
            f"{old.package[:12]}” at {old.place} and is now “{new.act} {new.package[:12]}” at "
            f"{new.place}: "
            + ("its log was set back to an older state." if set_back else "it was rewritten."),
        )


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
