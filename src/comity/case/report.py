"""A case on paper: one self-contained, printable page, and files for other tools."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from comity import network
from comity.case import claims, export, graph, parties, timeline
from comity.case.marking import Marks
from comity.case.view import View
from comity.case.writing import write_whole
from comity.model import ComityError, grade, handling


def write(view: View, path: Path) -> None:
    """Write a case to a file of the kind that its ending names.

    The file is written whole or not at all, and the log records the export.

    Raises:
        ComityError: the ending is not known, or the file cannot be written.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise ComityError(
            f"{path.name}: a report is written as one of {', '.join(_KINDS)}; "
            "choose one of these endings."
        )
    try:
        digest = write_whole(path, kind(view))
    except OSError as error:
        raise ComityError(f"{path} cannot be written: {error.strerror}.") from error
    view.session.write.export(
        view.case, {"file": path.name, "sha256": digest}, view.conditions.level
    )


def page(view: View) -> Iterator[str]:
    """Yield the case as one HTML page, in pieces."""
    from jinja2 import Environment, PackageLoader  # noqa: PLC0415  (0.1 s)

    environment = Environment(
        loader=PackageLoader("comity.case"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["grade"] = grade.describe
    environment.filters["words"] = handling.words
    yield from environment.get_template("report.html").generate(_content(view))


def _content(view: View) -> dict[str, Any]:
    happened = timeline.timeline(view)
    known = parties.parties(view, events=happened)
    said = claims.claims(view)
    links = graph.ties(view, happened)
    drawn = graph.graph(known, links)
    marks = Marks(view)
    inside = {node.id for node in drawn.nodes}
    ours = [p for p in known if not p.side and (p.schema != "Group" or p.size or p.id in inside)]
    officials = [p for p in known if p.side and p.schema != "Group"]
    return {
        "case": view.case,
        "conditions": handling.words(view.conditions),
        "count": view.session.count(view.case),
        "independent": view.sources.count(),
        "timeline": happened,
        "parties": ours,
        "officials": officials,
        "listed": {p.id for p in (*ours, *officials)},
        "claims": [c for c in said if not c.denied],
        "disputes": claims.disputes(said),
        "figures": claims.figures(view),
        "picture": network.svg(drawn, title=view.case.title) if drawn.edges else "",
        "rings": network.rings(drawn),
        "players": network.key_players(drawn),
        "labels": {node.id: node.label for node in drawn.nodes},
        "ties": [t for t in links if {t.edge.source, t.edge.target} <= inside],
        "sources": view.sources.listed(),
        "source_name": view.sources.name,
        "link": marks.link,
        "number": marks.number,
        "documents": marks.documents,
        "digest": _digest(view),
    }


def _digest(view: View) -> str:
    """Return the SHA-256 over the ids of all statements in force: what a report rests on."""
    ids = sorted(s.id for s in view.session.stream(view.case))
    return sha256("\n".join(ids).encode()).hexdigest()


def _graphml(view: View) -> Iterator[str]:
    happened = timeline.timeline(view)
    known = parties.parties(view, events=happened)
    yield network.graphml(graph.graph(known, graph.ties(view, happened), everyone=True))


_KINDS: dict[str, Callable[[View], Iterable[str]]] = {
    ".html": page,
    ".json": export.followthemoney,
    ".graphml": _graphml,
    ".csv": export.csv_rows,
}
