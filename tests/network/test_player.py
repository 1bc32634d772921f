import time
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings

from comity.model import PARTIES
from comity.network import WEIGHTS, Edge, Graph, KeyPlayer, Node, key_players, rings

from .graphs import graphs, met, people


def told(player: KeyPlayer, feature: str) -> str | None:
    return next((reason.text for reason in player.reasons if reason.feature == feature), None)


def value(player: KeyPlayer, feature: str) -> float:
    return next((reason.value for reason in player.reasons if reason.feature == feature), 0.0)


def reached(
    graph: Graph, start: str, without: str | None = None, parties: bool = False
) -> set[str]:
    """Walk by hand: whom one reaches over links, never by a substance."""
    barred = {
        node.id
        for node in graph.nodes
        if node.schema == "Substance" or (parties and node.schema not in PARTIES)
    }
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for edge in graph.edges:
            for a, b in ((edge.source, edge.target), (edge.target, edge.source)):
                if a == here and b not in seen and b not in barred and b != without:
                    seen.add(b)
                    todo.append(b)
    return seen


def test_the_weights_sum_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_a_broker_in_words() -> None:
    nodes = (
        *people("x y"),
        Node("s", "Supplier Co.", "Company"),
        Node("b", "Buyer", "Person"),
    )
    best = key_players(Graph(nodes, met("sx", "xb")))[0]
    assert best.node.id == "x"
    assert [reason.text for reason in best.reasons] == [
        "stands on 100% of the shortest paths between others",
        "linked directly to 2 of the 3 others",
        "the only link between Buyer and Supplier Co.: without it they fall apart",
        "reaches 2 of the 3 others link by link",
        "best-sourced link (met: Buyer) is named by 1 independent source",
    ]
    assert best.score == pytest.approx(0.3 + 0.3 * 2 / 3 + 0.2)


def test_parts_of_several_stand_in_brackets() -> None:
    graph = Graph(people("a b c d e f x"), met("ab", "ac", "ad", "ae", "bc", "de", "ax", "xf"))
    players = {player.node.id: player for player in key_players(graph)}
    assert told(players["a"], "articulation") == (
        "the only link between [B and C], [D and E] and [X and F]: without it they fall apart"
    )


def test_leading_is_what_sources_say() -> None:
    nodes = (
        Node("l", "Lin", "Person"),
        Node("a", "A", "Person", "accused"),
        Node("g", "Couriers", "Group", size=5),
        Node("k", "K", "Person"),
    )
    edges = (
        Edge("l", "a", "leads", sources=3),
        Edge("l", "g", "Leads", alleged=True),
        Edge("k", "l", "leads", directed=False),
    )
    lin = key_players(Graph(nodes, edges))[0]
    assert told(lin, "leads") == (
        "is said to lead 2: A (accused) and Couriers (group of 5, by allegation only)"
    )
    assert value(lin, "leads") == pytest.approx(2 / 3)
    assert told(lin, "sources") == (
        "best-sourced link (leads: A (accused)) is named by 3 independent sources"
    )


def test_allegations_are_called_so() -> None:
    edges = (Edge("a", "b", "leads", alleged=True), Edge("b", "c", "leads", alleged=True))
    players = {player.node.id: player for player in key_players(Graph(people("a b c"), edges))}
    assert told(players["a"], "degree") == (
        "linked directly to 1 of the 2 others, by allegation only"
    )
    assert told(players["a"], "leads") == "is said, by allegation only, to lead 1: B"
    assert told(players["b"], "articulation") == (
        "the only link between A (by allegation only) and C (by allegation only):"
        " without it they fall apart"
    )


def test_only_parties_with_links_to_parties() -> None:
    nodes = (
        *people("a b c lone"),
        Node("f", "fentanyl", "Substance"),
        Node("h", "Harbour", "Address"),
    )
    edges = (*met("ab", "hb"), Edge("c", "f", "sells"), Edge("a", "f", "sells"))
    assert [player.node.id for player in key_players(Graph(nodes, edges))] == ["a", "b"]


def test_a_shared_address_is_another_way_round() -> None:
    nodes = (*people("a b c"), Node("h", "Harbour", "Address"))
    apart = Graph(nodes, met("ab", "bc"))
    joined = Graph(nodes, met("ab", "bc", "ah", "ch"))
    assert value(key_players(apart)[0], "articulation") == 1
    assert value(key_players(joined)[0], "articulation") == 0


def test_limit() -> None:
    graph = Graph(people("a b c"), met("ab", "bc"))
    assert [player.node.id for player in key_players(graph, 1)] == ["b"]
    assert key_players(graph, 0) == []
    assert key_players(Graph()) == []


@settings(deadline=None, max_examples=80)
@given(graphs(most=10))
def test_what_falls_apart_does_by_brute_force(graph: Graph) -> None:
    parties = {node.id for node in graph.nodes if node.schema in PARTIES}
    joined = {
        pair for pair in combinations(sorted(parties), 2) if pair[1] in reached(graph, pair[0])
    }
    for player in key_players(graph, 99):
        me = player.node.id
        others = {pair for pair in joined if me not in pair}
        lost = {pair for pair in others if pair[1] not in reached(graph, pair[0], without=me)}
        expected = len(lost) / len(others) if others else 0
        assert value(player, "articulation") == pytest.approx(expected)
        assert (told(player, "articulation") is not None) == bool(lost)
        assert value(player, "reach") * (len(parties) - 1) == pytest.approx(
            len(reached(graph, me) & parties) - 1
        )


@settings(deadline=None, max_examples=80)
@given(graphs(most=8))
def test_betweenness_by_brute_force(graph: Graph) -> None:
    parties = sorted(node.id for node in graph.nodes if node.schema in PARTIES)
    near: dict[str, set[str]] = {id_: set() for id_ in parties}
    for edge in graph.edges:
        if edge.source in near and edge.target in near and edge.source != edge.target:
            near[edge.source].add(edge.target)
            near[edge.target].add(edge.source)

    def shortest(start: str, end: str) -> list[list[str]]:
        paths = [[start]]
        while paths:
            found = [path for path in paths if path[-1] == end]
            if found:
                return found
            paths = [[*p, n] for p in paths for n in sorted(near[p[-1]]) if n not in p]
        return []

    for player in key_players(graph, 99):
        me = player.node.id
        between = [
            sum(me in path for path in paths) / len(paths)
            for pair in combinations(parties, 2)
            if me not in pair and (paths := shortest(*pair))
        ]
        expected = sum(between) / len(between) if between else 0
        assert value(player, "betweenness") == pytest.approx(expected)
        assert 0 <= player.score <= 1


def test_five_thousand_in_a_few_seconds() -> None:
    at = Random(1)
    nodes = tuple(Node(str(i), f"P{i}", "Person") for i in range(5000))
    ends = [(str(at.randrange(5000)), str(at.randrange(5000))) for _ in range(20000)]
    graph = Graph(nodes, tuple(Edge(a, b, "met") for a, b in ends))
    start = time.process_time()
    assert len(key_players(graph)) == 10
    assert rings(graph)
    assert time.process_time() - start < 20  # about 4 s on a laptop; wide for a busy one
