"""Overlap: which identifiers do both agencies hold, while neither learns the rest."""

from comity.exchange.overlap.allowance import Allowance, Past, Refused
from comity.exchange.overlap.asking import (
    Match,
    State,
    ask,
    finish,
    learn,
    reply,
)
from comity.exchange.overlap.commitment import (
    Commitment,
    Opening,
    check_commitment,
    check_opening,
    commit,
    opening,
)
from comity.exchange.overlap.desk import Desk
from comity.exchange.overlap.identifiers import KINDS, Holdings, Identifier, holdings
from comity.exchange.overlap.inspection import Record, answer_faults, faults, record
from comity.exchange.overlap.secret import Secret, load_secret, new_secret
from comity.exchange.overlap.step import MOST_BYTES, Step

__all__ = [
    "KINDS",
    "MOST_BYTES",
    "Allowance",
    "Commitment",
    "Desk",
    "Holdings",
    "Identifier",
    "Match",
    "Opening",
    "Past",
    "Record",
    "Refused",
    "Secret",
    "State",
    "Step",
    "answer_faults",
    "ask",
    "check_commitment",
    "check_opening",
    "commit",
    "faults",
    "finish",
    "holdings",
    "learn",
    "load_secret",
    "new_secret",
    "opening",
    "record",
    "reply",
]
