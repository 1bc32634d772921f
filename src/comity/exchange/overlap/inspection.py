"""The account that a side can be made to give: what it asked or answered with, laid open.

A side keeps a private record of each of its steps. Given the record, an inspector of its own
country, or a court, checks it against the step as it stands in both logs: that the set is the one
that was committed to, and that what was sent was computed from this set and from nothing else.
What is left to check then is what no computer can: that each identifier of the set rests on a
statement, and the statement on a document.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple, Self

from comity.exchange.overlap import step as steps
from comity.exchange.overlap.commitment import check_commitment
from comity.exchange.overlap.desk import Desk
from comity.exchange.overlap.identifiers import Holdings
from comity.exchange.overlap.intersection import blinded, multiplied, outputs, public, tags
from comity.exchange.overlap.step import Step
from comity.model import ComityError


class Record(NamedTuple):
    """What opens an own step; private.

    Attributes:
        words: the identifiers of the set, as ``Identifier.word``.
        salt: hex; opens the commitment.
        key: hex; of an ask the key that blinded it, of a reply the answering key.
    """

    words: tuple[str, ...]
    salt: str
    key: str

    def __repr__(self) -> str:
        return f"Record({len(self.words)} words)"  # secrets have no place in a log

    def dump(self) -> str:
        """Return the record as the text of a private file."""
        return json.dumps(self, ensure_ascii=False) + "\n"

    @classmethod
    def load(cls, text: str) -> Self:
        """Return the record in a private file.

        Raises:
            ComityError: the file is damaged.
        """
        try:
            words, salt, key = json.loads(text)
            bytes.fromhex(salt + key)
            return cls(tuple(words), salt, key)
        except (ValueError, TypeError):
            raise ComityError("The record of this overlap is damaged.") from None


def record(own: Step, mine: Holdings, desk: Desk) -> Record:
    """Return what opens an own ask or reply; holdings and desk are those it was made with.

    Raises:
        ComityError: the answering key of that reply is not kept any more.
    """
    step, nonce, kinds = (own.header[name] for name in ("step", "nonce", "kinds"))
    words = tuple(identifier.word for identifier in mine if identifier.kind in kinds)
    return Record(words, desk.secret.salt(step, nonce).hex(), _key(own, desk).hex())


def faults(step: Step, opened: Record) -> list[str]:
    """Return what in an ask or a reply does not follow from the record; nothing if all does.

    For a reply this covers the set and its tags; ``answer_faults`` covers the answers in it.
    """
    steps.check(step, step.header["step"])
    words, key, found = opened.words, bytes.fromhex(opened.key), []
    if not check_commitment(words, bytes.fromhex(opened.salt), step.commitment):
        found.append("The set is not the one that was committed to.")
    if step.header["step"] == "ask":
        made = set(blinded(words, key))
        others = sum(element not in made for element in steps.elements(step))
        if others:
            found.append(f"{others} of the elements sent stand for nothing in the set.")
    else:
        found += _reply_faults(step, words, key)
    return found


def answer_faults(asked: Step, replied: Step, opened: Record) -> list[str]:
    """Return what in the answers of a reply does not follow from the ask and the reply's record."""
    answers = multiplied(steps.elements(asked), bytes.fromhex(opened.key))
    if replied.header["ask"] != asked.digest:
        return ["The reply is not to this ask."]
    wrong = sum(a != b for a, b in zip(answers, steps.elements(replied), strict=False))
    wrong += abs(len(answers) - replied.number)
    return [f"{wrong} of the answers are wrong."] if wrong else []


def _reply_faults(step: Step, words: Sequence[str], key: bytes) -> list[str]:
    if public(key) != step.header["key"]:
        return ["The key is not the one that is named in the reply."]
    right = sorted(tags("answer", step.header["nonce"], outputs(words, key)))
    return [] if right == steps.tags(step) else ["The tags are not those of the set."]


def _key(own: Step, desk: Desk) -> bytes:
    if own.header["step"] == "ask":
        return desk.secret.blind(own.header["nonce"])
    key = desk.secret.key(own.header["key"])
    if key is None:
        raise ComityError("The answering key of this overlap is not kept any more.")
    return bytes.fromhex(key.number)
