"""The tests that stand beside the policies, for a lawyer to read and to add to.

Each is a row of ``<jurisdiction>/release_tests.yaml``: a matter, the circumstances, and what must
become of it, by which policies. What a row leaves out is ordinary: an open statement of our own
agency, with nothing granted.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from comity.law.facts import Circumstances, Matter
from comity.law.policies import EVERYWHERE, Shelf
from comity.law.release import HELD, REDACTED, RELEASED, Decision, decide_by
from comity.law.rows import Problem, parse
from comity.model import CLASSIFICATIONS, ComityError, Handling

TRIALS = "release_tests.yaml"

_KEYS = {"test", "matter", "circumstances", "outcome", "policies", "redact"}
_MATTER = {"kind", "level", "codes", "originator", "purpose", "until", "grade"}
_SETS = {"assurances", "permissions", "consents"}
_YES = {"yes": True, "no": False}
_OUTCOMES = (RELEASED, REDACTED, HELD)


class Trial(NamedTuple):
    """One test: what must become of a matter under circumstances, by which policies."""

    file: str
    name: str
    matter: Matter
    circumstances: Circumstances
    outcome: str
    policies: frozenset[str]
    redact: frozenset[str] | None


def trials(home: Path, found: Shelf, problems: list[Problem]) -> list[Trial]:
    """Read all tests of a folder; what cannot be read is added to ``problems``."""
    read: list[Trial] = []
    for name in found.texts:
        path = home / name / TRIALS
        if not path.is_file():
            problems.append(Problem(f"{name}/{TRIALS}", "", "is missing: policies need tests."))
            continue
        rows = parse(path, home, problems)
        if not isinstance(rows, list):
            text = "must be a list of tests, each beginning with '- test:'."
            problems.append(Problem(f"{name}/{TRIALS}", "", text))
            continue
        for number, row in enumerate(rows, 1):
            try:
                read.append(_trial(name, row))
            except ComityError as error:
                problems.append(Problem(f"{name}/{TRIALS}", f"test {number}", str(error)))
    return read


def run(trial: Trial, found: Shelf) -> tuple[Decision | None, str]:
    """Return the decision, and a sentence if it is not what the test expects, or empty."""
    try:
        decision = decide_by(found, [trial.matter], trial.circumstances)[0]
    except ComityError as error:
        return None, str(error)
    return decision, " ".join(_differences(trial, decision))


def _differences(trial: Trial, decision: Decision) -> Iterator[str]:
    by = {reason.policy for reason in decision.reasons if reason.policy}
    if decision.outcome != trial.outcome:
        yield f"must be {trial.outcome}, and is {decision.outcome}."
    if by != trial.policies:
        yield f"must be decided by {_list(trial.policies)}, and is by {_list(by)}."
    if trial.redact is not None and set(decision.redact) != trial.redact:
        yield f"must strip {_list(trial.redact)}, and strips {_list(set(decision.redact))}."


def _list(names: set[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _trial(jurisdiction: str, row: object) -> Trial:
    if not isinstance(row, dict):
        raise ComityError("is no test: write keys and values, beginning with '- test:'.")
    _known(row, _KEYS, "a test")
    missing = {"test", "outcome", "policies"} - row.keys()
    if missing:
        raise ComityError(f"lacks {', '.join(sorted(missing))}.")
    if row["outcome"] not in _OUTCOMES:
        raise ComityError(f"'outcome' must be one of: {', '.join(_OUTCOMES)}.")
    return Trial(
        f"{jurisdiction}/{TRIALS}",
        str(row["test"]),
        _matter(_record(row, "matter")),
        _circumstances(jurisdiction, _record(row, "circumstances")),
        row["outcome"],
        _set(row, "policies"),
        _set(row, "redact") if "redact" in row else None,
    )


def _matter(row: dict[str, Any]) -> Matter:
    _known(row, _MATTER, "a matter")
    level = row.get("level", CLASSIFICATIONS[0])
    if level not in CLASSIFICATIONS:
        raise ComityError(f"'level' must be one of: {', '.join(CLASSIFICATIONS)}.")
    handling = Handling(
        CLASSIFICATIONS.index(level),
        tuple(sorted(_set(row, "codes"))),
        row.get("originator", ""),
        row.get("purpose", ""),
        row.get("until", ""),
    )
    return Matter(row.get("kind", "statement"), handling, row.get("grade", "B2"))


def _circumstances(jurisdiction: str, row: dict[str, Any]) -> Circumstances:
    _known(row, set(Circumstances._fields), "circumstances")
    values: dict[str, Any] = {key: _set(row, key) if key in _SETS else row[key] for key in row}
    if "as_evidence" in row:
        if row["as_evidence"] not in _YES:
            raise ComityError("'as_evidence' must be yes or no.")
        values["as_evidence"] = _YES[row["as_evidence"]]
    if "approvals" in row:
        if not str(row["approvals"]).isdigit():
            raise ComityError("'approvals' must be a number.")
        values["approvals"] = int(row["approvals"])
    ordinary = Circumstances(
        sender="our agency",
        sender_law=jurisdiction,
        recipient="their agency",
        recipient_law="us" if jurisdiction == EVERYWHERE else EVERYWHERE,
        purpose="case:test",
        on="2026-01-01",
    )
    return ordinary._replace(**values)


def _record(row: dict[str, Any], key: str) -> dict[str, Any]:
    found = row.get(key) or {}
    if not isinstance(found, dict):
        raise ComityError(f"{key!r} must be keys and values: {{kind: file}}.")
    return found


def _set(row: dict[str, Any], key: str) -> frozenset[str]:
    found = row.get(key) or []
    if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
        raise ComityError(f"{key!r} must be a list: [one, two].")
    return frozenset(found)


def _known(row: dict[str, Any], keys: set[str], what: str) -> None:
    unknown = sorted(map(str, row.keys() - keys))
    if unknown:
        raise ComityError(f"{what} has no {', '.join(unknown)}. Known: {', '.join(sorted(keys))}.")
