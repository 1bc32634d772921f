"""Ask the law, by jurisdiction and by day.

An empty answer means "not known here", never "allowed": the files hold what somebody has
verified, and no more.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

from comity.law.kinds import (
    Code,
    Control,
    Limit,
    Offence,
    Penalty,
    Refusal,
    Row,
    Threshold,
    Treaty,
)
from comity.law.rows import Book, read
from comity.law.substance import folded, substance
from comity.model import ComityError

R = TypeVar("R", bound=Row)


class Jurisdiction(NamedTuple):
    """One folder of the law: its id (``us``) and its name."""

    id: str
    name: str


@cache
def book() -> Book:
    """Return the rows that come with Comity.

    Raises:
        ComityError: a file cannot be read; the message names file and row.
    """
    found = read()
    if found.problems:
        raise ComityError(f"The law's files must be put right first: {found.problems[0]}")
    return found


def jurisdictions() -> list[Jurisdiction]:
    """Return those of which there is law here, by id."""
    return [Jurisdiction(key, name) for key, name in book().names.items()]


def offences(jurisdiction: str, on: str) -> list[Offence]:
    """Return the offences in force on a day (ISO).

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    return rows(Offence, jurisdiction, on)


def thresholds(substance_name: str, jurisdiction: str, on: str) -> list[Threshold]:
    """Return the amounts that matter for a substance on a day (ISO), as the files order them.

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    key = _substance_id(substance_name)
    return [row for row in rows(Threshold, jurisdiction, on) if row.substance == key]


def control(substance_name: str, jurisdiction: str, on: str) -> list[Control]:
    """Return the rows under which a substance was controlled on a day (ISO).

    Where no row names the substance, rows that control its whole class are returned: they have
    a ``family``, and whether the substance belongs to the class an expert must say. Empty means
    "not known here".

    Args:
        substance_name: id, CAS number or any name in ``substances.csv``.
        jurisdiction: as ``us``, ``cn``, ``un``.
        on: ISO date.

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    key = _substance_id(substance_name)
    known = rows(Control, jurisdiction, on)
    named = [row for row in known if key in row.substances]
    found = substance(key)
    if named or found is None:
        return named
    return [row for row in known if row.family and row.family == found.family]


def penalty(name: str, jurisdiction: str, on: str = "") -> Penalty | None:
    """Return what a penalty is, what usually follows and what it is not; None if not known.

    Args:
        name: id, name or another name, in any language.
        jurisdiction: as ``cn``.
        on: ISO date; without it, as the law stands last.

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    _known(jurisdiction)
    wanted = folded(name)
    found = [
        row
        for row in book().rows
        if isinstance(row, Penalty)
        and row.jurisdiction == jurisdiction
        and wanted in {folded(n) for n in (row.id, row.name, row.official, *row.also) if n}
    ]
    if on:
        check_day(on)
        found = [row for row in found if row.in_force(on)]
    return max(found, key=lambda row: row.since, default=None)


def limits(jurisdiction: str, on: str) -> list[Limit]:
    """Return the limits on sending evidence abroad in force on a day (ISO).

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    return rows(Limit, jurisdiction, on)


def refusals(jurisdiction: str, on: str) -> list[Refusal]:
    """Return the grounds on which a request to a jurisdiction can be refused on a day (ISO).

    Those of its own law come first, then those of the treaties that bind it.

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    bound = {row.id for row in treaties((jurisdiction,), on)}
    own = [row for row in rows(Refusal, jurisdiction, on) if not row.treaty]
    shared = [
        row
        for row in book().rows
        if isinstance(row, Refusal) and row.treaty in bound and row.in_force(on)
    ]
    return own + shared


def treaties(between: Iterable[str], on: str) -> list[Treaty]:
    """Return the treaties by which all these jurisdictions were bound on a day (ISO).

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    check_day(on)
    parties = tuple(between)
    for party in parties:
        _known(party)
    return [
        row
        for row in book().rows
        if isinstance(row, Treaty)
        and row.in_force(on)
        and all(party in row.parties and row.parties[party] <= on for party in parties)
    ]


def handling_codes(jurisdiction: str, on: str) -> list[Code]:
    """Return the handling codes and labels in use on a day (ISO).

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    return rows(Code, jurisdiction, on)


def rows(kind: type[R], jurisdiction: str, on: str) -> list[R]:
    """Return the rows of one kind in force in a jurisdiction on a day (ISO).

    Raises:
        ComityError: no such jurisdiction, or not a date.
    """
    _known(jurisdiction)
    check_day(on)
    return [
        row
        for row in book().rows
        if isinstance(row, kind) and row.jurisdiction == jurisdiction and row.in_force(on)
    ]


def act(word: str) -> str:
    """Return the act of ``acts.yaml`` that a word means.

    Raises:
        ComityError: no such word; the message lists the acts.
    """
    wanted = folded(word)
    for name, words in book().acts.items():
        if wanted in {folded(w) for w in (name, *words)}:
            return name
    raise ComityError(f"{word!r} is not an act known here. Use one of: {', '.join(book().acts)}.")


def _substance_id(name: str) -> str:
    found = substance(name)
    return found.id if found else name


def _known(jurisdiction: str) -> None:
    if jurisdiction not in book().names:
        known = ", ".join(book().names)
        raise ComityError(f"There is no law of {jurisdiction!r} here. There is: {known}.")


def check_day(on: str) -> None:
    """Raise a ComityError unless this is a date as 2019-05-01."""
    try:
        if date.fromisoformat(on).isoformat() == on:
            return
    except ValueError:
        pass
    raise ComityError(f"{on!r} is not a date. Write it as 2019-05-01.")
