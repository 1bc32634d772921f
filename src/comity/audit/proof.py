"""Proofs over the tree (RFC 6962, 2.1.1, 2.1.2), and their check (RFC 9162, 2.1.3, 2.1.4).

A proof is a list of hashes, each the root of a run of leaves. Which runs these are follows from
the sizes alone (``inclusion_spans``, ``consistency_spans``), and each is made of complete subtrees
(``places``): who keeps the roots of these can prove without reading every leaf.
"""

from collections.abc import Iterable, Mapping, Sequence

from comity.audit.tree import node_hash, root

Span = tuple[int, int]
"""A run of leaves: from the first, up to the one before the second."""

Place = tuple[int, int]
"""A complete subtree, as in ``Node``: its height, and its number among those of that height."""


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at ``index`` to the root of all ``leaves``.

    Raises:
        IndexError: there is no such leaf.
    """
    return [root(leaves[start:end]) for start, end in inclusion_spans(index, len(leaves))]


def consistency(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Return the hashes that show that the first ``old`` leaves are the beginning of all.

    Raises:
        IndexError: ``old`` is not from 1 to the number of leaves.
    """
    return [root(leaves[start:end]) for start, end in consistency_spans(old, len(leaves))]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return the runs of leaves whose roots prove a leaf's place in a log, the nearest first.

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"the log has {size} entries, none with the number {index}")
    spans, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """Return the runs of leaves whose roots prove that a log continues the one of size ``old``.

    Raises:
        IndexError: ``old`` is not from 1 to ``size``.
    """
    if not 0 < old <= size:
        raise IndexError(f"the log has {size} entries, not {old}")
    spans, start, end = [], 0, size
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return [*([(start, end)] if start else []), *spans[::-1]]


def places(spans: Iterable[Span]) -> set[Place]:
    """Return the complete subtrees of which runs of leaves are made."""
    return {place for span in spans for place in _subtrees(span)}


def span_root(nodes: Mapping[Place, bytes], span: Span) -> bytes:
    """Return the root of a run of leaves from those of the subtrees of which it is made.

    Raises:
        KeyError: ``nodes`` lacks one of them.
    """
    *lefts, found = (nodes[place] for place in _subtrees(span))
    for left in reversed(lefts):
        found = node_hash(left, found)
    return found


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


def _subtrees(span: Span) -> list[Place]:
    """Return the complete subtrees of a run of leaves, from left to right: larger ones first.

    A run of a proof begins where its largest subtree may begin, so that all of them fit.
    """
    start, end = span
    found = []
    while start < end:
        height = (end - start).bit_length() - 1
        found.append((height, start >> height))
        start += 1 << height
    return found


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1
