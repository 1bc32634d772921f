"""Check the law's files: what a lawyer who edits them may have overlooked."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from comity.law.kinds import Control, Limit, Offence, Penalty, Refusal, Row, Threshold, Treaty
from comity.law.policy_checking import check_policies
from comity.law.rows import HOME, Book, Problem, read
from comity.law.substance import substances


def check(home: Path = HOME) -> list[Problem]:
    """Return what is wrong in a folder of jurisdictions; empty if nothing is.

    It finds: rows without source or dates, keys and words that do not exist, days that are no
    days or out of order, overlapping periods of one id and gaps between them, references to
    rows that are not there, acts and substances that are not in their tables; and what
    :func:`comity.law.check_policies` finds in the policies.

    Raises:
        ComityError: the folder is not there.
    """
    found = read(home)
    problems = list(found.problems)
    for row in found.rows:
        problems.extend(_problem(row, text) for text in _order(row))
        problems.extend(_problem(row, text) for text in _references(row, found))
    problems.extend(_periods(found))
    problems.extend(check_policies(home))
    return problems


def _problem(row: Row, text: str) -> Problem:
    file, place = row.place.split(", ", 1)
    return Problem(file, place, text)


def _order(row: Row) -> Iterator[str]:
    if row.until and row.until < row.since:
        yield f"'until' ({row.until}) is before 'from' ({row.since})."
    if row.address and not row.address.startswith("https://"):
        yield f"'address' {row.address!r} must begin with https://."
    if isinstance(row, Treaty):
        for party, day in row.parties.items():
            if day < row.since:
                yield f"'parties': {party} is bound ({day}) before the treaty ({row.since})."


def _periods(book: Book) -> Iterator[Problem]:
    """Rows of one id follow each other without overlap and without a gap."""
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in book.rows:
        groups[row.place.split(",", 1)[0], row.id].append(row)
    for group in groups.values():
        group.sort(key=lambda row: row.since)
        for earlier, later in pairwise(group):
            if not earlier.until or earlier.until >= later.since:
                text = f"overlaps with the period of the same id from {earlier.since}."
                yield _problem(later, text)
            elif date.fromisoformat(earlier.until) + timedelta(1) != date.fromisoformat(
                later.since
            ):
                text = f"leaves a gap after {earlier.until}. If there was none in force, "
                yield _problem(later, text + "give the later period another id.")


def _references(row: Row, book: Book) -> Iterator[str]:
    if isinstance(row, Offence):
        yield from (f"unknown act {act!r}." for act in row.acts if act not in book.acts)
        yield from _dead("penalty", row.penalties, _ids(book, Penalty, row.jurisdiction))
    elif isinstance(row, Threshold):
        yield from _dead("offence", (row.offence,), _ids(book, Offence, row.jurisdiction))
        yield from _dead("substance", (row.substance,), {s.id for s in substances()})
    elif isinstance(row, Control):
        yield from _dead("substance", row.substances, {s.id for s in substances()})
        family = (row.family,) if row.family else ()
        yield from _dead("family of substances", family, {s.family for s in substances()})
    elif isinstance(row, Treaty):
        yield from _dead("jurisdiction", tuple(row.parties), set(book.names))
        yield from _dead("party", tuple(row.reservations), set(row.parties))
    elif isinstance(row, Refusal | Limit) and row.treaty:
        yield from _dead("treaty", (row.treaty,), _ids(book, Treaty))


def _dead(what: str, names: tuple[str, ...], known: set[str]) -> Iterator[str]:
    yield from (f"unknown {what} {name!r}." for name in names if name not in known)


def _ids(book: Book, kind: type[Row], jurisdiction: str = "") -> set[str]:
    return {
        row.id
        for row in book.rows
        if isinstance(row, kind) and jurisdiction in ("", row.jurisdiction)
    }
