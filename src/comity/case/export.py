"""A case for other people's tools: FollowTheMoney, CSV, GraphML."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator

from comity.case.view import View
from comity.model import CLASSIFICATIONS, WITHDRAWS, Statement, handling, vocabulary

_COLUMNS = (
    "statement", "entity", "schema", "property", "value", "original", "document", "source", "start",
    "end", "asserters", "denied", "method", "author", "made", "grade", "classification", "codes",
    "originator", "purpose", "until",
)  # fmt: skip


def followthemoney(view: View) -> Iterator[str]:
    """Yield the case's entities as FollowTheMoney, one JSON object a line, in bounded memory.

    Who is one is one entity, with the ids of all under ``referents``.
    https://followthemoney.tech/docs/formats/
    """
    for entity, statements in _by_entity(view.session.stream(view.case)):
        members = view.identity.members(entity)
        if members[0] != entity:
            continue
        whole = len(members) == 1
        said = statements if whole else view.session.statements(view.case, entities=members)
        if line := _entity(view, entity, said, members):
            yield line


def csv_rows(view: View) -> Iterator[str]:
    """Yield the case's statements as CSV (RFC 4180), in bounded memory."""
    yield _row(_COLUMNS)
    for s in view.session.stream(view.case):
        if s.prop == WITHDRAWS:  # what it names is not here
            continue
        yield _row(
            (
                s.id, view.identity.of(s.entity), s.schema, s.prop, s.value, s.original, s.document,
                view.sources.name(s.document) if s.document else "", s.start, s.end,
                " ".join(s.asserters), s.denied, s.method, s.author, s.made, s.grade,
                CLASSIFICATIONS[s.handling.level], " ".join(s.handling.codes),
                s.handling.originator, s.handling.purpose, s.handling.until,
            )
        )  # fmt: skip


def _by_entity(statements: Iterator[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    entity = ""
    found: list[Statement] = []
    for s in statements:
        if s.entity != entity and found:
            yield entity, found
            found = []
        entity = s.entity
        found.append(s)
    if found:
        yield entity, found


def _entity(view: View, entity: str, statements: list[Statement], members: list[str]) -> str:
    model = vocabulary.model()
    schemata = [s.schema for s in statements if s.schema != "Thing"]
    if not schemata:
        return ""
    schema = max(sorted(set(schemata)), key=schemata.count)
    properties: dict[str, set[str]] = defaultdict(set)
    for s in statements:
        prop = model.get(schema).properties.get(s.prop)
        if prop is not None and not prop.stub:
            is_entity = prop.type.name == "entity"
            properties[s.prop].add(view.identity.of(s.value) if is_entity else s.value)
    strictest = handling.strictest(s.handling for s in statements)
    found = {
        "id": entity,
        "schema": schema,
        "caption": view.label(entity),
        "properties": {prop: sorted(values) for prop, values in sorted(properties.items())},
        "referents": [m for m in members if m != entity],
        **({"handling": conditions} if (conditions := handling.words(strictest)) else {}),
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def _row(cells: tuple[object, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([_harmless(str(cell)) for cell in cells])
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t") and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdigit() and not cell.startswith("+")
