"""The same report told again: reprints and derived documents, found and linked to the first."""

from collections.abc import Iterable, Iterator

from comity import extract
from comity.case.view import View
from comity.model import REPRINT, Statement, handling
from comity.store import DocumentRow

_METHOD = "shingles 1"
_DERIVED = 0.5
"""From this share of the shorter document's words a document is derived from the other."""


def reprints(view: View, new: Iterable[str]) -> int:
    """Link new documents to those that tell the same, and return how many links there are.

    The later published is the reprint; of two of one day, the one whose name comes later.
    """
    found: dict[tuple[str, str], Statement] = {}
    for document in sorted(new):
        candidates = [c for c in view.session.similar(view.case, document) if c != document]
        if candidates:
            rows = view.session.documents(view.case, [document, *candidates])
            links = _links(view, {row.id: row for row in rows}, document)
            found |= {(s.entity, s.value): s for s in links}
    view.session.write.state(view.case, "propose", list(found.values()))
    return len(found)


def _links(view: View, rows: dict[str, DocumentRow], document: str) -> Iterator[Statement]:
    bodies = view.session.bodies(view.case, rows)
    for other, row in rows.items():
        if other == document:
            continue
        share = extract.overlap(bodies[document], bodies[other])
        if share >= _DERIVED:
            first, second = sorted((rows[document], row), key=_order)
            yield Statement(
                extract.report_id(second.id),
                "Report",
                REPRINT,
                extract.report_id(first.id),
                f"{share:.0%} of the shorter text stands in both",
                method=_METHOD,
                handling=handling.strictest((first.handling, second.handling)),
            )


def _order(row: DocumentRow) -> tuple[str, str, str]:
    return row.published or "9999", row.name, row.id
