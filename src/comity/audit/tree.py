"""The Merkle tree of RFC 6962, section 2.1: hashes of leaves and nodes, the root, the frontier."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, Self

HASH = 32  # bytes
EMPTY = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry: SHA-256 over 0x00 and its bytes."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 over 0x01 and its children's hashes."""
    return sha256(b"\1" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree with these leaf hashes, in their order."""
    level = list(leaves)
    while len(level) > 1:
        # A last node without a neighbour goes up as it is: the same tree as the RFC's recursion.
        odd = level[-1:] if len(level) % 2 else []
        two = iter(level)
        # ``node_hash`` written out: there is a node for each leaf of a log.
        level = [sha256(b"\1" + a + b).digest() for a, b in zip(two, two, strict=False)] + odd
    return level[0] if level else EMPTY


class Node(NamedTuple):
    """The root of a complete subtree: ``2 ** height`` leaves from ``number * 2 ** height`` on."""

    height: int
    number: int
    hash: bytes


class Frontier(NamedTuple):
    """What must be kept of a tree so that it can grow: the roots of its complete subtrees.

    ``hashes`` has one hash for each bit that is set in ``size``, the largest subtree first.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Self:
        """Return the frontier with one leaf hash more."""
        return self.extend([leaf])[0]

    def extend(self, leaves: Iterable[bytes]) -> tuple[Self, list[Node]]:
        """Return the frontier with more leaf hashes, and the subtrees that these complete.

        The leaves themselves are not among the subtrees.
        """
        size, kept, complete = self.size, list(self.hashes), []
        for leaf in leaves:
            joined, height = leaf, 0
            while size >> height & 1:
                joined = node_hash(kept.pop(), joined)
                height += 1
                complete.append(Node(height, size >> height, joined))
            kept.append(joined)
            size += 1
        return type(self)(size, tuple(kept)), complete

    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.hashes:
            return EMPTY
        *others, found = self.hashes
        for left in reversed(others):
            found = node_hash(left, found)
        return found

    def dump(self) -> bytes:
        """Return the frontier as bytes: the size (8, big-endian), then the hashes."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def load(cls, data: bytes) -> Self:
        """Return the frontier that ``dump`` wrote.

        Raises:
            ValueError: the number of hashes does not fit the size.
        """
        size, rest = int.from_bytes(data[:8], "big"), data[8:]
        if len(rest) != HASH * size.bit_count():
            raise ValueError("the frontier of the log is damaged")
        return cls(size, tuple(bytes(rest[i : i + HASH]) for i in range(0, len(rest), HASH)))
