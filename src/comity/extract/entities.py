"""FollowTheMoney data → statements: one entity a line, streamed.

https://followthemoney.tech/docs/formats/
"""

import json
from collections.abc import Iterator
from typing import Any

from comity.extract.scribe import Conditions, report_id
from comity.intake import Document
from comity.model import Statement, vocabulary

_METHOD = "followthemoney 1"


def statements(document: Document, conditions: Conditions) -> Iterator[Statement]:
    """Yield a statement for each value of each entity; what the vocabulary lacks is left out.

    Lines that are no entities are left out too: ``intake`` has seen that the first one is.
    """
    yield _say(
        document, conditions, (report_id(document.sha256), "Report"), "fileName", document.name
    )
    with (document.data or document.path).open(encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            try:
                entity = json.loads(line)
            except (ValueError, RecursionError):
                continue
            yield from _entity(document, conditions, entity)


def _entity(document: Document, conditions: Conditions, entity: Any) -> Iterator[Statement]:
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        return
    schema = vocabulary.model().get(str(entity.get("schema")))
    if schema is None or not isinstance(entity.get("id"), str):
        return
    for name, values in entity["properties"].items():
        prop = schema.properties.get(name)
        if prop is None or prop.stub or not isinstance(values, list):
            continue
        for value in values:
            if isinstance(value, str) and value:
                yield _say(document, conditions, (entity["id"], schema.name), name, value)


def _say(
    document: Document, conditions: Conditions, subject: tuple[str, str], prop: str, value: str
) -> Statement:
    return Statement(
        *subject, prop, value, document=document.sha256, method=_METHOD,
        grade=conditions.grade, handling=conditions.handling,
    )  # fmt: skip
