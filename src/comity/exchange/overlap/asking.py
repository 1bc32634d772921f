"""Ask, reply, finish, learn: the steps of an overlap, from plain data to plain data.

    asking side                                   answering side
    ask      b·H(x) for each x that is new   ─►   reply
    finish   F(x) for each x                 ◄─   k·b·H(x) for each; tags of F(y) for each own y
             what both hold
    closing  other tags of F, of what both   ─►   learn: what both hold
             hold

F(x) can be computed only with the answering side's key k. Tags are hashes of F with the nonce of
the ask, so that they differ each time. A closing tag can be made only by one who had F computed,
and so asked for that identifier: a claim to hold it is no mere claim.
"""

import json
import secrets
from collections.abc import Iterable
from typing import NamedTuple, Self

from comity.exchange.overlap import allowance as limits
from comity.exchange.overlap import step as steps
from comity.exchange.overlap.allowance import Allowance, Past, Refused
from comity.exchange.overlap.commitment import commit
from comity.exchange.overlap.desk import Desk
from comity.exchange.overlap.identifiers import Holdings, Identifier, chosen
from comity.exchange.overlap.intersection import blinded, multiplied, tags, unblinded
from comity.exchange.overlap.step import Step
from comity.model import ComityError


class Match(NamedTuple):
    """An identifier that both sides hold, with the ids of our own statements that say it."""

    identifier: Identifier
    statements: tuple[str, ...]


class State(NamedTuple):
    """What the asking side remembers until the reply comes; private, as it names identifiers.

    Attributes:
        nonce: of the ask.
        digest: of the ask.
        kinds: that were asked about.
        key: public key under which earlier answers are known; empty for none.
        new: words of the identifiers that were sent, in the order of their elements.
        known: words of those whose answer is known from before.
    """

    nonce: str
    digest: str
    kinds: tuple[str, ...]
    key: str
    new: tuple[str, ...]
    known: tuple[str, ...]

    def dump(self) -> str:
        """Return the state as the text of a private file."""
        return json.dumps(self, ensure_ascii=False) + "\n"

    @classmethod
    def load(cls, text: str) -> Self:
        """Return the state in a private file.

        Raises:
            ComityError: the file is damaged.
        """
        try:
            nonce, digest, kinds, key, new, known = json.loads(text)
            return cls(nonce, digest, tuple(kinds), key, tuple(new), tuple(known))
        except (ValueError, TypeError):
            raise ComityError("What was asked is no longer known here: ask again.") from None


def ask(
    mine: Holdings, desk: Desk, kinds: Iterable[str], *, whole: bool = False
) -> tuple[Step, State]:
    """Return the ask about what is held of some kinds, and what to remember until the reply.

    Only identifiers that are new since the partner's last answers are sent; ``whole`` sends all,
    as is right when the partner no longer holds the key, or the cache was lost.

    Raises:
        ComityError: there is no such kind, or nothing of these kinds is held.
    """
    wanted = chosen(kinds)
    words = _words(mine, wanted)
    if not words:
        raise ComityError(f"Nothing of the kinds {', '.join(wanted)} is held that could be asked.")
    key = "" if whole else desk.last_key()
    known = desk.asked(key).known(words) if key else {}
    key = key if known else ""
    nonce = secrets.token_hex(32)
    blind = desk.secret.blind(nonce)
    new = [word for word in words if word not in known]
    pairs = sorted(zip(blinded(new, blind, desk.workers), new, strict=True))
    fields = {
        "kinds": list(wanted), "key": key, "number": len(pairs),
        "set": commit(words, desk.secret.salt("ask", nonce))._asdict(),
    }  # fmt: skip
    made = steps.make("ask", nonce, fields, b"".join(element for element, _ in pairs))
    sent = tuple(word for _, word in pairs)
    return made, State(nonce, made.digest, wanted, key, sent, tuple(known))


