from hypothesis import given, settings

from comity.model import PARTIES
from comity.network import Edge, Graph, Node, rings

from .graphs import graphs, met, people
from .test_player import reached

TWO_TRIANGLES = Graph(people("a b c d e f"), met("ab", "bc", "ac", "de", "ef", "df", "cd"))


def test_two_triangles() -> None:
    first, second = rings(TWO_TRIANGLES)
    assert (first.number, first.members) == (1, ("c", "a", "b"))
    assert (second.number, second.members) == (2, ("d", "e", "f"))
    assert first.why == (
        "3 members joined by 3 ties, with 1 tie to others;"
        " the best-sourced: A – B (met; sources, summed: 1)"
    )


def test_sources_weigh() -> None:
    edges = (Edge("a", "b", "met"), Edge("b", "c", "met", sources=20), Edge("c", "d", "met"))
    assert {"b", "c"} <= set(rings(Graph(people("a b c d"), edges))[0].members)


def test_a_substance_joins_nobody_and_an_address_does() -> None:
    nodes = (*people("a b"), Node("f", "F", "Substance"), Node("h", "H", "Address"))
    assert rings(Graph(nodes, met("af", "bf", "ah"))) == []
    assert [ring.members for ring in rings(Graph(nodes, met("ah", "bh")))] == [("a", "b", "h")]


def test_a_ring_of_allegations_says_so() -> None:
    (ring,) = rings(Graph(people("a b"), (Edge("a", "b", "paid", alleged=True),)))
    assert ring.why.startswith("2 members joined by 1 tie, by allegation only, with no tie")


def test_nothing_in_nothing() -> None:
    assert rings(Graph()) == rings(Graph(people("a b"), met("aa"))) == []


@settings(deadline=None, max_examples=80)
@given(graphs(most=12))
def test_rings_are_connected_and_apart(graph: Graph) -> None:
    schema = {node.id: node.schema for node in graph.nodes}
    found = rings(graph)
    members = [id_ for ring in found for id_ in ring.members]
    assert len(members) == len(set(members))
    assert [ring.number for ring in found] == list(range(1, len(found) + 1))
    for ring in found:
        inside = Graph(
            tuple(node for node in graph.nodes if node.id in ring.members),
            tuple(e for e in graph.edges if {e.source, e.target} <= set(ring.members)),
        )
        assert reached(inside, ring.members[0]) == set(ring.members)
        assert sum(schema[id_] in PARTIES for id_ in ring.members) >= 2
