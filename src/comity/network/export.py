"""GraphML: the graph for other people's tools (Gephi, yEd, Cytoscape, NetworkX).

http://graphml.graphdrawing.org/specification.html
"""

import re
from collections.abc import Iterator

from comity.network.graph import Edge, Graph, Node
from comity.network.xml import escaped

_KEYS = (
    ("node", "label", "string"),
    ("node", "schema", "string"),
    ("node", "status", "string"),
    ("node", "size", "int"),
    ("edge", "kind", "string"),
    ("edge", "sources", "int"),
    ("edge", "alleged", "boolean"),
    ("edge", "date", "string"),
)


def graphml(graph: Graph) -> str:
    """Return the graph as GraphML; the same graph gives the same text.

    A node's id must be an NMTOKEN there: a character that may not stand in one is written as its
    code between colons ("a b" as "a:20:b").
    """
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
            ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
            *(
                f'<key id="{name}" for="{holder}" attr.name="{name}" attr.type="{kind}"/>'
                for holder, name, kind in _KEYS
            ),
            '<graph id="case" edgedefault="directed">',
            *map(_node, graph.nodes),
            *(_edge(number, edge) for number, edge in enumerate(graph.edges, 1)),
            "</graph>",
            "</graphml>",
            "",
        )
    )


def _node(node: Node) -> str:
    data = _data("node", label=node.label, schema=node.schema, status=node.status, size=node.size)
    return f'<node id="{_token(node.id)}">{"".join(data)}</node>'


def _edge(number: int, edge: Edge) -> str:
    data = _data("edge", kind=edge.kind, sources=edge.sources, alleged=edge.alleged, date=edge.date)
    ends = f'source="{_token(edge.source)}" target="{_token(edge.target)}"'
    directed = str(edge.directed).lower()
    return f'<edge id="e{number}" {ends} directed="{directed}">{"".join(data)}</edge>'


def _data(holder: str, **values: str | int | None) -> Iterator[str]:
    for name in (name for where, name, _ in _KEYS if where == holder):
        value = values[name]
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'<data key="{name}">{escaped(text)}</data>'


def _token(id_: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", lambda found: f":{ord(found[0]):x}:", id_)
