"""What a node keeps secret for the overlaps with one partner, and for how long it keeps it.

With an answering key the partner may hold on to what was answered, so that only new identifiers
cost time; and as long as the key lives, the partner can tell for each identifier that it has ever
asked for whether it is in a set that is sent to it later. So a key has an end, and a new one
begins afresh.
"""

import json
import secrets
from datetime import date, timedelta
from hashlib import blake2b
from typing import NamedTuple

from comity.exchange.overlap import intersection
from comity.model import ComityError

LIFE = 180
"""Days for which a key answers."""
GRACE = 30
"""Days for which it still answers questions that were under way when its life ended."""


class Key(NamedTuple):
    """An answering key: the secret number in hex, and the ISO date until which it is offered."""

    number: str
    until: str

    def __repr__(self) -> str:
        return f"Key(until={self.until!r})"  # a secret has no place in a log

    @property
    def public(self) -> str:
        """Its public key in hex: the name by which both sides call it."""
        return intersection.public(bytes.fromhex(self.number))


class Secret(NamedTuple):
    """A node's secret for one partner.

    Attributes:
        root: 32 random bytes in hex, from which what is needed once is derived.
        keys: answering keys, the newest first.
    """

    root: str
    keys: tuple[Key, ...]

    def __repr__(self) -> str:
        return f"Secret(keys={self.keys!r})"

    def part(self, name: str) -> bytes:
        """Return 32 bytes that follow from the root, for one use."""
        root = bytes.fromhex(self.root)
        one_use = blake2b(name.encode(), key=root, digest_size=32, person=b"comity-overlap/1")
        return one_use.digest()

    def current(self, today: str, life: int = LIFE) -> "Secret":
        """Return the secret with a key that answers today: the same, or one with a new key.

        Keys whose grace is over are left out. Save what this returns before it is used.
        """
        kept = tuple(key for key in self.keys if today <= _later(key.until, GRACE))
        new = () if kept and today <= kept[0].until else (_new_key(today, life),)
        return self._replace(keys=(*new, *kept))

    def renewed(self, today: str, life: int = LIFE) -> "Secret":
        """Return the secret with a new key alone, as is right when somebody may have read the old.

        The partner then asks from the beginning.
        """
        return self._replace(keys=(_new_key(today, life),))

    def key(self, public: str) -> Key | None:
        """Return the key of that name, or None where it is not kept; no name means the newest."""
        return next((key for key in self.keys if public in ("", key.public)), None)

    def blind(self, nonce: str) -> bytes:
        """Return the key that blinds the ask with this nonce, and no other."""
        return intersection.derived_key(bytes.fromhex(self.root), nonce.encode())

    def salt(self, step: str, nonce: str) -> bytes:
        """Return what opens the commitment of an own ``ask`` or ``reply``."""
        return self.part(f"salt {step} {nonce}")

    def dump(self) -> str:
        """Return the secret as the text of a private file."""
        return json.dumps({"root": self.root, "keys": [list(key) for key in self.keys]}) + "\n"


def new_secret(today: str, life: int = LIFE) -> Secret:
    """Return a new secret, whose first key answers for ``life`` days from ``today`` (ISO date)."""
    return Secret(secrets.token_hex(32), (_new_key(today, life),))


def load_secret(text: str) -> Secret:
    """Return the secret in a private file.

    Raises:
        ComityError: the file is damaged.
    """
    try:
        found = json.loads(text)
        secret = Secret(found["root"], tuple(Key(*key) for key in found["keys"]))
        if not _is_whole(secret):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise ComityError(
            "The secret for overlaps with this partner is damaged: restore it from a backup, or "
            "delete it to begin afresh."
        ) from None
    return secret


def _is_whole(secret: Secret) -> bool:
    """Return whether all of it is what it must be.

    Raises:
        ValueError, TypeError: something is not.
    """
    days = [date.fromisoformat(key.until) for key in secret.keys]
    names = [key.public for key in secret.keys]
    return len(bytes.fromhex(secret.root)) == 32 and len(days) == len(names) > 0


def _new_key(today: str, life: int) -> Key:
    return Key(intersection.new_key().hex(), _later(today, life))


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()
