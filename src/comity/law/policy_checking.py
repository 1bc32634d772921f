"""Check the policies: what a lawyer who edits them may have overlooked."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cedarpy

from comity.law.covering import compared
from comity.law.kinds import Assurance, Code
from comity.law.policies import (
    EVERYWHERE,
    POLICIES,
    REDACTIONS,
    SCHEMA,
    Policy,
    Shelf,
    read_policies,
    reference_of,
)
from comity.law.release import PERMISSION
from comity.law.rows import HOME, Problem
from comity.law.trials import Trial, run, trials
from comity.law.trying import never

_ANNOTATIONS = ("id", "says", "row", "redacts", "asks")


def check_policies(home: Path = HOME) -> list[Problem]:
    """Return what is wrong with the policies of a folder of jurisdictions; empty if nothing is.

    It finds: what is no Cedar or does not fit the schema; a policy without ``@id``, ``@says`` or
    ``@row``; an id that two policies which apply together share; a row, code, consent or
    assurance that does not exist; a policy that can never apply, and a permit that is always
    overridden; a test that fails, and a policy that no test exercises.

    Raises:
        ComityError: the folder is not there.
    """
    found = read_policies(home)
    if not found.texts:
        return []
    problems = [*found.problems[len(found.book.problems) :], *_fitting(found)]
    if problems or found.problems:  # what follows needs policies that can be evaluated
        return problems
    for policy in found.policies:
        problems.extend(policy.problem(text) for text in _annotations(policy, found))
        problems.extend(policy.problem(text) for text in _words(policy, found))
    if not problems:
        problems.extend(_trying(found))
        problems.extend(_tests(home, found))
    return problems


def _fitting(found: Shelf) -> Iterator[Problem]:
    """Whether each file fits the schema, as Cedar's validator sees it."""
    try:
        schema = cedarpy.Schema.from_str(found.schema)
    except ValueError as error:
        yield Problem(SCHEMA, "", f"cannot be read: {error}.")
        return
    for name, text in found.texts.items():
        result = cedarpy.validate_policies(text, schema)
        for fault in result.errors:
            policy = result.id_annotations_by_policy_id.get(fault.policy_id, fault.policy_id)
            says = fault.error.removeprefix(f"for policy `{fault.policy_id}`, ")
            yield Problem(f"{name}/{POLICIES}", f"policy {policy}", f"{says}.")


def _annotations(policy: Policy, found: Shelf) -> Iterator[str]:
    for name in policy.node.annotations.keys() - set(_ANNOTATIONS):
        yield f"has an unknown annotation @{name}. Known: {', '.join(_ANNOTATIONS)}."
    if policy.permits and policy.redacts:
        yield "@redacts stands on a permit; only a forbid can be met by stripping."
    for part in policy.redacts:
        if part not in REDACTIONS:
            yield f"@redacts: {part!r} cannot be stripped. Use: {', '.join(REDACTIONS)}."
    if policy.asks and not _can_be_given(policy.asks, found):
        yield (
            f"@asks: {policy.asks!r} is nothing that can be given. Use assurance: with an id of "
            f"assurances.yaml, consent: with a row, {PERMISSION}, or approval: with a number."
        )


def _can_be_given(asks: str, found: Shelf) -> bool:
    kind, _, rest = asks.partition(":")
    if kind == "assurance":
        return rest in _assurances(found)
    if kind == "consent":
        return bool(found.rows(rest))
    return asks == PERMISSION or (kind == "approval" and rest.isdigit())


def _words(policy: Policy, found: Shelf) -> Iterator[str]:
    """Whether the codes, consents and assurances that a policy names exist."""
    known = {
        "resource.codes": ("code", {row.code for row in found.book.rows if isinstance(row, Code)}),
        "context.assurances": ("assurance", _assurances(found)),
        "context.consents": ("row", {reference_of(row) for row in found.book.rows}),
    }
    for attributes, values in compared([policy]):
        for path in attributes & known.keys():
            what, names = known[path]
            for name in sorted(map(str, values - names)):
                yield f"names the {what} {name!r}, which is not in the law's files."


def _assurances(found: Shelf) -> set[str]:
    return {row.id for row in found.book.rows if isinstance(row, Assurance)}


def _trying(found: Shelf) -> Iterator[Problem]:
    for name in found.texts:
        for policy, text in never(found.applying(name), found.schema):
            if policy.jurisdiction == name:
                yield policy.problem(text)
            elif policy.permits:
                permit = f"the permit {policy.id} of {policy.jurisdiction}"
                yield Problem(f"{name}/{POLICIES}", "", f"{permit} {text}")


def _tests(home: Path, found: Shelf) -> Iterator[Problem]:
    unread: list[Problem] = []
    read = trials(home, found, unread)
    yield from unread
    exercised: set[tuple[str, str]] = set()
    for trial in read:
        decision, text = run(trial, found)
        if text:
            yield Problem(trial.file, f"test {trial.name!r}", text)
        if decision:
            exercised |= _exercised(trial, {r.policy for r in decision.reasons}, found)
    for policy in found.policies:
        if (policy.jurisdiction, policy.id) not in exercised:
            yield policy.problem("is exercised by no test; add one to release_tests.yaml.")


def _exercised(trial: Trial, ids: Iterable[str], found: Shelf) -> set[tuple[str, str]]:
    applying = found.applying(trial.circumstances.sender_law or EVERYWHERE)
    return {(policy.jurisdiction, policy.id) for policy in applying if policy.id in set(ids)}
