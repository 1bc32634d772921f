"""What falls apart when one node is taken away.

One walk in depth finds it for all nodes at once (Hopcroft and Tarjan, *Algorithm 447*,
Communications of the ACM 16, 1973). The nodes below a child are a run of the walk, so the parts
cost nothing to keep: each is a slice of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Cuts:
    """A walk over the graph, and for each node the runs of the walk that hang on it alone.

    ``component[v]`` is the run of the whole connected component of ``v``. Only nodes that count are
    told of; ``before[i]`` is how many of them are among the first ``i`` of the walk.
    """

    walk: tuple[int, ...]
    hanging: tuple[tuple[tuple[int, int], ...], ...]
    component: tuple[tuple[int, int], ...]
    before: tuple[int, ...]

    def reached(self, node: int) -> int:
        """Return how many nodes that count are in the node's component, itself among them."""
        return self._count(self.component[node])

    def sizes(self, node: int) -> list[int]:
        """Return the sizes of the parts that are left when a node that counts is taken away."""
        sizes = [self._count(run) for run in self.hanging[node]]
        rest = self.reached(node) - 1 - sum(sizes)
        return [size for size in (*sizes, rest) if size]

    def parts(self, node: int) -> list[list[int]]:
        """Return these parts: each sorted, the largest first, then by their first node."""
        parts = [self._nodes(run) for run in self.hanging[node]]
        apart = {node}.union(*parts)
        parts.append([other for other in self._nodes(self.component[node]) if other not in apart])
        return sorted(filter(None, parts), key=lambda part: (-len(part), part))

    def _count(self, run: tuple[int, int]) -> int:
        return self.before[run[1]] - self.before[run[0]]

    def _nodes(self, run: tuple[int, int]) -> list[int]:
        return sorted(self.walk[i] for i in range(*run) if self.before[i + 1] > self.before[i])


def cuts(neighbours: Sequence[Sequence[int]], counts: Sequence[bool]) -> Cuts:
    """Walk the graph whose node ``v`` is linked to ``neighbours[v]``. Linear in nodes and links.

    ``counts[v]`` says whether ``v`` counts; the others only join those that do.
    """
    count = len(neighbours)
    entered, low = [-1] * count, [0] * count  # when reached; earliest node reachable from below
    walk: list[int] = []
    hanging: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    component = [(0, 0)] * count
    for root in range(count):
        if entered[root] >= 0:
            continue
        entered[root] = low[root] = first = len(walk)
        walk.append(root)
        path = [(root, iter(neighbours[root]))]
        while path:
            node, ahead = path[-1]
            other = next(ahead, None)
            if other is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[node])
                    if low[node] >= entered[above]:
                        hanging[above].append((entered[node], len(walk)))
            elif entered[other] < 0:
                entered[other] = low[other] = len(walk)
                walk.append(other)
                path.append((other, iter(neighbours[other])))
            else:
                low[node] = min(low[node], entered[other])
        for node in walk[first:]:
            component[node] = (first, len(walk))
    before = accumulate((counts[node] for node in walk), initial=0)
    return Cuts(tuple(walk), tuple(map(tuple, hanging)), tuple(component), tuple(before))
