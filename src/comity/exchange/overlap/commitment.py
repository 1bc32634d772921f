"""Which set a side used: a promise that can be opened later, so that an invented set shows.

A commitment is the root of a Merkle tree (RFC 6962) over salted hashes of the identifiers, with
their number. It tells nothing of the set, and no other set fits it. It travels in a signed message
and stands in both logs. Later its owner can open it to an auditor: the whole set
(``check_commitment``), or single identifiers by places that the auditor picks at random
(``opening``, ``check_opening``), which say nothing of the others.
"""

from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import NamedTuple

from comity import audit
from comity.exchange.overlap.hashing import keyed
from comity.model import ComityError

_LEAF = 64  # hashes in one leaf: so the tree costs little beside the hashes
_HASH = 32  # bytes


class Commitment(NamedTuple):
    """A promise about a set: how many identifiers it has, and the root of the tree, in hex."""

    size: int
    root: str


class Opening(NamedTuple):
    """What shows that an identifier stands at a place of a committed set.

    Attributes:
        place: from 0.
        word: the identifier, as ``Identifier.word``.
        salt: of this identifier alone, 32 bytes.
        leaf: the hashes that stand in one leaf with it, and its own.
        proof: RFC 6962 inclusion proof of that leaf.
    """

    place: int
    word: str
    salt: bytes
    leaf: tuple[bytes, ...]
    proof: tuple[bytes, ...]


def commit(words: Collection[str], salt: bytes) -> Commitment:
    """Return the commitment to a set.

    Args:
        words: the identifiers, in any order, each once.
        salt: 32 bytes, of this commitment alone, kept secret until it is opened.
    """
    hashes = sorted(_hashes(words, keyed(words, salt)))
    return Commitment(len(hashes), audit.root(_leaves(hashes)).hex())


def check_commitment(words: Collection[str], salt: bytes, commitment: Commitment) -> bool:
    """Return whether this is the set that was committed to."""
    return commit(words, salt) == commitment


def opening(words: Collection[str], salt: bytes, place: int) -> Opening:
    """Return what shows the identifier at a place, in the order of their hashes.

    Raises:
        ComityError: there is no such place.
    """
    salts = keyed(words, salt)
    rows = sorted(zip(_hashes(words, salts), words, salts, strict=True))
    if not 0 <= place < len(rows):
        raise ComityError(f"The set has {len(rows)} identifiers, so there is no place {place}.")
    hashes = [found for found, _, _ in rows]
    _, word, own = rows[place]
    at = place // _LEAF
    leaf = hashes[at * _LEAF : (at + 1) * _LEAF]
    proof = audit.inclusion(_leaves(hashes), at)
    return Opening(place, word, own, tuple(leaf), tuple(proof))


def check_opening(opened: Opening, commitment: Commitment) -> bool:
    """Return whether the identifier stands at that place of the set that was committed to."""
    if not 0 <= opened.place < commitment.size:
        return False
    at, within = divmod(opened.place, _LEAF)
    leaves = -(-commitment.size // _LEAF)
    return (
        len(opened.leaf) == min(_LEAF, commitment.size - at * _LEAF)
        and all(len(found) == _HASH for found in (*opened.leaf, *opened.proof))
        and opened.leaf[within] == _hashes([opened.word], [opened.salt])[0]
        and audit.verify_inclusion(
            audit.leaf_hash(b"".join(opened.leaf)),
            (at, leaves),
            opened.proof,
            bytes.fromhex(commitment.root),
        )
    )


def _hashes(words: Iterable[str], salts: Iterable[bytes]) -> list[bytes]:
    return [sha256(salt + word.encode()).digest() for word, salt in zip(words, salts, strict=True)]


def _leaves(hashes: list[bytes]) -> list[bytes]:
    starts = range(0, len(hashes), _LEAF)
    return [audit.leaf_hash(b"".join(hashes[at : at + _LEAF])) for at in starts]
