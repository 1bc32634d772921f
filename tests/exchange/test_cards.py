"""Cards: read by people, signed, and refused where anything about them is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.making import Agency

from comity import audit
from comity.exchange.card import FORMAT, Card, load
from comity.model import ComityError

SIGNER, VERIFIER = audit.generate_key("comity/hebei/packages")
CARD = Card("Hebei desk", "cn", "comity/hebei", 1, "log", VERIFIER, ("age1",)).signed(SIGNER)
OTHER: dict[str, Any] = {
    "agency": "Somebody else", "jurisdiction": "us", "origin": "comity/other", "serial": 2,
    "log": "another", "seal": ["age2"], "address": "https://example.org", "revoked": ["x"],
}  # fmt: skip


def changed(**fields: Any) -> str:
    return json.dumps({**json.loads(CARD.dump()), **fields})


def test_a_card_comes_back_as_it_was() -> None:
    found = load(CARD.dump())
    assert found == CARD
    assert found.fingerprint == CARD.fingerprint
    assert len(found.fingerprint.split()) == 10


@pytest.mark.parametrize("field", OTHER)
def test_what_is_signed_is_all_of_it(field: str) -> None:
    with pytest.raises(ComityError, match="signature does not hold"):
        load(changed(**{field: OTHER[field]}))
    other = load(CARD.dump())._replace(**{field: OTHER[field]})
    assert other.fingerprint != CARD.fingerprint


def test_a_signature_by_another_key() -> None:
    other = audit.generate_key("comity/hebei/packages")[0]
    with pytest.raises(ComityError, match="signature does not hold"):
        load(CARD.signed(other).dump())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no card"),
        ("{}", "no card"),
        ("[]", "no card"),
        ("null", "no card"),
        ("{" * 5000, "no card"),
        (" " * 200_000, "no card"),
        (changed(format="comity-card/2"), "newer format"),
        (changed(format=7), "no card"),
        (changed(serial="1"), "damaged"),
        (changed(serial=True), "damaged"),
        (changed(serial=0), "damaged"),
        (changed(agency=""), "damaged"),
        (changed(agency="A; B"), "damaged"),
        (changed(agency="A\nB"), "damaged"),
        (changed(seal=[]), "damaged"),
        (changed(seal="age1"), "damaged"),
        (changed(signatures=[]), "signature"),
        (changed(more=1), "damaged"),
        (changed(sign="none"), "signature"),
    ],
)
def test_what_is_no_card(text: str, told: str) -> None:
    with pytest.raises(ComityError, match=told):
        load(text)


@given(at=st.integers(0, len(CARD.dump()) - 1), to=st.characters(codec="utf-8"))
def test_any_change_is_told(at: int, to: str) -> None:
    """Whatever is changed, the card is the same one, or none."""
    text = CARD.dump()
    try:
        found = load(text[:at] + to + text[at + 1 :])
    except ComityError:
        return
    assert found.fingerprint == CARD.fingerprint


def test_a_node_s_card_is_its_own(two: list[Agency]) -> None:
    us, cn = two
    card = us.desk.card
    assert (card.agency, card.jurisdiction) == ("DEA", "us")
    assert load(card.dump()) == card
    assert card.origin != cn.desk.card.origin
    assert json.loads(card.dump())["format"] == FORMAT
    private = (us.home / "exchange.json").read_text("utf-8")
    assert not set(json.loads(private)["signers"]) & set(card.dump().split('"'))
    assert (us.home / "exchange.json").stat().st_mode & 0o077 == 0
