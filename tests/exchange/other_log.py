"""A partner that is only a log in memory, so that it can do what no honest node does."""

import json
import time
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from comity import audit
from comity.case import Workbench
from comity.exchange import record
from comity.exchange.card import Card
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.record import pages
from comity.store import Act, Node, PackageRow, Passing

_names = count(1)


class OtherLog:
    """Another agency's log: entries that can be added, changed, dropped, and shown as pages."""

    def __init__(self, name: str = "") -> None:
        self.origin = name or f"comity/other-{next(_names)}"
        self.signer, self.verifier = audit.generate_key(self.origin)
        self.entries: list[bytes] = [b'{"kind":"init"}']
        self.number = 0
        self.seen = 0
        self.head = ""

    @property
    def partner(self) -> Partner:
        """The partner as the office knows it."""
        card = Card(self.origin, "cn", self.origin, 1, self.verifier, "", ("age1",))
        return Partner(self.origin, card, "trusted", "", "")

    @property
    def leaves(self) -> list[bytes]:
        """The hashes of the entries."""
        return [audit.leaf_hash(entry) for entry in self.entries]

    def fill(self, number: int = 1) -> None:
        """Add entries that concern nobody else."""
        for _ in range(number):
            self.entries.append(b'{"kind":"read","n":%d}' % next(_names))

    def act(self, office: Office, act: str, package: str, **more: Any) -> None:
        """Add an entry about the office's node."""
        self.number += 1
        what = {"partner": office.origin, "number": self.number, "act": act, "package": package}
        entry = audit.Entry("exchange", "2026-01-01T00:00:00.000Z", "Other", None, what | more)
        self.entries.append(entry._replace(nonce=f"{next(_names):032x}").to_bytes())

    def checkpoint(self, size: int | None = None) -> str:
        """The signed head, of now or of another size."""
        leaves = self.leaves[:size]
        head = audit.Checkpoint(self.origin, len(leaves), audit.root(leaves))
        return audit.sign_checkpoint(head, self.signer)

    def page(self, links: Iterable[int] = (), confirmed: int = 0, **changes: Any) -> dict[str, Any]:
        """A page as a node composes it, with some fields changed."""
        leaves = self.leaves
        about = [(i, e) for i, e in enumerate(self.entries) if _number(e) > confirmed]
        spans = [s for i, _ in about for s in audit.inclusion_spans(i, len(leaves))]
        wanted = sorted({n for n in links if 0 < n < len(leaves)})
        spans += [s for n in wanted for s in audit.consistency_spans(n, len(leaves))]
        spans += [(0, n) for n in wanted]
        nodes = {(h, n): audit.root(leaves[n << h : n + 1 << h]) for h, n in audit.places(spans)}
        made = {
            "format": pages.FORMAT,
            "checkpoint": self.checkpoint(),
            "nodes": pages.encode_nodes(nodes),
            "links": wanted,
            "entries": [[index, entry.decode()] for index, entry in about],
            "seen": self.seen,
            "cosigned": self.head and audit.cosign(self.head, self.signer, int(time.time())),
            "asks": [],
        }
        return made | changes

    def take_in(self, page: dict[str, Any]) -> None:
        """Believe a page of the office's."""
        self.head = page["checkpoint"]
        numbers = [_number(entry.encode()) for _, entry in page["entries"]]
        self.seen = max([self.seen, *numbers])


def open_office(node: Node) -> Office:
    """The office of the chief."""
    return Office(Workbench(node, "chief", shared=True))


def take_in(office: Office, other: OtherLog | Partner, page: dict[str, Any]) -> None:
    """Let the office take in a page of another log's."""
    partner = other.partner if isinstance(other, OtherLog) else other
    with TemporaryDirectory() as folder:
        path = Path(folder, "record.json")
        path.write_text(json.dumps(page), "utf-8")
        record.take_in(office, partner, path)


def package(letter: str = "") -> str:
    """The id of a package, like no other."""
    return f"{next(_names):x}{letter}".rjust(64, "0")


def note_act(
    office: Office, origin: str, act: str, package: str, *, incoming: bool = False, **more: Any
) -> None:
    """Keep in the office's node that something was done with a package."""
    row = PackageRow(package, incoming, origin, more.pop("kind", "evidence"), None, 0, {})
    office.packages.record(Passing(row, (Act(act, {}, more),)))


def _number(entry: bytes) -> int:
    found = json.loads(entry)
    return int(found["what"]["number"]) if found["kind"] == "exchange" else 0
