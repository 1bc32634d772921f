"""Cosignatures against a checkpoint of a public log that public witnesses cosigned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.audit import (
    Checkpoint,
    cosign,
    cosigner_of,
    generate_key,
    note,
    sign_checkpoint,
    verify_checkpoint,
    verify_cosignature,
)
from comity.model import ComityError

# A checkpoint of the public certificate log arche2025h1 (staging), with the signatures of the log
# and the cosignatures of witnesses, as the tests of the witness remora publish it (2026).
WITNESSED = """arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
"""  # noqa: E501
LOG = (
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
)
WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"

SIGNER, VERIFIER = generate_key("comity/log")
ONE, ONE_KEY = generate_key("comity/one")
TWO, TWO_KEY = generate_key("comity/two")
SIGNED = sign_checkpoint(Checkpoint("comity/log", 7, bytes(32)), SIGNER)


def test_a_public_witness_s_cosignature() -> None:
    assert verify_checkpoint(WITNESSED, LOG).size == 1432088532
    cosigned = verify_cosignature(WITNESSED, WITNESS)
    assert cosigned == ("remora.n621.de", 0x6A122120)


def test_no_sign_of_what_was_cosigned_can_be_changed() -> None:
    text, line = WITNESSED.split("\n\n")[0], WITNESSED.split("\n")[8] + "\n"
    assert line.startswith("— remora.n621.de")
    for at in range(len(text)):
        changed = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        with pytest.raises(ComityError):
            verify_cosignature(f"{changed}\n\n{line}", WITNESS)
    for at in range(line.index(" ", 2) + 1, len(line) - 1):
        changed = line[:at] + chr(ord(line[at]) ^ 1) + line[at + 1 :]
        with pytest.raises(ComityError):
            verify_cosignature(f"{text}\n\n{changed}", WITNESS)


@given(st.integers(0, (1 << 63) - 1))
def test_several_cosign_one_checkpoint(at: int) -> None:
    both = cosign(cosign(SIGNED, ONE, at), TWO, at + 1)
    assert verify_checkpoint(both, VERIFIER).size == 7
    assert verify_cosignature(both, ONE_KEY) == ("comity/one", at)
    assert verify_cosignature(both, cosigner_of(TWO_KEY)) == ("comity/two", at + 1)
    with pytest.raises(ComityError, match="no good cosignature by comity/log"):
        verify_cosignature(both, VERIFIER)


def test_what_is_signed_is_what_the_specification_says() -> None:
    cosigned = cosign(SIGNED, ONE, 1679315147)
    witness = note.public_key(cosigner_of(ONE_KEY))
    signature = note.split(cosigned)[1][-1].value
    text = SIGNED.split("\n\n")[0] + "\n"
    assert signature[:8] == (1679315147).to_bytes(8, "big")
    assert witness.holds(signature[8:], f"cosignature/v1\ntime 1679315147\n{text}".encode())


def test_the_time_cannot_be_changed() -> None:
    lines = note.split(cosign(SIGNED, ONE, 100))[1]
    for other in (99, 101, 0):
        value = other.to_bytes(8, "big") + lines[-1].value[8:]
        changed = SIGNED + lines[-1]._replace(value=value).dump()
        with pytest.raises(ComityError, match="no good cosignature"):
            verify_cosignature(changed, ONE_KEY)


def test_a_signature_is_no_cosignature_nor_the_other_way() -> None:
    """One key makes both, and neither can be passed off as the other."""
    own = cosign(SIGNED, SIGNER, 100)
    assert verify_cosignature(own, VERIFIER).at == 100
    with pytest.raises(ComityError):
        verify_cosignature(SIGNED, VERIFIER)
    signature, cosignature = note.split(own)[1]
    with pytest.raises(ComityError):
        note.verify(SIGNED.split("\n\n")[0] + "\n\n" + cosignature.dump(), VERIFIER)
    swapped = cosignature._replace(value=bytes(8) + signature.value)
    with pytest.raises(ComityError):
        verify_cosignature(SIGNED + swapped.dump(), VERIFIER)
    with pytest.raises(ComityError):
        verify_checkpoint(own, cosigner_of(VERIFIER))


@pytest.mark.parametrize(
    "value", [b"", b"\0" * 8, b"\0" * 71, b"\0" * 72, b"\0" * 73, b"\xff" * 72]
)
def test_damaged_cosignatures(value: bytes) -> None:
    witness = note.public_key(cosigner_of(ONE_KEY))
    line = note.Signature(witness.name, witness.mark, value).dump()
    with pytest.raises(ComityError, match="no good cosignature"):
        verify_cosignature(SIGNED + line, ONE_KEY)


def test_no_more_than_a_note_is_read() -> None:
    with pytest.raises(ComityError, match="no signed note"):
        verify_cosignature("x" * 200_000 + SIGNED, ONE_KEY)
