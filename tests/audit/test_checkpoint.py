"""Checkpoints in the form of C2SP tlog-checkpoint, and the entries that they cover."""

import base64

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from comity.audit import (
    Checkpoint,
    Entry,
    generate_key,
    leaf_hash,
    note,
    sign_checkpoint,
    verify_checkpoint,
)
from comity.model import ComityError

SIGNER, VERIFIER = generate_key("comity/test")
ROOT = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
GOOD = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_the_text_is_that_of_the_specification() -> None:
    signed = sign_checkpoint(Checkpoint("example.com/behind-the-sofa", 20852163, ROOT), SIGNER)
    assert note.verify(signed, VERIFIER) == GOOD


@given(st.integers(0, 2**62), st.binary(min_size=32, max_size=32))
def test_round_trip(size: int, root: bytes) -> None:
    checkpoint = Checkpoint("comity/test", size, root)
    assert verify_checkpoint(sign_checkpoint(checkpoint, SIGNER), VERIFIER) == checkpoint


def test_further_lines_are_let_through() -> None:
    """The specification allows extension lines."""
    found = verify_checkpoint(note.sign(GOOD + "extension\n", SIGNER), VERIFIER)
    assert found == Checkpoint("example.com/behind-the-sofa", 20852163, ROOT)


@pytest.mark.parametrize(
    "text",
    [
        "hello\n",
        "\n\n\n",
        GOOD.removeprefix("example.com/behind-the-sofa"),
        GOOD.replace("20852163", "020852163"),
        GOOD.replace("20852163", "+20852163"),
        GOOD.replace("20852163", "-20852163"),
        GOOD.replace("20852163", "20_852_163"),
        GOOD.replace("20852163", " 20852163"),
        GOOD.replace("20852163", "٢٠"),
        GOOD.replace("20852163", ""),
        GOOD.replace("CsUY", "CsU!"),
        GOOD.replace("CsUY", ""),
        "x\n1\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused_although_signed(text: str) -> None:
    with pytest.raises(ComityError, match="no checkpoint"):
        verify_checkpoint(note.sign(text, SIGNER), VERIFIER)


def test_an_entry_is_canonical_json() -> None:
    one = Entry("add", "2026-01-02T03:04:05.678Z", "ann", "x", {"b": "石", "a": [1, None]}, "00")
    same = one._replace(what={"a": [1, None], "b": "石"})
    assert one.to_bytes() == same.to_bytes()
    assert one.to_bytes() == rfc8785.dumps(dict(one._asdict()))
    assert one.to_bytes().startswith(b'{"at":"2026-01-02T03:04:05.678Z","author":"ann","case":"x"')


def test_the_hash_of_an_entry_cannot_be_guessed_from_its_content() -> None:
    """The hashes are shown to readers and partners who may not know what they stand for."""
    entry = Entry("read", "2026-01-02T03:04:05.678Z", "ann", "x", {"document": "d"})
    hashes = {leaf_hash(entry._replace(nonce=n).to_bytes()) for n in ("", "00", "01")}
    assert len(hashes) == 3
