"""What of a case is meant to be shared: all of it, things, documents, or single statements."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.case import Case
from comity.exchange.office import Office
from comity.model import ComityError, Statement
from comity.store import DocumentRow

ALL = "all"


class Selection(NamedTuple):
    """What is meant: everything, or these entities, documents and statements (ids)."""

    everything: bool = False
    entities: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    statements: tuple[Statement, ...] = ()


def select(office: Office, case: Case, what: Sequence[str]) -> Selection:
    """Return what is meant by words: ``all``, a thing's name, a document, ``statement:ID``.

    A thing brings with it the events in which it stands, and what links it to others.

    Raises:
        ComityError: nothing, or more than one thing, is meant by one of the words.
    """
    if not what:
        raise ComityError("Say what to share: --what all, --what NAME, --what document:ID.")
    if ALL in what:
        return Selection(everything=True)
    entities: set[str] = set()
    documents: set[str] = set()
    statements: list[Statement] = []
    for word in what:
        kind, _, rest = word.partition(":")
        if kind == "statement" and rest:
            statements.append(office.session.statement(case.row, rest))
        elif kind == "document" and rest:
            documents.add(case.document(rest).document.id)
        elif case.is_document(word):
            documents.add(case.document(word).document.id)
        else:
            entities |= _around(office, case, case.find(word))
    return Selection(False, frozenset(entities), frozenset(documents), tuple(statements))


def statements(office: Office, case: Case, selection: Selection) -> Iterator[Statement]:
    """Yield the selected statements, each once.

    Statements on the record itself (who is one with whom, what was withdrawn) are left out: who
    is who, each side decides for itself.
    """
    for statement in _found(office, case, selection):
        if not statement.prop.startswith("comity:"):
            yield statement


def documents(office: Office, case: Case, selection: Selection) -> list[DocumentRow]:
    """Return the documents that were selected, or that selected statements stand in."""
    if selection.everything:
        return office.session.documents(case.row)
    named = {s.document for s in statements(office, case, selection)} | selection.documents
    return office.session.documents(case.row, sorted(named - {""}))


def _found(office: Office, case: Case, selection: Selection) -> Iterator[Statement]:
    session = office.session
    if selection.everything:
        yield from session.stream(case.row)
        return
    seen: set[str] = set()
    streams = (
        session.stream(case.row, entities=selection.entities) if selection.entities else (),
        session.stream(case.row, documents=selection.documents) if selection.documents else (),
        selection.statements,
    )
    for stream in streams:
        for statement in stream:
            if statement.id not in seen:
                seen.add(statement.id)
                yield statement


def _around(office: Office, case: Case, entity: str) -> set[str]:
    """Return an entity under all its ids, and what links it to others: events and relations."""
    members = set(case.members(entity))
    referring = office.session.statements(case.row, values=members)
    return members | {s.entity for s in referring if s.schema not in _THINGS}


_THINGS = ("Person", "Group", "Organization", "Company", "PublicBody", "LegalEntity", "Report")
