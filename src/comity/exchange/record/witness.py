"""Whether both logs agree on what was sent, received, acknowledged, decided and recalled.

Each side's entries about the other are numbered from 1, and an act of one side has its mirror on
the other: ours that a package was sent, theirs that it was received. What the other side could not
know yet is on its way; all else that lacks its mirror was left out, or made up.
"""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from comity import audit
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.model import ComityError
from comity.store import Finding, proofs, shown

_ALL = 1 << 62
_UNMIRRORED = ("receipt",)  # a receipt is not acknowledged
_ANSWERS = {"acknowledged": "received", "accepted": "accepted", "refused": "refused"}
_ANSWERS |= {"withdrawn": "withdrawn"}
_DECIDED = {"accepted", "refused"}


class Comparison(NamedTuple):
    """What does not agree in two logs, and what is merely on its way; sentences."""

    checked: int
    wrong: tuple[str, ...]
    under_way: tuple[str, ...]


class _Entry(NamedTuple):
    """One side's entry: its number, its index in the log, its act, and all that it says."""

    number: int
    place: int
    act: str
    package: str
    what: dict[str, Any]

    @property
    def answers(self) -> int | None:
        """The number of the other side's entry that this one takes note of; None for none."""
        found = self.what.get("answers")
        return found if type(found) is int else None


def verify_partner(office: Office, partner: Partner) -> list[Finding]:
    """Check this node's log and what the partner has shown of its own against each other.

    Raises:
        ComityError: the reader may not see it.
    """
    book = shown.Shown(office.session, partner.card.origin)
    found = compare(office, partner)
    return [
        _own_numbers(office, partner),
        _own_tree(office),
        _own_heads(office, partner, book),
        _their_heads(partner, book),
        _their_entries(partner, book),
        Finding("acts in both logs", found.checked, found.wrong),
        Finding("acts still on their way", len(found.under_way), ()),
        _disagreements(partner, book),
    ]


def compare(office: Office, partner: Partner) -> Comparison:
    """Compare what the two logs say of each package.

    Raises:
        ComityError: the reader may not see it.
    """
    session = office.session
    book = shown.Shown(session, partner.card.origin)
    if session.level < 0 and "auditor" not in session.roles:
        raise ComityError(f"{session.reader} may not see what passes between agencies.")
    ours = [_own(index, entry) for index, entry in book.own(0, _ALL, _ALL)]
    theirs = [_theirs(entry) for entry in book.entries()]
    comparing = _Comparing(partner.name, ours, theirs, book.heard_whole())
    wrong: list[str] = []
    under_way: list[str] = []
    for late, sentence in comparing.sentences():
        (under_way if late else wrong).append(sentence)
    return Comparison(len(ours) + len(theirs), tuple(wrong), tuple(under_way))


class _Comparing:
    def __init__(self, name: str, ours: list[_Entry], theirs: list[_Entry], heard: int) -> None:
        self.name, self.heard = name, heard
        self.ours, self.theirs = ours, theirs
        self.own_numbers = {e.number: e for e in ours}
        self.their_numbers = {e.number: e for e in theirs}
        self.own_acts = {(e.package, e.act, e.answers is None) for e in ours}
        self.their_acts = {(e.package, e.act, e.answers is None) for e in theirs}

    def sentences(self) -> Iterator[tuple[bool, str]]:
        """Yield what lacks its mirror: whether it may be on its way, and what it is."""
        for entry in self.ours:
            yield from self._own(entry)
        for entry in self.theirs:
            yield from self._their(entry)
        for side, acts in (("our log", self.own_acts), (self._log, self.their_acts)):
            for package, act, own in sorted(acts):
                if act == "accepted" and own and (package, "refused", True) in acts:
                    yield False, f"{side} says that {_short(package)} was accepted and refused"

    @property
    def _log(self) -> str:
        return f"the log of {self.name}"

    def _own(self, entry: _Entry) -> Iterator[tuple[bool, str]]:
        where = f"our entry {entry.number} at {entry.place}"
        package, short = entry.package, _short(entry.package)
        if entry.answers is not None:
            mirror = self.their_numbers.get(entry.answers)
            if not _answered(entry, mirror):
                yield (
                    False,
                    (
                        f"{self._log} no longer has as its entry {entry.answers} that {short} was "
                        f"{_ANSWERS.get(entry.act, entry.act)} ({where})"
                    ),
                )
        elif entry.act == "sent" and entry.what.get("kind") not in _UNMIRRORED:
            if (package, "received", True) not in self.their_acts:
                yield True, f"{short} was sent, and {self._log} does not show yet that it came"
        elif entry.act in ("received", "recalled") and not self._sent_here(package):
            wanted = "sent" if entry.act == "received" else "recalled"
            if (package, wanted, True) not in self.their_acts:
                late = entry.number > self.heard
                yield (
                    late,
                    (
                        f"{self._log} does not show that it {wanted} {short}, which we have "
                        f"{entry.act} ({where})"
                    ),
                )
        elif entry.act in _DECIDED and (package, entry.act, False) not in self.their_acts:
            yield True, f"{self._log} does not show yet that it knows {short} was {entry.act}"

    def _their(self, entry: _Entry) -> Iterator[tuple[bool, str]]:
        where = f"entry {entry.number} at {entry.place} of {self._log}"
        package, short = entry.package, _short(entry.package)
        if entry.answers is not None:
            if not _answered(entry, self.own_numbers.get(entry.answers)):
                yield (
                    False,
                    (
                        f"our log does not have as its entry {entry.answers} that {short} was "
                        f"{_ANSWERS.get(entry.act, entry.act)} ({where})"
                    ),
                )
        elif entry.act == "sent":
            unmirrored = entry.what.get("kind") in _UNMIRRORED
            if not unmirrored and (package, "received", True) not in self.own_acts:
                yield True, f"{short} was sent by {self.name} and has not come yet"
        elif entry.act == "recalled" and self._sent_there(package):
            return
        elif not self._sent_here(package):
            yield False, f"our log does not show that we sent {short}, {entry.act} by {where}"
        elif entry.act in _ANSWERS.values() and not self._noted(entry):
            yield False, f"our log takes no note that {short} was {entry.act} ({where})"

    def _sent_here(self, package: str) -> bool:
        return (package, "sent", True) in self.own_acts

    def _sent_there(self, package: str) -> bool:
        return (package, "sent", True) in self.their_acts

    def _noted(self, entry: _Entry) -> bool:
        noted = next(act for act, answered in _ANSWERS.items() if answered == entry.act)
        return (entry.package, noted, False) in self.own_acts


