"""Who is tied to whom: the graph without directions, all links between two nodes taken together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import rustworkx

from comity.model import PARTIES
from comity.network.graph import Edge, Graph, Node


@dataclass(frozen=True)
class Ties:
    """The ties among some nodes of a graph; a node is its place in ``nodes``.

    ``neighbours`` is sorted; ``edges`` holds, for each pair (smaller place first), all that links
    the two, whichever way it points.
    """

    nodes: tuple[Node, ...]
    neighbours: tuple[tuple[int, ...], ...]
    edges: dict[tuple[int, int], tuple[Edge, ...]]

    def between(self, a: int, b: int) -> tuple[Edge, ...]:
        """Return all that links two nodes directly."""
        return self.edges.get((min(a, b), max(a, b)), ())

    def alleged(self, a: int, b: int) -> bool:
        """Return whether two nodes that are linked are linked by allegation only."""
        return all(edge.alleged for edge in self.between(a, b))

    def weights(self) -> Iterator[tuple[int, int, int]]:
        """Yield each pair with its weight: the independent sources of its links, summed."""
        for (a, b), edges in self.edges.items():
            yield a, b, sum(edge.sources for edge in edges)

    def components(self) -> list[list[int]]:
        """Return the connected components, each sorted, in the order of their first nodes."""
        return sorted(sorted(part) for part in rustworkx.connected_components(self.rustworkx()))

    def rustworkx(self) -> "rustworkx.PyGraph[int, None]":
        """Return the same ties as a rustworkx graph, with the same places."""
        graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(len(self.nodes)))
        graph.add_edges_from([(a, b, None) for a, b in self.edges])
        return graph


def is_party(node: Node) -> bool:
    """Return whether a node can act: a person, an organisation, a group."""
    return node.schema in PARTIES


def binds(node: Node) -> bool:
    """Return whether a node can join those linked to it: all but a substance.

    Many deal in one substance and never met; who share an address have that in common.
    """
    return node.schema != "Substance"


def ties(graph: Graph, keep: Callable[[Node], bool] = lambda _: True) -> Ties:
    """Return the ties among the nodes to keep. A link of a node with itself is no tie."""
    nodes = tuple(node for node in graph.nodes if keep(node))
    place = {node.id: i for i, node in enumerate(nodes)}
    edges: dict[tuple[int, int], list[Edge]] = {}
    for edge in graph.edges:
        a, b = place.get(edge.source), place.get(edge.target)
        if a is not None and b is not None and a != b:
            edges.setdefault((min(a, b), max(a, b)), []).append(edge)
    neighbours: list[list[int]] = [[] for _ in nodes]
    for a, b in sorted(edges):
        neighbours[a].append(b)
        neighbours[b].append(a)
    return Ties(
        nodes,
        tuple(tuple(sorted(found)) for found in neighbours),
        {pair: tuple(edges[pair]) for pair in sorted(edges)},
    )
