"""Proofs as texts (C2SP tlog-proof), with the cases of transparency-dev's own tests."""

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit import LogProof, inclusion, leaf_hash, load_proof, root
from comity.model import ComityError

ONE, TWO = sha256(b"hash1").digest(), sha256(b"hash2").digest()
HEADER = "c2sp.org/tlog-proof@v1\n"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


# github.com/transparency-dev/formats, proof/tlog_proof_test.go
@pytest.mark.parametrize(
    ("proof", "text"),
    [
        (
            LogProof(5, (ONE, TWO), "test checkpoint\n"),
            f"{HEADER}index 5\n{b64(ONE)}\n{b64(TWO)}\n\ntest checkpoint\n",
        ),
        (
            LogProof(10, (ONE,), "checkpoint data\n", b"extra information"),
            f"{HEADER}extra {b64(b'extra information')}\nindex 10\n{b64(ONE)}\n\ncheckpoint data\n",
        ),
        (LogProof(0, (), "checkpoint\n"), f"{HEADER}index 0\n\ncheckpoint\n"),
    ],
)
def test_known_proofs(proof: LogProof, text: str) -> None:
    assert proof.dump() == text
    assert load_proof(text) == proof


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEADER,
        "wrong-header\nindex 0\n\ncheckpoint\n",
        f"{HEADER}\n\ncheckpoint\n",
        f"{HEADER}index notanumber\n\ncheckpoint\n",
        f"{HEADER}index -5\n\ncheckpoint\n",
        f"{HEADER}index 05\n\ncheckpoint\n",
        f"{HEADER}index ٥\n\ncheckpoint\n",
        f"{HEADER}index {'9' * 5000}\n\ncheckpoint\n",
        f"{HEADER}5\n\ncheckpoint\n",
        f"{HEADER}index 0\n!!notbase64!!\n\ncheckpoint\n",
        f"{HEADER}extra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        f"{HEADER}index 0\n{b64(bytes(64))}\n\ncheckpoint\n",
        f"{HEADER}index 0\n" + f"{b64(ONE)}\n" * 65 + "\ncheckpoint\n",
        f"{HEADER}index 0\n\n",
        f"{HEADER}index 0\n",
    ],
)
def test_damaged_proofs(text: str) -> None:
    with pytest.raises(ComityError, match="no proof"):
        load_proof(text)


@given(st.integers(1, 60), st.data())
def test_round_trip_and_check(size: int, data: st.DataObject) -> None:
    entries = [b"%d" % n for n in range(size)]
    leaves = [leaf_hash(entry) for entry in entries]
    index = data.draw(st.integers(0, size - 1))
    made = LogProof(index, tuple(inclusion(leaves, index)), "c\n", data.draw(st.binary()))
    found = load_proof(made.dump())
    assert found == made
    assert found.holds(entries[index], size, root(leaves))
    assert not found.holds(b"another", size, root(leaves))
