"""Partners to measure with."""

import pyrage

from comity import audit
from comity.exchange import Card, Desk


def card_of(agency: str, jurisdiction: str) -> Card:
    """Return the card of an agency that has no node."""
    origin = f"comity/{agency.lower().replace(' ', '-')}"
    signer, verifier = audit.generate_key(f"{origin}/packages")
    seal = str(pyrage.x25519.Identity.generate().to_public())
    log = audit.generate_key(origin)[1]
    return Card(agency, jurisdiction, origin, 1, log, verifier, (seal,)).signed(signer)


def befriend(desk: Desk, card: Card, name: str) -> None:
    """Have a desk take a card, its fingerprint confirmed."""
    desk.add_partner(card.dump(), name=name, fingerprint=card.fingerprint)
