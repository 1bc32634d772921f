"""Documents → statements, whatever their kind: reports, tables, entities; several at a time."""

from collections.abc import Iterable, Iterator

from comity.extract import entities, reading, tables
from comity.extract.finding import Findings
from comity.extract.scribe import Conditions
from comity.extract.statements import statements
from comity.intake import Document
from comity.model import Statement

Read = tuple[Document, Iterable[Statement]]


def read(
    documents: Iterable[Document],
    conditions: Conditions = Conditions(),  # noqa: B008
) -> Iterator[Read]:
    """Yield each document with its statements, in the order given.

    What is in English or Chinese is read whole; of other languages only identifiers. A file of
    entities is streamed: its statements are made as they are asked for. Several texts are parsed
    at once, so give a batch rather than one.
    """
    batch = list(documents)
    found = reading.find_all(
        (d.text, d.published.value if d.published else "", d.language or reading.ENGLISH)
        for d in batch
        if d.kind != "entities"
    )
    for document in batch:
        if document.kind == "entities":
            yield document, entities.statements(document, conditions)
        else:
            yield document, list(_statements(document, next(found), conditions))


def _statements(
    document: Document, findings: Findings, conditions: Conditions
) -> Iterator[Statement]:
    if document.kind == "table":
        findings = tables.dated(document.text, findings)
    yield from statements(document, findings, conditions)
