"""The partners of a node: whose cards a person confirmed, and whose keys are trusted."""

from typing import NamedTuple

from comity.exchange.card import Card, load
from comity.model import ComityError
from comity.store import Event, Packages, PartnerRow

TRUSTED, REVOKED = "trusted", "revoked"


class Partner(NamedTuple):
    """A partner: what it is called here, its newest card, and whether it is trusted."""

    name: str
    card: Card
    state: str
    added_by: str
    added_at: str


class Confirm(ComityError):
    """A person must compare the fingerprint first."""


def partners(packages: Packages) -> list[Partner]:
    """Return the partners, by the name that they have here."""
    return [_partner(row) for row in packages.partners()]


def partner(packages: Packages, name: str) -> Partner:
    """Return a partner by its name, its agency's name or its origin.

    Raises:
        ComityError: there is none.
    """
    known = partners(packages)
    for one in known:
        if name in (one.name, one.card.agency, one.card.origin):
            return one
    listed = ", ".join(p.name for p in known) or "none yet"
    raise ComityError(
        f"There is no partner {name!r} (partners: {listed}). "
        "Add one with: comity partner add CARD.json"
    )


def add(packages: Packages, text: str, *, name: str, fingerprint: str, own: Card) -> Partner:
    """Take a partner's card, and return the partner.

    The first card of a partner, and one that the key of the last card did not sign, is taken only
    if ``fingerprint`` is its own: a person compared it by another way.

    Raises:
        Confirm: the fingerprint is not given.
        ComityError: the card is damaged, old, not the partner's, or another's fingerprint is given.
    """
    card = load(text)
    known = next((p for p in partners(packages) if p.card.origin == card.origin), None)
    _check_names(packages, card, known, own)
    if known and card.serial <= known.card.serial:
        if card == known.card and known.state == TRUSTED:
            return known
        raise ComityError(
            f"{known.name} has the card number {known.card.serial} here, and this one has "
            f"{card.serial}: ask the partner for the newest."
        )
    followed = known is not None and known.state == TRUSTED and _follows(card, known.card)
    if not followed:
        _confirm(card, fingerprint)
    row = PartnerRow(known.name if known else _free(packages, name, card), card.dump(), TRUSTED)
    packages.add_partner(row, _logged(row.name, card, TRUSTED))
    return partner(packages, row.name)


def revoke(packages: Packages, name: str) -> Partner:
    """Trust a partner no more: nothing is sent to it, and nothing of it is taken in."""
    found = partner(packages, name)
    row = PartnerRow(found.name, found.card.dump(), REVOKED)
    packages.add_partner(row, _logged(found.name, found.card, REVOKED))
    return partner(packages, name)


def verifiers(packages: Packages, origin: str) -> list[str]:
    """Return the keys that may have signed a partner's packages: of its last two cards.

    The card before still counts, as a package may have been under way when the key changed,
    unless a card since has revoked its key. A partner that is not trusted has none.
    """
    found = next((p for p in partners(packages) if p.card.origin == origin), None)
    if found is None or found.state != TRUSTED:
        return []
    cards = [load(row.card) for row in packages.cards(found.name)]
    keys = dict.fromkeys(card.sign for card in cards)
    return [key for key in list(keys)[:2] if key not in found.card.revoked]


def all_verifiers(packages: Packages, origin: str) -> list[str]:
    """Return every key that ever signed for a partner: for what came when it was good."""
    return [load(row.card).sign for row in packages.cards(partner(packages, origin).name)]


def revoked(packages: Packages, origin: str) -> list[str]:
    """Return the keys of a partner that must no longer be trusted: revoked, or the partner is."""
    found = next((p for p in partners(packages) if p.card.origin == origin), None)
    if found is None:
        return []
    keys = {load(row.card).sign for row in packages.cards(found.name)}
    return sorted({*found.card.revoked, *(keys - set(verifiers(packages, origin)))})


def _partner(row: PartnerRow) -> Partner:
    return Partner(row.name, load(row.card), row.state, row.added_by, row.added_at)


def _follows(card: Card, before: Card) -> bool:
    """Return whether the key of the card before vouches for a card."""
    return before.sign not in card.revoked and card.is_signed_by(before.sign)


def _check_names(packages: Packages, card: Card, known: Partner | None, own: Card) -> None:
    if card.origin == own.origin or card.agency == own.agency:
        raise ComityError("That is this node's own card, or one of the same name.")
    for other in partners(packages):
        if other != known and other.card.agency == card.agency:
            raise ComityError(f"{other.name} has the agency's name {card.agency!r} already.")
    if known and known.card.agency != card.agency:
        raise ComityError(
            f"{known.name} was {known.card.agency!r} and would become {card.agency!r}: what it "
            "gave stands under the old name. Revoke it first if that is meant."
        )


def _confirm(card: Card, fingerprint: str) -> None:
    given = "".join(fingerprint.split()).lower()
    if given == card.fingerprint.replace(" ", ""):
        return
    if given:
        raise ComityError("That is another fingerprint: this card is not the one that was meant.")
    raise Confirm(
        f"Ask {card.agency} by another way, such as the telephone, to read you the fingerprint of "
        f"its card. This card's is: {card.fingerprint}"
    )


def _free(packages: Packages, name: str, card: Card) -> str:
    taken = {p.name for p in partners(packages)}
    slug = card.origin.rsplit("/", 1)[-1]
    wanted = [name] if name else [card.jurisdiction, slug]
    for candidate in wanted:
        if candidate not in taken:
            return candidate
    raise ComityError(f"The name {wanted[0]!r} is taken: choose another with --name.")


def _logged(name: str, card: Card, state: str) -> dict[str, object]:
    return {
        "partner": name,
        "agency": card.agency,
        "origin": card.origin,
        "serial": card.serial,
        "fingerprint": card.fingerprint,
        "state": state,
    }


def rotated(card: Card, *, lost: bool) -> Event:
    """Return what the log says when a node's own keys were changed."""
    return Event("keys", None, {"lost": lost, **_logged("own", card, TRUSTED)})
