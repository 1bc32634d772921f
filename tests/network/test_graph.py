import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import ComityError
from comity.network import Edge, Graph, Node, graphml, key_players, rings, svg

from .graphs import graphs, met, people


@pytest.mark.parametrize(
    ("nodes", "edges", "says"),
    [
        (people("a"), met("ab"), "no node"),
        (people("a a"), (), "2 nodes"),
        ((Node("", "x", "Person"),), (), "empty id"),
        ((Node("a", "x", "Group", size=0),), (), "size 0"),
        (people("a b"), (Edge("a", "b", "met", sources=0),), "0 sources"),
    ],
)
def test_what_cannot_be_is_refused(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], says: str
) -> None:
    with pytest.raises(ComityError, match=says):
        Graph(nodes, edges)


def test_an_edge_given_twice_counts_once() -> None:
    assert Graph(people("a b"), met("ab", "ba")) == Graph(people("b a"), met("ab"))


@settings(deadline=None, max_examples=80)
@given(graphs(), st.integers())
def test_order_changes_nothing(graph: Graph, seed: int) -> None:
    nodes, edges = list(graph.nodes), list(graph.edges)
    shuffle = random.Random(seed)
    shuffle.shuffle(nodes)
    shuffle.shuffle(edges)
    other = Graph(tuple(nodes), tuple(edges))
    assert rings(other) == rings(graph)
    assert key_players(other) == key_players(graph)
    assert svg(other, title="t") == svg(graph, title="t")
    assert graphml(other) == graphml(graph)
