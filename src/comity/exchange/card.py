"""A card: how an agency makes itself known to another, with its public keys.

A card is a JSON file that a person can read. It is signed with the package key that it names, and
a later card (``serial``) of the same agency also with the key of the card before: so keys can be
changed without meeting again. What makes the first card trustworthy is that two people compare
its fingerprint by another way than the one on which the card came.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import rfc8785

from comity import audit
from comity.model import ComityError

FORMAT = "comity-card/1"
_MOST = 100_000  # bytes: a card is small, and what comes is not trusted


class Card(NamedTuple):
    """An agency's card.

    Attributes:
        agency: the agency's name, as it stands in the handling of what it gives.
        jurisdiction: whose law it obeys, as ``us``.
        origin: the name of its log (C2SP), which tells its node from all others.
        serial: 1 for the first card; a card replaces those with a lower one.
        log: public key that signs its log's checkpoints, in the form of C2SP signed notes.
        sign: public key that signs its packages, in the same form.
        seal: age recipients to which its packages are encrypted, the newest first.
        address: where its node can be reached, or empty.
        revoked: public keys that must no longer be trusted, whatever they sign.
        signatures: signatures of all this, by the key ``sign`` and by that of the card before.
    """

    agency: str
    jurisdiction: str
    origin: str
    serial: int
    log: str
    sign: str
    seal: tuple[str, ...]
    address: str = ""
    revoked: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The card's SHA-256 without its signatures, as people compare it: groups of 4."""
        digest = sha256(_signed(self).encode()).hexdigest()[:40]
        return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))

    def signed(self, *signers: str) -> "Card":
        """Return the card with signatures by private keys (C2SP signed notes)."""
        notes = (audit.sign_note(_signed(self), signer) for signer in signers)
        return self._replace(signatures=tuple(note.rsplit("\n\n", 1)[1] for note in notes))

    def is_signed_by(self, verifier: str) -> bool:
        """Return whether one of the signatures is by that public key, and holds."""
        for signature in self.signatures:
            try:
                audit.verify_note(f"{_signed(self)}\n{signature}", verifier)
            except ComityError:
                continue
            return True
        return False

    def dump(self) -> str:
        """Return the card as the text of a file."""
        fields = {"format": FORMAT, **self._asdict()}
        return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"


@lru_cache(maxsize=256)
def load(text: str) -> Card:
    """Return the card in a file's text; its own signature holds.

    Raises:
        ComityError: it is no card, of a newer format, or not signed by the key that it names.
    """
    try:
        found = json.loads(text) if len(text) <= _MOST else None
        if not isinstance(found, dict) or not str(found.get("format", "")).startswith(
            "comity-card"
        ):
            raise ValueError
    except ValueError:
        raise ComityError("That is no card. Ask the partner for: comity partner card") from None
    if found.pop("format") != FORMAT:
        raise ComityError("The card is of a newer format: update Comity to read it.")
    card = _card(found)
    if not card.is_signed_by(card.sign):
        raise ComityError("The card's signature does not hold: it was changed since it was made.")
    return card


def _card(found: Mapping[str, Any]) -> Card:
    lists = {"seal", "revoked", "signatures"}
    texts = {"agency", "jurisdiction", "origin", "log", "sign", "address"}
    good = (
        set(found) == set(Card._fields)
        and type(found["serial"]) is int
        and found["serial"] > 0
        and all(isinstance(found[name], str) for name in texts)
        and all(isinstance(found[name], list) for name in lists)
        and all(isinstance(x, str) for name in lists for x in found[name])
        and all(found[name].isprintable() for name in texts)
        and all((found["agency"].strip(), found["origin"], found["seal"]))
        and ";" not in found["agency"]
    )
    if not good:
        raise ComityError("The card is damaged: ask the partner for a new one.")
    fields: Any = {k: tuple(v) if k in lists else v for k, v in found.items()}
    return Card(**fields)


def _signed(card: Card) -> str:
    """Return what is signed: the card's RFC 8785 form without the signatures, and a line break."""
    fields: Any = {"format": FORMAT, **card._asdict()}
    del fields["signatures"]
    plain = {k: list(v) if isinstance(v, tuple) else v for k, v in fields.items()}
    return rfc8785.dumps(plain).decode() + "\n"
