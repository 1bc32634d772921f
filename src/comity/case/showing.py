"""One thing whole: every value with its document, span, quote, grade and asserter."""

from collections import defaultdict
from typing import NamedTuple

from comity.case import notes
from comity.case.view import Citation, View
from comity.model import SAME, Statement, vocabulary
from comity.store import DocumentRow


class Value(NamedTuple):
    """A value of a property, with where it stands; ``entity`` is set where it is a thing itself."""

    prop: str
    value: str
    entity: str
    citations: tuple[Citation, ...]
    independent: int


class Shown(NamedTuple):
    """A thing whole: its own values, and what refers to it (property, label, entity)."""

    id: str
    label: str
    schema: str
    values: tuple[Value, ...]
    referring: tuple[tuple[str, str, str], ...]
    joined: tuple[tuple[str, str, str], ...]


class ShownDocument(NamedTuple):
    """A document whole: its text, its custody (the log's entries), and the facts read in it."""

    document: DocumentRow
    same: tuple[tuple[str, str], ...]
    custody: tuple[str, ...]
    facts: tuple[Statement, ...]


def show(view: View, words: str) -> Shown:
    """Return the thing that is meant by an id, the beginning of one, or a name.

    Raises:
        ComityError: nothing, or more than one thing, is meant.
    """
    entity = notes.find(view, words)
    members = view.identity.members(entity)
    said = view.session.statements(view.case, entities=members)
    referring = [
        s
        for s in view.session.statements(view.case, values=members)
        if not s.prop.startswith("comity:")
    ]
    joins = [s for s in said if s.prop == SAME]
    view.remember(view.entities(said))
    view.know(s.document for s in said)
    view.labels({s.entity for s in referring}.union(*(s.asserters for s in said)))
    return Shown(
        entity,
        view.label(entity),
        next((s.schema for s in said if s.schema != "Thing"), "Thing"),
        tuple(_values(view, [s for s in said if not s.prop.startswith("comity:")])),
        tuple(sorted({(s.prop, view.label(s.entity), s.entity) for s in referring})),
        tuple((s.entity, s.value, s.original or f"decided by {s.author}") for s in joins),
    )


def show_document(view: View, prefix: str) -> ShownDocument:
    """Return the document whose id begins so, or that has this name.

    Raises:
        ComityError: there is none, or more than one.
    """
    document = view.session.document(view.case, prefix)
    view.know([document.id])
    source = next(s for s in view.sources.listed() if s.document.id == document.id)
    return ShownDocument(
        document,
        tuple((d, view.sources.name(d)) for d in source.same),
        tuple(row.entry.decode() for row in view.session.log(document=document.id)),
        tuple(view.session.statements(view.case, documents=[document.id])),
    )


def _values(view: View, said: list[Statement]) -> list[Value]:
    grouped: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    links = {s.id for s in said if _is_entity(s)}
    for s in said:
        value = view.identity.of(s.value) if s.id in links else s.value
        grouped[s.prop, value].append(s)
    view.labels(value for (_, value), ss in grouped.items() if ss[0].id in links)
    found = []
    for (prop, value), statements in grouped.items():
        entity = value if statements[0].id in links else ""
        found.append(
            Value(
                prop,
                view.label(value) if entity else value,
                entity,
                tuple(view.cite(statements)),
                view.independent(statements),
            )
        )
    return sorted(found, key=lambda v: (v.prop != "name", v.prop, -v.independent, v.value))


def _is_entity(s: Statement) -> bool:
    schema = vocabulary.model().get(s.schema)
    prop = schema.properties.get(s.prop) if schema else None
    return prop is not None and prop.type.name == "entity"
