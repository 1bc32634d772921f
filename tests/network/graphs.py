from hypothesis import strategies as st

from comity.network import Edge, Graph, Node

SCHEMATA = ["Person", "Company", "Group", "Substance", "Address", "PublicBody"]
LABELS = st.one_of(
    st.sampled_from(["<&\n", "张伟", "a\x00b", '"]]>', "", "Supplier Co."]), st.text(max_size=12)
)


def people(names: str) -> tuple[Node, ...]:
    return tuple(Node(name, name.upper(), "Person") for name in names.split())


def met(*pairs: str) -> tuple[Edge, ...]:
    return tuple(Edge(pair[0], pair[1], "met", directed=False) for pair in pairs)


@st.composite
def graphs(draw: st.DrawFn, most: int = 9, any_id: bool = False) -> Graph:
    ids = draw(
        st.lists(
            st.text(min_size=1, max_size=4) if any_id else st.sampled_from("abcdefghijkl"),
            unique=True,
            max_size=most,
        )
    )
    nodes = tuple(
        Node(
            id_,
            draw(LABELS),
            draw(st.sampled_from(SCHEMATA)),
            draw(st.sampled_from([None, "charged"])),
            draw(st.integers(1, 9)),
        )
        for id_ in ids
    )
    if not ids:
        return Graph()
    end = st.sampled_from(ids)
    edge = st.builds(
        Edge,
        end,
        end,
        st.one_of(st.sampled_from(["leads", "paid"]), LABELS),
        st.booleans(),
        st.integers(1, 4),
        st.booleans(),
        st.sampled_from([None, "2019-04"]),
    )
    return Graph(nodes, tuple(draw(st.lists(edge, max_size=2 * most))))
