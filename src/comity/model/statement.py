"""The one idea: everything known is a statement, everything shown a view of statements.

A statement says one thing about one subject, and carries where it came from. It is never edited:
a correction, a withdrawal, a decision that two entities are one is a further statement.
"""

import hashlib
import json
from functools import lru_cache
from json.encoder import encode_basestring as _text
from typing import Any, NamedTuple

from comity.model.grade import UNKNOWN
from comity.model.handling import OPEN, Handling

SAME = "comity:same"
DIFFERENT = "comity:different"
WITHDRAWS = "comity:withdraws"
REPRINT = "comity:reprintOf"
"""Properties that speak of the record itself, beside those of the vocabulary."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Statement(NamedTuple):
    """One value of one property of one entity, and its source.

    Attributes:
        entity: id of the subject.
        schema: FollowTheMoney schema of the subject as this source sees it.
        prop: property, of the schema or one of those above.
        value: normalised: ISO dates, ids of entities, canonical identifiers.
        original: the words as they stand, where they differ from the value.
        document: SHA-256 of the document, empty for what a person adds.
        start, end: code points in the document's text; -1 where it has none (metadata).
        asserters: ids of those who say it, outermost first: the outlet, then the spokesman.
        denied: whether they deny it.
        method: who read it: an extractor with its version, or ``person``.
        author: the person who made the statement, for ``person``.
        made: RFC 3339 time when the person made it; empty for an extractor, so that reading a
            document again gives the same statements.
        grade: 4x4.
        handling: the originator's conditions.
    """

    entity: str
    schema: str
    prop: str
    value: str
    original: str = ""
    document: str = ""
    start: int = -1
    end: int = -1
    asserters: tuple[str, ...] = ()
    denied: bool = False
    method: str = "person"
    author: str = ""
    made: str = ""
    grade: str = UNKNOWN
    handling: Handling = OPEN

    @property
    def id(self) -> str:
        """SHA-256, in hex, of the statement's canonical form."""
        return statement_hash(self).hex()


def statement_hash(statement: Statement) -> bytes:
    """Return the SHA-256 of the statement's RFC 8785 form, an array of its fields in order.

    Strings, whole numbers and booleans are all it holds, and for those Python's compact encoder
    and RFC 8785 agree byte for byte.
    """
    return hashlib.sha256(_canonical(statement).encode("utf-8", "surrogatepass")).digest()


def _canonical(statement: Statement) -> str:
    # Field by field: this runs for every statement that is written or verified.
    entity, schema, prop, value, original, document = statement[:6]
    return (
        f"[{_text(entity)},{_text(schema)},{_text(prop)},{_text(value)},{_text(original)},"
        f"{_text(document)},{statement.start},{statement.end},{_source(statement[8:])}]"
    )


@lru_cache(maxsize=4096)
def _source(fields: tuple[Any, ...]) -> str:
    """Return the form of what most statements of a document have in common."""
    asserters, denied, *rest = fields
    return _encode([asserters, bool(denied), *rest])[1:-1]


def entity_id(*parts: str) -> str:
    """Make an entity's id from what makes it itself: 128 bits of a hash, so that it is short."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
