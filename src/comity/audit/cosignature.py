"""A witness's word under another's checkpoint (C2SP tlog-cosignature, v1, with Ed25519).

Who cosigns says: at that time this was the largest head of this log that I had seen, and it was
consistent with all that I had seen before. The log's own key may serve a witness too: signatures
of the two types have ids and texts of their own (C2SP signed-note).
"""

from typing import NamedTuple

from comity.audit import note
from comity.audit.note import COSIGNATURE, Signature, Verifier
from comity.model import ComityError

_TIME = 8  # bytes before the signature: POSIX seconds, big-endian
_LENGTH = _TIME + 64


class Cosignature(NamedTuple):
    """Who cosigned, and when (POSIX seconds)."""

    name: str
    at: int


def cosigner_of(verifier: str) -> str:
    """Return the key that checks a witness's cosignatures, from the key of its log.

    Raises:
        ComityError: that is no key.
    """
    return _cosigner(verifier).dump()


def cosign(checkpoint: str, signer: str, at: int) -> str:
    """Return a signed checkpoint with one signature more: that of a witness, at a time.

    The caller has verified the checkpoint, and that it continues what it has seen of the log.

    Raises:
        ComityError: the signer's key is damaged, or that is no signed note.
    """
    text, _ = note.split(checkpoint)
    own, key = note.private_key(signer)
    witness = own._replace(kind=COSIGNATURE)
    value = at.to_bytes(_TIME, "big") + key.sign(_message(at, text))
    return checkpoint + Signature(witness.name, witness.mark, value).dump()


def verify_cosignature(checkpoint: str, verifier: str) -> Cosignature:
    """Return who cosigned a checkpoint and when; ``verifier`` is the key of either type.

    Raises:
        ComityError: there is no good cosignature by that key.
    """
    text, signatures = note.split(checkpoint)
    witness = _cosigner(verifier)
    for signature in signatures:
        if (signature.name, signature.mark) == (witness.name, witness.mark):
            at = int.from_bytes(signature.value[:_TIME], "big")
            value = signature.value[_TIME:]
            if len(signature.value) != _LENGTH or not witness.holds(value, _message(at, text)):
                break
            return Cosignature(witness.name, at)
    raise ComityError(f"there is no good cosignature by {witness.name}")


def _cosigner(verifier: str) -> Verifier:
    return note.public_key(verifier)._replace(kind=COSIGNATURE)


def _message(at: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
