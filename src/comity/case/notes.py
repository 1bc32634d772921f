"""What a person adds: notes, corrections, decisions on who is who; and taking them back."""

from typing import NamedTuple

from comity.case.parties import STATUSES
from comity.case.view import View
from comity.model import (
    DIFFERENT,
    PARTIES,
    SAME,
    WITHDRAWS,
    ComityError,
    Handling,
    Statement,
    grade,
    handling,
    vocabulary,
)
from comity.store import now, tokens


class Undone(NamedTuple):
    """What was taken back, in words; ``by`` is the withdrawal, which can be withdrawn itself."""

    statement: str
    what: str
    by: str


def note(
    view: View, entity: str, said: tuple[str, str], mark: str, conditions: Handling
) -> Statement:
    """State something in the reader's name, and return it.

    ``said`` is a property and its value, which is checked and normalised by the property's type;
    where that is an entity, give what ``find`` understands.

    Raises:
        ComityError: the schema lacks the property, or the value is none of its type.
    """
    prop, value = said
    schema, known = _schema(view, entity)
    kind = vocabulary.property_type(schema, prop)
    if prop == "status" and schema in PARTIES and value not in STATUSES:
        raise ComityError(f"{value!r} is not a status. Use one of: {', '.join(STATUSES)}.")
    value = find(view, value) if kind == "entity" else vocabulary.clean(schema, prop, value)
    # What a person knows is that person's, but it would give away that there is such an entity.
    strictest = handling.strictest((Handling(known.level), conditions))
    made = _statement(view, entity, prop, value, strictest)._replace(
        schema=schema, grade=grade.parse(mark)
    )
    view.session.write.state(view.case, "note", [made])
    return made


def decide(view: View, a: str, b: str, *, same: bool) -> Statement:
    """Decide in the reader's name whether two entities are one, and return the decision."""
    conditions = _schema(view, a)[1], _schema(view, b)[1]
    first, second = sorted((a, b))
    if first == second:
        raise ComityError("These are one entity already.")
    made = _statement(
        view, first, SAME if same else DIFFERENT, second, handling.strictest(conditions)
    )
    view.session.write.state(view.case, "decide", [made])
    return made


def withdraw(view: View, statement: Statement) -> Undone:
    """Withdraw a statement in the reader's name; it stays in the record, and is shown no more.

    Raises:
        ComityError: it was withdrawn before.
    """
    if bytes.fromhex(statement.id) in view.session.withdrawn(view.case):
        raise ComityError(f"{statement.id[:12]} is taken back already: {describe(view, statement)}")
    made = _statement(
        view, statement.entity, WITHDRAWS, statement.id, Handling(statement.handling.level)
    )
    if statement.prop == SAME:
        made = made._replace(original=f"{statement.entity} {statement.value}")
    view.session.write.state(view.case, "undo", [made])
    return Undone(statement.id, describe(view, statement), made.id)


def undo(view: View) -> Undone:
    """Take back the last thing that this reader stated or decided, and that still stands.

    Raises:
        ComityError: the reader has stated nothing in this case that still stands.
    """
    stated = view.session.authored(view.case, view.session.reader)
    mine = [s for s in stated if s.prop != WITHDRAWS]
    if not mine:
        raise ComityError(
            f"Nothing is left to take back: {view.session.reader} has no note or decision that "
            f"stands in the case {view.case.slug}."
        )
    return withdraw(view, mine[-1])


def describe(view: View, s: Statement) -> str:
    """Say a statement in words."""
    label = view.label(s.entity)
    if s.prop in (SAME, DIFFERENT):
        return f"{label} {'=' if s.prop == SAME else '≠'} {view.label(s.value)}"
    if s.prop == WITHDRAWS:
        return f"the withdrawal of {s.value[:12]}"
    return f"{label}: {s.prop} = {s.value}"


def find(view: View, words: str) -> str:
    """Return the entity that is meant by an id, the beginning of one, or a name.

    Raises:
        ComityError: nothing, or more than one thing, is meant; the message lists them.
    """
    found = view.session.entities_named(view.case, words) or _written_otherwise(view, words)
    view.meet(found)
    roots = sorted({view.identity.of(e) for e in found})
    if len(roots) == 1:
        return roots[0]
    if not roots:
        raise ComityError(
            f"Nothing in the case {view.case.slug} is called {words!r}. "
            f'Look for it with: comity search {view.case.slug} "{words}"'
        )
    labels = view.labels(roots)
    shown = "\n".join(f"  {root[:12]}  {labels[root]}{_where(view, root)}" for root in roots[:10])
    raise ComityError(f"{words!r} is {len(roots)} things; give the beginning of an id:\n{shown}")


def _written_otherwise(view: View, words: str) -> list[str]:
    """Return the entities whose name has just these words, without accents and case."""
    asked = [token for token, _, _ in tokens(words)]
    if not asked:
        return []
    hits = view.session.search(view.case, words, 50)
    entities = [key for kind, key, _ in hits if kind == "entity"]
    named = view.session.statements(view.case, entities=entities, props=["name", "alias"])
    return [s.entity for s in named if [token for token, _, _ in tokens(s.value)] == asked]


def _where(view: View, entity: str) -> str:
    """Say what kind of thing it is, and where it stands first."""
    said = view.session.statements(view.case, entities=[entity])
    first = next((s for s in said if s.document), None)
    return f" ({first.schema}; {view.sources.name(first.document)})" if first else ""


def _schema(view: View, entity: str) -> tuple[str, Handling]:
    """Return an entity's schema, and the strictest conditions of what is said of it."""
    said = view.session.statements(view.case, entities=view.identity.members(entity))
    schemata = [s.schema for s in said if s.schema != "Thing"]
    if not schemata:
        raise ComityError(
            f"There is nothing with the id {entity[:12]} in the case {view.case.slug}."
        )
    return max(sorted(set(schemata)), key=schemata.count), handling.strictest(
        s.handling for s in said
    )


def _statement(view: View, entity: str, prop: str, value: str, conditions: Handling) -> Statement:
    """Return a statement in the reader's name, on the record itself unless the schema is set."""
    made, reader = now("microseconds"), view.session.reader
    return Statement(entity, "Thing", prop, value, author=reader, made=made, handling=conditions)
