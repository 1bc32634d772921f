from urllib.parse import unquote
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.network import Edge, Graph, Node, svg

from .graphs import LABELS, graphs, met, people

SVG = "{http://www.w3.org/2000/svg}"


def read(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture.encode())


@settings(deadline=None, max_examples=80)
@given(graphs(any_id=True), LABELS, st.integers(1, 1500), st.integers(1, 1000))
def test_well_formed_whatever_the_labels(graph: Graph, title: str, width: int, height: int) -> None:
    root = read(svg(graph, title=title, width=width, height=height))
    assert root.tag == f"{SVG}svg"
    assert len(root.findall(f"{SVG}a")) == len(graph.nodes)
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert not [e for e in root.iter() if "id" in e.attrib or "style" in e.attrib]


def test_each_node_links_into_the_page() -> None:
    ids = ["ab12", 'a"<b', "张 伟"]
    root = read(svg(Graph(tuple(Node(i, i, "Person") for i in ids)), title="t"))
    hrefs = {unquote(a.attrib["href"]) for a in root.findall(f"{SVG}a")}
    assert hrefs == {f"#entity-{id_}" for id_ in ids}


def test_an_empty_one_says_so() -> None:
    assert "There are no links yet." in svg(Graph(), title="t")
    assert "There are no links yet." in svg(Graph(people("a")), title="t")
    assert "There are no links yet." not in svg(Graph(people("a b"), met("ab")), title="t")


def test_allegations_are_dashed_on_a_line_of_their_own() -> None:
    stated, alleged = Edge("a", "b", "works for"), Edge("a", "b", "leads", alleged=True)
    assert "stroke-dasharray" not in svg(Graph(people("a b"), (stated,)), title="t")
    picture = svg(Graph(people("a b"), (stated, alleged)), title="t")
    root = read(picture)
    lines = {g.findtext(f"{SVG}title"): g for g in root.findall(f"{SVG}g")}
    dashed = {told for told, g in lines.items() if "stroke-dasharray" in g[0].attrib}
    assert dashed == {"A → B: leads (1 source, by allegation only)"}
    assert len(lines) == 2
    assert "by allegation only" in picture


def test_more_sources_are_thicker() -> None:
    edges = (Edge("a", "b", "met"), Edge("b", "c", "met", sources=8))
    root = read(svg(Graph(people("a b c"), edges), title="t"))
    thin, thick = (
        float(g[0].attrib["stroke-width"])
        for g in sorted(root.findall(f"{SVG}g"), key=lambda g: g.findtext(f"{SVG}title") or "")
    )
    assert thin < thick


def test_the_legend_tells_what_there_is_and_nothing_else() -> None:
    nodes = (Node("g", "G", "Group", size=7), Node("s", "S", "Substance"))
    texts = [t.text for t in read(svg(Graph(nodes), title="t")).iter(f"{SVG}text")]
    assert "7" in texts
    assert "unnamed group (number of members)" in texts
    assert "substance" in texts
    assert "person" not in texts


def test_of_very_many_the_highest_are_shown_and_it_says_so() -> None:
    nodes = tuple(Node(f"n{i}", f"N{i}", "Person") for i in range(200))
    hub = tuple(Edge("n0", f"n{i}", "met") for i in range(1, 100))
    picture = svg(Graph(nodes, hub), title="t")
    assert len(read(picture).findall(f"{SVG}a")) == 150
    assert "The 150 of 200 with the highest scores" in picture
    assert all(f'href="#entity-n{i}"' in picture for i in range(100))


def test_no_shape_stands_on_another() -> None:
    ids = [f"n{i}" for i in range(60)]
    edges = tuple(Edge(ids[i // 3], ids[i], "met") for i in range(1, 60))
    root = read(svg(Graph(tuple(Node(i, i, "Person") for i in ids), edges), title="t"))
    found = [c.attrib for c in root.iter(f"{SVG}circle")][:60]
    spots = [(float(c["cx"]), float(c["cy"]), float(c["r"])) for c in found]
    for i, (x, y, r) in enumerate(spots):
        assert r <= x <= 960 - r
        assert r <= y <= 600 - r
        for u, v, q in spots[:i]:
            assert (x - u) ** 2 + (y - v) ** 2 > (0.95 * (r + q)) ** 2
