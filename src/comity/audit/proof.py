"""Proofs over the tree (RFC 6962, 2.1.1, 2.1.2), and their check (RFC 9162, 2.1.3, 2.1.4)."""

from collections.abc import Sequence

from comity.audit.tree import node_hash, root


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at ``index`` to the root of all ``leaves``.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"the log has {len(leaves)} entries, none with the number {index}")
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion(leaves[:k], index), root(leaves[k:])]
    return [*inclusion(leaves[k:], index - k), root(leaves[:k])]


def consistency(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Return the hashes that show that the first ``old`` leaves are the beginning of all.

    Raises:
        IndexError: ``old`` is not from 1 to the number of leaves.
    """
    if not 0 < old <= len(leaves):
        raise IndexError(f"the log has {len(leaves)} entries, not {old}")
    return _subproof(leaves, old, whole=True)


def verify_inclusion(leaf: bytes, at: tuple[int, int], proof: Sequence[bytes], head: bytes) -> bool:
    """Return whether ``leaf`` is entry ``at[0]`` of the log of ``at[1]`` entries with this root."""
    index, last = at[0], at[1] - 1
    if not 0 <= index <= last:
        return False
    found = leaf
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node_hash(step, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, step)
        index, last = index >> 1, last >> 1
    return last == 0 and found == head


def verify_consistency(
    old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]
) -> bool:
    """Return whether the log ``old`` (size, root) is the beginning of the log ``new``."""
    if not 0 < old[0] <= new[0]:
        return False
    if old[0] == new[0]:
        return not proof and old[1] == new[1]
    path = [old[1], *proof] if old[0].bit_count() == 1 else list(proof)
    if not path:
        return False
    index, last = old[0] - 1, new[0] - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            second = node_hash(second, step)
        index, last = index >> 1, last >> 1
    return last == 0 and (first, second) == (old[1], new[1])


def _subproof(leaves: Sequence[bytes], old: int, *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if old <= k:
        return [*_subproof(leaves[:k], old, whole=whole), root(leaves[k:])]
    return [*_subproof(leaves[k:], old - k, whole=False), root(leaves[:k])]


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1
