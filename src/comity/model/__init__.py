"""Statement, entity, source, grade, handling: plain data, no input or output."""

from comity.model import grade, handling, vocabulary
from comity.model.errors import ComityError
from comity.model.handling import CLASSIFICATIONS, OPEN, Handling
from comity.model.script import one_form, simple_characters, simplified
from comity.model.statement import (
    DIFFERENT,
    REPRINT,
    SAME,
    WITHDRAWS,
    Statement,
    entity_id,
    statement_hash,
)
from comity.model.vocabulary import EVENTS, PARTIES

__all__ = [
    "CLASSIFICATIONS",
    "DIFFERENT",
    "EVENTS",
    "OPEN",
    "PARTIES",
    "REPRINT",
    "SAME",
    "WITHDRAWS",
    "ComityError",
    "Handling",
    "Statement",
    "entity_id",
    "grade",
    "handling",
    "one_form",
    "simple_characters",
    "simplified",
    "statement_hash",
    "vocabulary",
]
