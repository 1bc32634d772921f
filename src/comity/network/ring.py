"""Rings: those who are linked more to one another than to the rest.

Leiden communities of greatest modularity (Traag, Waltman and van Eck, *From Louvain to Leiden*,
Scientific Reports 9, 2019; modularity as in Newman, PNAS 103, 2006, resolution 1), which are always
connected. A shared substance joins nobody.
"""

from dataclasses import dataclass

import graspologic_native

from comity.network.graph import Graph
from comity.network.player import scores
from comity.network.ties import Ties, binds, is_party, ties
from comity.network.words import ALLEGED, counted, listed

_SEED = 20190407
_TRIALS = 5  # independent runs, of which the best is kept
_ITERATIONS = 10  # a run goes on from its own result


@dataclass(frozen=True)
class Ring:
    """A ring: its number from 1, the ids of its members (key players first), and why it is one."""

    number: int
    members: tuple[str, ...]
    why: str


def rings(graph: Graph) -> list[Ring]:
    """Return the rings, the largest first, then by the label of their first member.

    A ring has two parties or more; addresses, accounts and the like belong to it where they bind
    its parties. A link weighs as many as it has independent sources, summed over all the links of
    a pair.
    """
    whole = ties(graph, binds)
    score = scores(graph)

    def keyness(i: int) -> tuple[float, str, str]:
        node = whole.nodes[i]
        return -score.get(node.id, -1.0 if not is_party(node) else 0.0), node.label, node.id

    groups = [
        sorted(group, key=keyness)
        for group in _communities(whole)
        if sum(is_party(whole.nodes[i]) for i in group) > 1
    ]
    groups.sort(key=lambda group: (-len(group), whole.nodes[group[0]].label, keyness(group[0])))
    return [
        Ring(number, tuple(whole.nodes[i].id for i in group), _why(whole, group))
        for number, group in enumerate(groups, 1)
    ]


def _communities(whole: Ties) -> list[list[int]]:
    edges = [(str(a), str(b), float(weight)) for a, b, weight in whole.weights()]
    if not edges:
        return []
    _, found = graspologic_native.leiden(edges, seed=_SEED, trials=_TRIALS, iterations=_ITERATIONS)
    groups: dict[int, list[int]] = {}
    for node, community in found.items():
        groups.setdefault(community, []).append(int(node))
    return list(groups.values())


def _why(whole: Ties, group: list[int]) -> str:
    inside = set(group)
    within = [(i, j) for i in group for j in whole.neighbours[i] if i < j and j in inside]
    outward = sum(j not in inside for i in group for j in whole.neighbours[i])
    alleged = sum(whole.alleged(*pair) for pair in within)
    text = f"{counted(len(group), 'member')} joined by {counted(len(within), 'tie')}"
    if alleged:
        text += f", {ALLEGED}" if alleged == len(within) else f" ({alleged} {ALLEGED})"
    text += f", with {counted(outward, 'tie')} to others" if outward else ", with no tie to others"
    return f"{text}; the best-sourced: {_best(whole, within)}"


def _best(whole: Ties, within: list[tuple[int, int]]) -> str:
    weighed = sorted(
        (
            -sum(edge.sources for edge in whole.between(*pair)),
            tuple(sorted(whole.nodes[i].label for i in pair)),
            pair,
        )
        for pair in within
    )
    sources, names, pair = weighed[0]
    kinds = sorted({edge.kind for edge in whole.between(*pair)})
    return f"{' – '.join(names)} ({listed(kinds)}; sources, summed: {-sources})"