def reply(
    asked: Step, mine: Holdings, desk: Desk, allowance: Allowance, history: Iterable[Past]
) -> Step:
    """Return the reply to a partner's ask.

    ``desk.secret`` is what ``Secret.current`` returned for today. ``history`` is what the log
    knows of this partner's earlier asks.

    Raises:
        Refused: policy does not allow it, or the key is not held any more.
        ComityError: the ask is damaged.
    """
    steps.check(asked, "ask")
    limits.check(asked, allowance, history, desk.today)
    points = steps.elements(asked)
    if not steps.ordered(points):
        raise ComityError("The overlap message is damaged: its elements are not in order.")
    kinds = chosen(asked.header["kinds"])
    words = _words(mine, kinds)
    nonce, name = asked.header["nonce"], asked.header["key"]
    key = desk.secret.key(name)
    if key is None:
        raise Refused("The key for these answers has ended: ask from the beginning.", whole=True)
    answers = multiplied(points, bytes.fromhex(key.number), desk.workers)
    shown = sorted(tags("answer", nonce, desk.own(words, key).values()))
    fields = {
        "ask": asked.digest, "key": key.public, "until": key.until, "number": len(answers),
        "kinds": list(kinds), "set": commit(words, desk.secret.salt("reply", nonce))._asdict(),
    }  # fmt: skip
    return steps.make("reply", nonce, fields, b"".join(answers) + b"".join(shown))


def finish(state: State, replied: Step, mine: Holdings, desk: Desk) -> tuple[list[Match], Step]:
    """Return what both sides hold, and the closing by which the partner learns the same.

    Raises:
        ComityError: the reply is damaged, or not to this ask.
    """
    _check_reply(state, replied)
    cache = desk.asked(replied.header["key"])
    known = cache.known(state.known)
    if len(known) < len(state.known):
        raise ComityError("Earlier answers of this partner were lost: ask from the beginning.")
    blind, answers = desk.secret.blind(state.nonce), steps.elements(replied)
    new = dict(zip(state.new, unblinded(state.new, answers, blind, desk.workers), strict=True))
    cache.keep(new)
    desk.remember_key(replied.header["key"], replied.header["until"])
    outputs = known | new
    held = dict(zip(tags("answer", state.nonce, outputs.values()), outputs, strict=True))
    both = {held[shown] for shown in steps.tags(replied) if shown in held}
    proofs = sorted(tags("closing", state.nonce, (outputs[word] for word in both)))
    fields = {"ask": state.digest, "number": len(proofs)}
    closing = steps.make("closing", state.nonce, fields, b"".join(proofs))
    return _matches(mine, both), closing


def learn(closing: Step, replied: Step, mine: Holdings, desk: Desk) -> tuple[list[Match], int]:
    """Return what both sides hold, for the side that replied, and how many claims fit nothing.

    ``replied`` is our own reply; of it only the header is needed. A claim fits nothing where the
    identifier is not held any more, or where the partner made it up.

    Raises:
        ComityError: the closing is damaged, or not of this overlap; or the key is gone.
    """
    steps.check(closing, "closing")
    header = replied.header
    if (closing.header["nonce"], closing.header["ask"]) != (header["nonce"], header["ask"]):
        raise ComityError("The closing does not belong to this overlap.")
    key = desk.secret.key(header["key"])
    if key is None:
        raise ComityError("The key of this overlap has ended: what both hold cannot be told.")
    claimed = set(steps.tags(closing))
    outputs = desk.own(_words(mine, header["kinds"]), key)
    proofs = zip(outputs, tags("closing", header["nonce"], outputs.values()), strict=True)
    both = {word for word, proof in proofs if proof in claimed}
    return _matches(mine, both), len(claimed) - len(both)


def _check_reply(state: State, replied: Step) -> None:
    steps.check(replied, "reply")
    header = replied.header
    if (header["nonce"], header["ask"]) != (state.nonce, state.digest):
        raise ComityError("The reply does not belong to this ask.")
    fits = (
        replied.number == len(state.new)
        and header["kinds"] == list(state.kinds)
        and (header["key"] == state.key if state.key else header["key"])
    )
    if not fits:
        raise ComityError("The reply does not fit the ask: ask from the beginning.")


def _words(mine: Holdings, kinds: Iterable[str]) -> list[str]:
    wanted = set(kinds)
    return [identifier.word for identifier in mine if identifier.kind in wanted]


def _matches(mine: Holdings, words: set[str]) -> list[Match]:
    """Return matches in order; of a number that matches with its country too, that one alone."""
    both = sorted(Identifier.of(word) for word in words)
    fuller = {i.without_country for i in both} - {None}
    return [Match(i, tuple(mine[i])) for i in both if i in mine and i not in fuller]
