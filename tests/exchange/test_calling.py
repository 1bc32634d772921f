"""A call shows who makes it, to whom and for what; nobody can use it for anything else."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit import generate_key, sign_note
from comity.exchange.calling import NO_BODY, SCHEME, WINDOW, Call, NotAllowed, Signed, sign

HERE = ("comity/cn", "PATCH", "/exchange/uploads/ab?offset=5")
BODY = sha256(b"block").hexdigest()
CALL = Call("comity/us", *HERE, BODY)
SIGNER, VERIFIER = generate_key("comity/us/packages")
OTHER, OTHER_VERIFIER = generate_key("comity/us/packages")
UNKNOWN = "not signed by the node of a partner that is trusted"


def trusted(origin: str) -> Sequence[str]:
    return [OTHER_VERIFIER[:-4] + "AAAA", VERIFIER] if origin == "comity/us" else []


def test_a_call_is_taken_as_it_was_signed() -> None:
    found = Signed(sign(CALL, SIGNER)).check(HERE, trusted)
    assert found == CALL and found.body == BODY
    assert Signed(sign(CALL._replace(body=NO_BODY), SIGNER)).check(HERE, trusted).body == NO_BODY


@pytest.mark.parametrize(
    "here",
    [
        ("comity/eu", *HERE[1:]),
        (HERE[0], "POST", HERE[2]),
        (*HERE[:2], "/exchange/uploads/ab?offset=6"),
        (*HERE[:2], "/exchange/uploads/ab"),
        (*HERE[:2], HERE[2] + "\n"),
    ],
)
def test_it_is_good_for_nothing_else(here: tuple[str, str, str]) -> None:
    with pytest.raises(NotAllowed, match="signed for something else"):
        Signed(sign(CALL, SIGNER)).check(here, trusted)


def test_it_is_good_for_five_minutes() -> None:
    header, now = sign(CALL, SIGNER), datetime.now(UTC)
    for late in (WINDOW - timedelta(seconds=2), timedelta(0), -WINDOW + timedelta(seconds=2)):
        assert Signed(header).check(HERE, trusted, now + late)
    for late in (WINDOW + timedelta(seconds=2), timedelta(days=900), -WINDOW - timedelta(hours=1)):
        with pytest.raises(NotAllowed, match="clocks"):
            Signed(header).check(HERE, trusted, now + late)


def test_who_is_no_partner_is_told_no_more_than_that() -> None:
    strangers = (
        sign(CALL, OTHER),  # in a partner's name
        sign(CALL._replace(sender="comity/nobody"), SIGNER),
        sign(CALL._replace(sender="comity/nobody", recipient="comity/eu"), OTHER),
        sign(CALL, SIGNER)[:-8],
        "",
        "Comity",
        "Bearer x",
    )
    said = set()
    for header in strangers:
        with pytest.raises(NotAllowed) as error:
            Signed(header).check((*HERE[:2], "/other"), trusted, datetime(1999, 1, 1, tzinfo=UTC))
        said.add(str(error.value))
    assert len(said) == 1 and UNKNOWN in said.pop()


def test_a_partner_that_is_revoked_has_no_keys() -> None:
    with pytest.raises(NotAllowed, match=UNKNOWN):
        Signed(sign(CALL, SIGNER)).check(HERE, lambda _: [])


def _header(text: str) -> str:
    return f"{SCHEME} {base64.b64encode(sign_note(text, SIGNER).encode()).decode()}"


LINES = ("comity.call/v1", *CALL, datetime.now(UTC).isoformat())


@pytest.mark.parametrize(
    "lines",
    [
        LINES[:-1],
        (*LINES, "more"),
        ("comity.call/v2", *LINES[1:]),
        (*LINES[:-1], "2026-01-01T00:00:00"),
        (*LINES[:-1], "tomorrow"),
        (*LINES[:-1], ""),
        (*LINES[:5], "x" * 5000, LINES[-1]),
    ],
)
def test_a_note_of_another_form_is_no_call(lines: Sequence[str]) -> None:
    with pytest.raises(NotAllowed, match=UNKNOWN):
        Signed(_header("\n".join(lines) + "\n")).check(HERE, trusted)


@given(st.one_of(st.text(), st.text().map(lambda t: f"Comity {t}"), st.binary().map(
    lambda data: f"Comity {base64.b64encode(data).decode()}")))  # fmt: skip
def test_junk_is_no_call(header: str) -> None:
    with pytest.raises(NotAllowed, match=UNKNOWN):
        Signed(header).check(HERE, trusted)


@given(st.integers(0, 2000), st.integers(1, 255))
def test_no_byte_of_it_can_be_changed(at: int, by: int) -> None:
    note = bytearray(base64.b64decode(sign(CALL, SIGNER).split(" ")[1]))
    note[at % len(note)] ^= by
    header = f"{SCHEME} {base64.b64encode(bytes(note)).decode()}"
    with pytest.raises(NotAllowed):
        Signed(header).check(HERE, trusted)
