"""Try policies on inputs that cover what they tell apart: which of them can ever apply?"""

import json
from collections.abc import Iterator
from typing import Any

import cedarpy

from comity.law.covering import Input, inputs
from comity.law.policies import Policy, engine


def never(policies: list[Policy], schema: str) -> Iterator[tuple[Policy, str]]:
    """Yield the policies that never apply, and the permits that something always overrides.

    With each comes a sentence that says which.

    Raises:
        ValueError: the schema cannot be read, or a policy does not fit it.
    """
    tried = inputs(policies, schema)
    applying = _applying(tried, policies, schema)
    for policy in policies:
        where = [number for number, ids in enumerate(applying) if policy.id in ids]
        if not where:
            yield policy, "never applies: its conditions exclude each other."
        elif policy.permits:
            stops = [_forbids(applying[number], policies) for number in where]
            if all(stops):
                always = ", ".join(sorted(set.intersection(*stops))) or "one forbid or another"
                yield policy, f"never releases anything: it is always overridden, by {always}."


def _forbids(ids: set[str], policies: list[Policy]) -> set[str]:
    return {policy.id for policy in policies if policy.id in ids and not policy.permits}


def _applying(tried: list[Input], policies: list[Policy], schema: str) -> list[set[str]]:
    """For each input the ids of the policies that apply. Cedar names the permits only where no
    forbid applies, so they are asked apart."""
    ready = cedarpy.Schema.from_str(schema)
    entities: dict[str, dict[str, Any]] = {}
    requests = [_request(one, entities) for one in tried]
    loaded = cedarpy.Entities.from_json_str(json.dumps(list(entities.values())), ready)
    found: list[set[str]] = [set() for _ in tried]
    for permits in (True, False):
        asked = engine([policy for policy in policies if policy.permits is permits])
        answers = cedarpy.is_authorized_batch(requests, asked, loaded, ready)
        for ids, answer in zip(found, answers, strict=True):
            ids.update(answer.diagnostics.reasons)
    return found


def _request(one: Input, entities: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return an input as a request; the entities that it speaks of are added to ``entities``."""
    context = {k: v for k, v in _under(one, "context").items() if "." not in k}
    context["recipient"] = {"__entity": _entity("Agency", one, "context.recipient", entities)}
    return {
        "principal": _entity("Agency", one, "principal", entities),
        "action": {"type": "Action", "id": "release"},
        "resource": _entity("Matter", one, "resource", entities),
        "context": json.dumps(context),
    }


def _entity(
    kind: str, one: Input, path: str, entities: dict[str, dict[str, Any]]
) -> dict[str, str]:
    attributes = _under(one, path)
    uid = {"type": kind, "id": json.dumps(attributes)}
    entities.setdefault(uid["id"], {"uid": uid, "attrs": attributes, "parents": []})
    return uid


def _under(one: Input, path: str) -> dict[str, Any]:
    start = f"{path}."
    found = {k.removeprefix(start): v for k, v in one.items() if k.startswith(start)}
    return {key: _cedar(key, value) for key, value in found.items() if value is not None}


def _cedar(key: str, value: Any) -> Any:
    if key in ("on", "until"):
        return {"__extn": {"fn": "datetime", "arg": value}}
    return value
