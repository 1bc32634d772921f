import re
from xml.etree import ElementTree

from hypothesis import given, settings

from comity.network import Edge, Graph, Node, graphml

from .graphs import graphs

NS = "{http://graphml.graphdrawing.org/xmlns}"


@settings(deadline=None, max_examples=100)
@given(graphs(any_id=True))
def test_valid_whatever_the_labels(graph: Graph) -> None:
    root = ElementTree.fromstring(graphml(graph).encode())
    keys = {(key.attrib["for"], key.attrib["id"]) for key in root.findall(f"{NS}key")}
    nodes, edges = root.findall(f".//{NS}node"), root.findall(f".//{NS}edge")
    ids = [node.attrib["id"] for node in nodes]
    assert len(set(ids)) == len(ids) == len(graph.nodes)
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]+", id_) for id_ in ids)  # NMTOKEN
    assert len(edges) == len(graph.edges)
    for edge in edges:
        assert {edge.attrib["source"], edge.attrib["target"]} <= set(ids)
        assert all(("edge", data.attrib["key"]) in keys for data in edge)
    assert all(("node", data.attrib["key"]) in keys for node in nodes for data in node)


def test_what_is_known_is_there() -> None:
    nodes = (Node("a 1", "<&\n张伟\x07", "Person", "charged"), Node("b", "B", "Group", size=3))
    edges = (Edge("a 1", "b", "leads", True, 2, True, "2019-04"),)
    root = ElementTree.fromstring(graphml(Graph(nodes, edges)).encode())
    told = [
        {data.attrib["key"]: data.text for data in found}
        for found in root.iter()
        if found.tag in (f"{NS}node", f"{NS}edge")
    ]
    assert told == [
        {"label": "<&\n张伟", "schema": "Person", "status": "charged", "size": "1"},
        {"label": "B", "schema": "Group", "size": "3"},
        {"kind": "leads", "sources": "2", "alleged": "true", "date": "2019-04"},
    ]
    edge = root.find(f".//{NS}edge")
    assert edge is not None
    assert edge.attrib == {"id": "e1", "source": "a:20:1", "target": "b", "directed": "true"}
