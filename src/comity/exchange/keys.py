"""The node's own keys for exchange: what signs its packages, and what opens those it is sent."""

import json
from pathlib import Path
from typing import NamedTuple, Self

import pyrage

from comity import audit
from comity.model import ComityError
from comity.store import write_private

_FILE = "exchange.json"
_UNDER_WAY = 4  # age identities to which packages that come may be sealed


class Keys(NamedTuple):
    """The node's private keys, the newest first.

    Attributes:
        serial: the card's number; each change of the keys makes the next card.
        signers: C2SP note signers; all but the first are out of use and sign only the next card.
        seals: age X25519 identities; the older ones still open what came while they were in use.
        revoked: public keys that were lost or stolen.
        address: where the node can be reached, or empty.
    """

    serial: int
    signers: tuple[str, ...]
    seals: tuple[str, ...]
    revoked: tuple[str, ...] = ()
    address: str = ""

    @classmethod
    def of(cls, home: Path, origin: str) -> Self:
        """Return the keys in a node's folder, making them if there are none yet.

        Raises:
            ComityError: the file is damaged.
        """
        path = home / _FILE
        if not path.exists():
            made = cls(1, (_signer(origin),), (_seal(),))
            made.save(home)
            return made
        try:
            found = json.loads(path.read_text("utf-8"))
            lists = {k: tuple(found[k]) for k in ("signers", "seals", "revoked")}
            return cls(**(found | lists))
        except (ValueError, TypeError, KeyError):
            raise ComityError(f"{path} is damaged: restore it from a backup.") from None

    def save(self, home: Path) -> None:
        """Write the keys, for the node's user alone, whole or not at all."""
        write_private(home / _FILE, json.dumps(self._asdict(), indent=2))

    def rotated(self, origin: str, *, lost: bool) -> Self:
        """Return new keys; ``lost`` revokes the old ones: nothing new is taken in by them."""
        gone = (self.verifier, *self.recipients) if lost else ()
        return self._replace(
            serial=self.serial + 1,
            signers=(_signer(origin), *self.signers[: 0 if lost else 1]),
            seals=(_seal(), *self.seals),
            revoked=tuple(dict.fromkeys((*self.revoked, *gone))),
        )

    @property
    def signer(self) -> str:
        """What signs packages now."""
        return self.signers[0]

    @property
    def verifier(self) -> str:
        """The public key that belongs to ``signer``."""
        return audit.verifier_of(self.signer)

    @property
    def incoming(self) -> tuple[str, ...]:
        """The identities that open what comes now; the others open only what has come."""
        known = zip(self.seals, self.recipients, strict=True)
        return tuple(seal for seal, key in known if key not in self.revoked)[:_UNDER_WAY]

    @property
    def recipients(self) -> tuple[str, ...]:
        """The public keys to which packages for this node are sealed, the newest first."""
        return tuple(str(pyrage.x25519.Identity.from_str(s).to_public()) for s in self.seals)


def _signer(origin: str) -> str:
    return audit.generate_key(f"{origin}/packages")[0]


def _seal() -> str:
    return str(pyrage.x25519.Identity.generate())
