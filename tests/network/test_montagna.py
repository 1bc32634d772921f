"""A real investigation: see ``../shared/data/README.md`` (Cavallaro et al., PLOS ONE 2020)."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.network import Edge, Graph, Node, key_players, rings, svg

DATA = Path(__file__).parents[3] / "shared" / "data" / "networks"
pytestmark = pytest.mark.skipif(
    not (DATA / "montagna_meetings.csv").exists(),
    reason="needs ../shared/data/networks, the Montagna data",
)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"montagna_{name}.csv").open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def network(name: str) -> Graph:
    edges = [
        Edge(row["source"], row["target"], name, name == "phone", int(row["weight"]))
        for row in rows(name)
    ]
    ids = {edge.source for edge in edges} | {edge.target for edge in edges}
    return Graph(tuple(Node(id_, id_, "Person") for id_ in ids), tuple(edges))


@pytest.mark.parametrize("name", ["meetings", "phone"])
def test_the_key_players_hold_titles_in_the_court_documents(name: str) -> None:
    titles = {row["node"]: row["title"] for row in rows("attributes")}
    graph = network(name)
    first = [titles.get(player.node.id) for player in key_players(graph, 10)]
    everyone = [titles.get(node.id) for node in graph.nodes]
    share = sum(map(bool, first)) / len(first)
    assert share >= 0.7
    assert share > 1.5 * sum(map(bool, everyone)) / len(everyone)
    assert set(first[:3]) <= {"boss", "underboss", "executive"}


def test_the_two_largest_rings_follow_the_families() -> None:
    families = {row["node"]: row["familia"] for row in rows("attributes")}
    shares = {}
    for ring in rings(network("meetings"))[:2]:
        known = [families[id_] for id_ in ring.members if families.get(id_)]
        most = max(sorted(set(known)), key=known.count)
        shares[ring.number] = (most, known.count(most) / len(known))
    # the third largest is mixed: half of its members of known family are of the Mistretta
    assert {family for family, _ in shares.values()} == {"mistretta", "batanesi"}
    assert all(share > 0.75 for _, share in shares.values()), shares


def test_its_picture() -> None:
    assert svg(network("meetings"), title="Who met whom").count("<a href") == 101
