"""Signed notes against the examples of golang.org/x/mod/sumdb/note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit import generate_key, note
from comity.model import ComityError

SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
OTHER_VERIFIER = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
    "KvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
OTHER_SIGNATURE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01"
    "oOTGwnWLox33WWd1RvMc+QQ=\n"
)
NOTE = f"{TEXT}\n{SIGNATURE}"


def test_known_signature() -> None:
    assert note.sign(TEXT, SIGNER) == NOTE
    assert note.verify(NOTE, VERIFIER) == TEXT


@pytest.mark.parametrize("verifier", [VERIFIER, OTHER_VERIFIER])
@pytest.mark.parametrize("signatures", [SIGNATURE + OTHER_SIGNATURE, OTHER_SIGNATURE + SIGNATURE])
def test_each_of_two_signatures_is_found(verifier: str, signatures: str) -> None:
    assert note.verify(f"{TEXT}\n{signatures}", verifier) == TEXT


def test_a_signature_of_somebody_else_does_not_count() -> None:
    with pytest.raises(ComityError, match="no good signature by EnochRoot"):
        note.verify(NOTE, OTHER_VERIFIER)


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + SIGNATURE,
        NOTE[:-1],
        NOTE + "\n",
        NOTE + "Unexpected line.\n",
        "\x01" + NOTE,
        NOTE.replace("— ", "- "),
        NOTE.replace("— PeterNeumann", "— Peter Neumann"),
        f"{TEXT}\n" + SIGNATURE[:60] + "ABCD" + SIGNATURE[60:],
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        f"{TEXT}\n— PeterNeumann \n",
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("problem", "\udc80roblem"),
    ],
)
def test_damaged_notes(damaged: str) -> None:
    with pytest.raises(ComityError):
        note.verify(damaged, VERIFIER)


def test_no_bit_of_a_note_can_be_changed() -> None:
    for bit in range(len(NOTE.encode()) * 8):
        data = bytearray(NOTE.encode())
        data[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ComityError):
            note.verify(data.decode("utf-8", "surrogateescape"), VERIFIER)


def damages(key: str) -> list[str]:
    """Every part of a key, and the key with each of its characters replaced by the next."""
    ends = range(len(key) + 1)
    parts = {key[i:j] for i in ends for j in ends if i <= j} - {key}
    changed = {key[:i] + chr(ord(c) + 1) + key[i + 1 :] for i, c in enumerate(key)}
    return sorted(parts | changed)


def test_damaged_public_keys() -> None:
    for key in [
        *damages(VERIFIER),
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        VERIFIER.replace("c74f20a3", "C74F20A3"),
        VERIFIER.replace("c74f20a3", "c7 4f20a3"),
        VERIFIER.replace("c74f20a3", "not hex!"),
    ]:
        with pytest.raises(ComityError):
            note.verify(NOTE, key)


def test_damaged_private_keys_name_the_file_to_restore() -> None:
    for key in damages(SIGNER):
        with pytest.raises(ComityError, match="restore the file"):
            note.sign(TEXT, key)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))))
def test_round_trip_of_any_text(lines: list[str]) -> None:
    signer, verifier = generate_key("comity/agència-x")
    text = "".join(line + "\n" for line in lines) or "\n"
    assert note.verify(note.sign(text, signer), verifier) == text


def test_two_keys_of_one_name_are_not_taken_for_each_other() -> None:
    signer, _ = generate_key("comity/a")
    _, other = generate_key("comity/a")
    with pytest.raises(ComityError, match="no good signature"):
        note.verify(note.sign(TEXT, signer), other)
