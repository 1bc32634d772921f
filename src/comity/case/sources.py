"""The sources of a case: its documents, and which of them tell the same report again."""

from collections.abc import Iterable
from typing import NamedTuple, Self

from comity.extract import outlet_id, report_id
from comity.model import REPRINT, Statement
from comity.resolve import Identity, Link
from comity.store import Case, DocumentRow, Session


class Source(NamedTuple):
    """A document as a source: ``same`` are the others that tell the same report."""

    document: DocumentRow
    outlet: str
    same: tuple[str, ...]
    why: str


def _is_own(s: Statement) -> bool:
    """Return whether a statement names the outlet of the document that it was read in."""
    return s.prop == "publisher" and s.entity == report_id(s.document)


class Sources:
    """The documents that a reader may see, with their outlets, reprints folded."""

    def __init__(
        self, documents: list[DocumentRow], outlets: dict[str, str], reprints: list[Statement]
    ) -> None:
        self.documents = {d.id: d for d in documents}
        self._outlets = outlets
        self._outlet_ids = {name: outlet_id(name) for name in set(outlets.values())}
        self._why = {s.entity: s.original for s in reprints}
        self._families = Identity(Link(s.entity, s.value, 1.0) for s in reprints)
        self._family: dict[str, str] = {}

    @classmethod
    def of(cls, session: Session, case: Case) -> Self:
        """Return all sources of a case."""
        documents = session.documents(case)
        published = session.statements(case, schemata=["Report"], props=["publisher", REPRINT])
        outlets = {s.document: s.value for s in published if _is_own(s)}
        return cls(documents, outlets, [s for s in published if s.prop == REPRINT])

    def independent(self, documents: Iterable[str]) -> int:
        """Return how many independent sources documents are: reprints of one report are one."""
        return len({self.family(d) for d in documents})

    def family(self, document: str) -> str:
        """Return what stands for a document and all that tell the same report."""
        if document not in self._family:
            self._family[document] = self._families.of(report_id(document)) if document else ""
        return self._family[document]

    def retells(self, s: Statement) -> bool:
        """Return whether a statement stands in a table that says whose it is."""
        row = self.documents.get(s.document)
        return row is not None and row.kind == "table" and bool(s.asserters)

    def count(self) -> int:
        """Return how many independent sources the case has."""
        return self.independent(self.documents)

    def name(self, document: str) -> str:
        """Return what to call a document: outlet and day, else its file's name."""
        row = self.documents.get(document)
        if row is None:
            return document[:12]
        outlet = self._outlets.get(document)
        return f"{outlet}, {row.published}" if outlet and row.published else outlet or row.name

    def published(self, document: str) -> str:
        """Return a document's day of publication, or nothing."""
        row = self.documents.get(document)
        return (row.published or "") if row else ""

    def outlet(self, document: str) -> str:
        """Return the entity id of a document's outlet, or nothing."""
        return self._outlet_ids.get(self._outlets.get(document, ""), "")

    def listed(self) -> list[Source]:
        """Return every document, oldest first, each with those that tell the same report."""
        by_report = {report_id(d): d for d in self.documents}
        found = []
        for document in self.documents.values():
            report = report_id(document.id)
            same = tuple(
                by_report[r]
                for r in self._families.members(report)
                if r in by_report and r != report
            )
            found.append(
                Source(
                    document, self._outlets.get(document.id, ""), same, self._why.get(report, "")
                )
            )
        return found


def around(
    session: Session, case: Case, documents: Iterable[str]
) -> tuple[list[DocumentRow], dict[str, str], list[Statement]]:
    """Return what ``Sources`` is made of, for documents and those that tell the same as they."""
    reports = {report_id(d) for d in documents}
    linked = session.same(case, reports)
    reprints = [s for statements in linked.values() for s in statements if s.prop == REPRINT]
    reports |= {end for s in reprints for end in (s.entity, s.value)}
    said = session.statements(
        case, entities=reports, schemata=["Report"], props=["fileName", "publisher"]
    )
    rows = session.documents(case, sorted({s.document for s in said}.union(documents)))
    return rows, {s.document: s.value for s in said if s.prop == "publisher"}, reprints
