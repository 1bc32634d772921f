"""The signed head of a log (C2SP tlog-checkpoint, v1)."""

import base64
from typing import NamedTuple

from comity.audit import note
from comity.audit.tree import HASH
from comity.model import ComityError

_NO_CHECKPOINT = "the signed text is no checkpoint of a log"


class Checkpoint(NamedTuple):
    """A log's name, how many entries it has, and the root of their tree."""

    origin: str
    size: int
    root: bytes


def sign_checkpoint(checkpoint: Checkpoint, signer: str) -> str:
    """Return the checkpoint as a note signed with the key."""
    head = base64.b64encode(checkpoint.root).decode()
    return note.sign(f"{checkpoint.origin}\n{checkpoint.size}\n{head}\n", signer)


def verify_checkpoint(text: str, verifier: str) -> Checkpoint:
    """Return the checkpoint in a note that ``verifier`` signed.

    Raises:
        ComityError: the signature does not hold, or what is signed is no checkpoint.
    """
    lines = note.verify(text, verifier).split("\n")
    try:
        origin, size, head = lines[:3]
        found = Checkpoint(origin, int(size), base64.b64decode(head, validate=True))
    except ValueError:
        raise ComityError(_NO_CHECKPOINT) from None
    if not origin or size != str(found.size) or found.size < 0 or len(found.root) != HASH:
        raise ComityError(_NO_CHECKPOINT)
    return found