def _answered(entry: _Entry, mirror: _Entry | None) -> bool:
    """Return whether the other side's entry is the one of which ``entry`` takes note."""
    return (
        mirror is not None
        and mirror.package == entry.package
        and mirror.act == _ANSWERS.get(entry.act)
    )


def _own_numbers(office: Office, partner: Partner) -> Finding:
    book = shown.Shown(office.session, partner.card.origin)
    entries = [_own(index, entry) for index, entry in book.own(0, _ALL, _ALL)]
    wrong = [
        f"entry {number} of our log about {partner.name} is missing"
        for number in sorted({*range(1, len(entries) + 1)} - {e.number for e in entries})
    ]
    last = book.state().last_offered
    if last > max((e.number for e in entries), default=0):
        wrong.append(f"our log no longer has entry {last}, which was shown")
    return Finding(f"entries of our log about {partner.name}", len(entries), tuple(wrong))


def _own_tree(office: Office) -> Finding:
    """Check that what is kept to prove with is that of the log, so that no proof is a wrong one."""
    size = len(office.session.leaves())
    return Finding("entries of our log under its tree", size, tuple(proofs.damaged(office.session)))


def _own_heads(office: Office, partner: Partner, book: shown.Shown) -> Finding:
    """Check that our log still continues every head of it that the partner cosigned."""
    name, wrong = partner.name, []
    heads = book.cosigned()
    roots = _roots(office.session.leaves(), sorted(heads))
    for size, text in heads.items():
        try:
            head = audit.verify_checkpoint(text, office.node.verifier)
            audit.verify_cosignature(text, partner.card.log)
        except ComityError as error:
            wrong.append(f"our head of {size} entries, cosigned by {name}: {error}")
            continue
        if head.size not in roots:
            wrong.append(f"rollback: {name} saw {size} entries of our log, and it has fewer now")
        elif roots[head.size] != head.root:
            wrong.append(f"rewrite: our first {size} entries are not those that {name} saw")
    return Finding(f"heads of our log cosigned by {name}", len(heads), tuple(wrong))


def _roots(leaves: list[bytes], sizes: list[int]) -> dict[int, bytes]:
    """Return the roots that the log had at these sizes, made anew from its leaves."""
    frontier, found = audit.Frontier(), {}
    for size in sizes:
        if size <= len(leaves):
            frontier, _ = frontier.extend(leaves[frontier.size : size])
            found[size] = frontier.root()
    return found


def _their_heads(partner: Partner, book: shown.Shown) -> Finding:
    wrong, heads = [], book.heads()
    roots: dict[int, bytes] = {}
    for seen in heads:
        try:
            audit.verify_checkpoint(seen.checkpoint, partner.card.log)
        except ComityError as error:
            wrong.append(f"the head of {seen.size} entries is not signed: {error}")
        if roots.setdefault(seen.size, seen.root) != seen.root:
            wrong.append(f"fork: {partner.name} signed two heads of {seen.size} entries")
    return Finding(f"heads of the log of {partner.name}", len(heads), tuple(wrong))


def _their_entries(partner: Partner, book: shown.Shown) -> Finding:
    wrong, entries = [], book.entries()
    roots = {(seen.size, seen.root) for seen in book.heads()}
    for entry in entries:
        leaf, at = audit.leaf_hash(entry.entry), (entry.place, entry.size)
        held = (audit.verify_inclusion(leaf, at, entry.path, r) for s, r in roots if s == at[1])
        if not any(held):
            wrong.append(f"entry {entry.number} of {partner.name} does not stand in its log")
    numbers = [entry.number for entry in entries]
    wrong += [f"rewrite: {partner.name} showed two entries {n}" for n in _doubles(numbers)]
    last = max(numbers, default=0)
    missing = sorted({*range(1, last + 1)} - set(numbers))
    wrong += [f"omission: {partner.name} did not show its entry {n}" for n in missing]
    return Finding(f"entries that {partner.name} showed", len(entries), tuple(wrong))


def _disagreements(partner: Partner, book: shown.Shown) -> Finding:
    found = book.disagreements()
    wrong = tuple(f"{kind}: {sentence}" for kind, sentence in found)
    return Finding(f"pages of {partner.name} that were refused", len(found), wrong)


def _doubles(numbers: list[int]) -> list[int]:
    return sorted({a for a, b in pairwise(numbers) if a == b})


def _own(index: int, entry: bytes) -> _Entry:
    what = json.loads(entry)["what"]
    return _Entry(what["number"], index, what["act"], what["package"], what)


def _theirs(entry: shown.ShownEntry) -> _Entry:
    return _Entry(entry.number, entry.place, entry.act, entry.package, dict(entry.what))


def _short(package: str) -> str:
    return f"package {package[:12]}"
