"""An agency's office for exchange: its node, who acts, its keys, its packages."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from comity.case import Workbench
from comity.exchange.card import Card
from comity.exchange.keys import Keys
from comity.exchange.partners import Partner, partner, revoked, verifiers
from comity.model import ComityError
from comity.store import Node, PackageRow, Packages, Session


class Office:
    """What every part of the exchange needs: one node, opened by one reader."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.node: Node = bench.node
        self.session: Session = bench.session
        self.packages = Packages(bench.session, bench.node.agency)

    @property
    def origin(self) -> str:
        """The name of the node's log, which tells it from all others."""
        return self.node.origin

    @cached_property
    def keys(self) -> Keys:
        """The node's keys for exchange."""
        return Keys.of(self.node.home, self.origin)

    @property
    def card(self) -> Card:
        """The node's own card, signed with its present key and, if it has one, the one before."""
        keys = self.keys
        blank = Card(
            self.node.agency, self.node.jurisdiction, self.origin, keys.serial,
            self.node.verifier, "", keys.recipients[:1], keys.address, keys.revoked,
        )  # fmt: skip
        return blank._replace(sign=keys.verifier).signed(*keys.signers)

    def partner(self, name: str) -> Partner:
        """Return a partner that is trusted.

        Raises:
            ComityError: there is none of that name, or it is trusted no more.
        """
        found = partner(self.packages, name)
        if found.state != "trusted":
            raise ComityError(f"{found.name} is revoked: nothing is sent to it or taken from it.")
        return found

    def verifiers(self, origin: str) -> list[str]:
        """Return the keys that may have signed the packages of a partner."""
        return verifiers(self.packages, origin)

    def revoked(self, origin: str) -> list[str]:
        """Return the keys of a partner that must no longer be trusted."""
        return revoked(self.packages, origin)

    def path(self, package: PackageRow) -> Path:
        """Return where the sealed file of a package stands."""
        return self.folder(incoming=package.incoming) / f"{package.id}.age"

    def folder(self, *, incoming: bool) -> Path:
        """Return the inbox or the outbox, which hold sealed files only."""
        found = self.node.home / ("inbox" if incoming else "outbox")
        found.mkdir(mode=0o700, exist_ok=True)
        return found

    @contextmanager
    def working(self) -> Iterator[None]:
        """Keep every process from tidying up until the block ends: a file comes before its row."""
        with (self.node.home / ".working").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            yield

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Tell whether no process is at work, and have none begin until the block ends."""
        with (self.node.home / ".working").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
