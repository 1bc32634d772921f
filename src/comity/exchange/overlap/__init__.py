"""Overlap: which identifiers do both agencies hold, while neither learns the rest.

Three messages, each a header and a payload, go from the asking to the answering side and back.
Nothing here sends or stores them, save for the cache of what was computed.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from comity.model import Statement
>>> today, place = "2019-11-07", TemporaryDirectory()
>>> us, cn = (Desk(new_secret(today), Path(place.name) / name, today) for name in ("us", "cn"))
>>> phones = "+8613812345678", "+12025550143"
>>> said = [Statement("someone", "Person", "phone", phone) for phone in phones]
>>> ours, theirs = holdings(said, ["phone"], "us"), holdings(said[:1], ["phone"], "cn")

The asking side keeps ``state`` until the reply comes:

>>> asked, state = ask(ours, us, ["phone"])
>>> replied = reply(asked, theirs, cn, Allowance(least=1), history=[])
>>> both, closing = finish(state, replied, ours, us)
>>> [match.identifier.value for match in both]
['+8613812345678']

The closing tells the answering side the same:

>>> learned, unexplained = learn(closing, replied, theirs, cn)
>>> learned == both, unexplained
(True, 0)
>>> place.cleanup()
"""

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
