"""May this go out? Decided once for each handling class, by the policies of the sender's law.

>>> from comity.model import Handling
>>> told = Matter("statement", Handling(codes=("INFORMANT",)))
>>> us_to_cn = Circumstances("DEA", "us", "NNCC", "cn", "case:xingtai", "2017-08-01")
>>> decide([told], us_to_cn)[0].outcome
'redacted'

What no policy allows is held, and so is whatever cannot be evaluated.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import cedarpy

from comity.law import facts
from comity.law.facts import FILE, Circumstances, Codes, Matter
from comity.law.kinds import Row
from comity.law.looking import check_day
from comity.law.policies import EVERYWHERE, Policy, Shelf, engine, shelf
from comity.law.rows import HOME
from comity.model import ComityError

PERMISSION = "permission:third-parties"
"""What ``@asks`` says where the permission of all third parties lifts a policy."""

RELEASED, REDACTED, HELD = "released", "redacted", "held"


class Reason(NamedTuple):
    """Why.

    Attributes:
        policy: the policy's ``@id``; empty if no policy decided.
        article, source: where the rule stands.
        says: one plain sentence.
        asks: what would lift it: ``assurance:no-death-sentence``, ``consent:us/limits/…``,
            ``permission:`` with the originators' names joined by "; ", ``approval:1``; or empty.
    """

    policy: str
    article: str
    source: str
    says: str
    asks: str


class Decision(NamedTuple):
    """What becomes of one handling class.

    Attributes:
        outcome: ``released``, ``redacted`` or ``held``.
        reasons: the policies that made it so; if released, those that allow it.
        redact: what must be stripped: ``asserters``, ``author``, ``document``, ``original``.
    """

    outcome: str
    reasons: tuple[Reason, ...]
    redact: tuple[str, ...] = ()


def decide(
    matters: Sequence[Matter], circumstances: Circumstances, home: Path = HOME
) -> list[Decision]:
    """Decide on each matter, in order. Equal matters are evaluated once, and answers are kept.

    Args:
        matters: what is to be released.
        circumstances: by whom, to whom, when, for what.
        home: folder of the law, read once.

    Raises:
        ComityError: no law of the sender here, no such act, not a date; nothing is released.
    """
    return decide_by(shelf(home), matters, circumstances)


def decide_by(
    found: Shelf, matters: Sequence[Matter], circumstances: Circumstances
) -> list[Decision]:
    """Decide by policies that have been read; otherwise as :func:`decide`."""
    unique = tuple(dict.fromkeys(matters))
    decisions = dict(zip(unique, _decisions(unique, circumstances, found.sound()), strict=True))
    return [decisions[matter] for matter in matters]


def what_if(
    matters: Sequence[Matter],
    circumstances: Circumstances,
    changed: Circumstances,
    home: Path = HOME,
) -> list[tuple[Matter, Decision, Decision]]:
    """Return the matters on which ``changed`` circumstances would change the decision.

    Raises:
        ComityError: as :func:`decide`.
    """
    unique = list(dict.fromkeys(matters))
    before, after = decide(unique, circumstances, home), decide(unique, changed, home)
    return [found for found in zip(unique, before, after, strict=True) if found[1] != found[2]]


class _Rules(NamedTuple):
    """The policies that apply under one law on one day, ready to be evaluated."""

    policies: dict[str, tuple[Policy, Row]]
    all: cedarpy.PolicySet
    permits: cedarpy.PolicySet
    schema: cedarpy.Schema
    codes: Codes


@lru_cache(maxsize=64)
def _rules(law: str, on: str, found: Shelf) -> _Rules:
    applying: dict[str, tuple[Policy, Row]] = {}
    for policy in found.applying(law):
        row = next((row for row in found.rows(policy.row) if row.in_force(on)), None)
        if row:
            applying[policy.id] = (policy, row)
    policies = [policy for policy, _ in applying.values()]
    return _Rules(
        applying,
        engine(policies),
        engine([policy for policy in policies if policy.permits]),
        cedarpy.Schema.from_str(found.schema),
        facts.codes(found.book, law, on),
    )


@lru_cache(maxsize=256)
def _decisions(
    matters: tuple[Matter, ...], circumstances: Circumstances, found: Shelf
) -> tuple[Decision, ...]:
    check_day(circumstances.on)
    if circumstances.sender == circumstances.recipient:
        raise ComityError("Sender and recipient have one name, so they cannot be told apart.")
    law = circumstances.sender_law
    if law not in found.book.names:
        known = ", ".join(found.book.names)
        raise ComityError(
            f"There is no law of {law!r} here, so nothing can go out. Known: {known}."
        )
    if not {EVERYWHERE, law} <= found.texts.keys():
        return (_held(f"No policies under the law of {law!r} are known here."),) * len(matters)
    rules = _rules(law, circumstances.on, found)
    given = _Given(
        circumstances,
        json.dumps(facts.context(circumstances)),
        facts.agencies(circumstances, found.book),
    )
    return tuple(_evaluated(matters, given, rules))


class _Given(NamedTuple):
    """The circumstances, and the same as Cedar reads them."""

    circumstances: Circumstances
    context: str
    agencies: list[dict[str, Any]]


def _evaluated(matters: tuple[Matter, ...], given: _Given, rules: _Rules) -> list[Decision]:
    """All in one batch; if that fails, one by one, so that only the faulty ones are held."""
    requests = [_request(number, given) for number in range(len(matters))]
    try:
        known = facts.entities(matters, given.circumstances, rules.codes)
        loaded = cedarpy.Entities.from_json_str(json.dumps(known + given.agencies), rules.schema)
        answers = [
            cedarpy.is_authorized_batch(requests, policies, loaded, rules.schema)
            for policies in (rules.all, rules.permits)
        ]
    except (ValueError, TypeError) as error:
        if len(matters) == 1:
            return [_held(f"Its conditions cannot be read: {error}.")]
        return [decision for m in matters for decision in _evaluated((m,), given, rules)]
    return [
        _decision(matter, answer, permitted.allowed, given.circumstances, rules)
        for matter, answer, permitted in zip(matters, *answers, strict=True)
    ]


def _request(number: int, given: _Given) -> dict[str, Any]:
    return {
        "principal": {"type": "Agency", "id": given.circumstances.sender},
        "action": {"type": "Action", "id": "release"},
        "resource": {"type": "Matter", "id": str(number)},
        "context": given.context,
    }


def _decision(
    matter: Matter,
    answer: cedarpy.AuthzResult,
    permitted: bool,
    circumstances: Circumstances,
    rules: _Rules,
) -> Decision:
    # Cedar skips a policy that fails, a forbid too: so any error holds.
    if answer.diagnostics.errors:
        return _held(f"The policies could not be evaluated: {answer.diagnostics.errors[0]}.")
    matching = [pair for name, pair in rules.policies.items() if name in answer.diagnostics.reasons]
    reasons = tuple(_reason(*pair, matter, circumstances) for pair in matching)
    if not reasons:
        return _held("No policy allows it.")
    if answer.allowed:
        return Decision(RELEASED, reasons)
    if not permitted or not all(policy.redacts for policy, _ in matching):
        return Decision(HELD, reasons)
    if matter.kind == FILE:
        return Decision(HELD, (*reasons, _WHOLE))
    strip = sorted({part for policy, _ in matching for part in policy.redacts})
    return Decision(REDACTED, reasons, tuple(strip))


def _reason(policy: Policy, row: Row, matter: Matter, circumstances: Circumstances) -> Reason:
    asks = policy.asks
    if asks == PERMISSION:
        missing = facts.third_parties(matter, circumstances) - circumstances.permissions
        asks = "permission:" + "; ".join(sorted(missing))
    return Reason(policy.id, row.article, row.source, policy.says, asks)


_WHOLE = Reason(
    "",
    "rule of this system",
    "Comity, rules of release",
    "A file is sent as it is or not at all: nothing can be stripped from it.",
    "",
)


def _held(text: str) -> Decision:
    return Decision(HELD, (Reason("", "", "", text, ""),))
