"""What a release is about, put as the facts that the policies' schema knows."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from comity.law.duality import dual
from comity.law.kinds import Code
from comity.law.looking import act, jurisdictions
from comity.law.policies import EVERYWHERE
from comity.law.rows import Book
from comity.model import CLASSIFICATIONS, Handling, grade, handling

STATEMENT, FILE = "statement", "file"

NO_DEATH_PENALTY = "no-death-penalty"
"""Id of the row of ``limits.yaml`` by which a jurisdiction's law is known to have none."""


class Matter(NamedTuple):
    """One handling class of what is to be released.

    Attributes:
        kind: ``statement`` or ``file``.
        handling: the conditions. ``originator`` empty is our own agency; several originators and
            several purposes are joined by "; ", and all of them count.
        grade: 4x4.
    """

    kind: str
    handling: Handling
    grade: str = grade.UNKNOWN


class Circumstances(NamedTuple):
    """By whom, to whom, when and for what.

    Attributes:
        sender, recipient: names of the agencies.
        sender_law, recipient_law: the jurisdictions whose law they obey, as ``us``.
        purpose: as ``case:xingtai``, or free words.
        on: day of the decision, ISO.
        offence: a word of ``acts.yaml``; empty if not stated.
        substance: for dual criminality.
        assurances: ids of ``assurances.yaml``, in force between the two.
        permissions: originators who allow passing on to this recipient.
        consents: rows of law whose consent was obtained, as ``us/limits/grand-jury``.
        as_evidence: meant as evidence (a formal request) rather than as police information.
        approvals: persons who approved, beside the one who shares.
    """

    sender: str
    sender_law: str
    recipient: str
    recipient_law: str
    purpose: str
    on: str
    offence: str = ""
    substance: str = ""
    assurances: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    as_evidence: bool = False
    approvals: int = 0


class Codes(NamedTuple):
    """Handling codes: those that the sender's law or that of everywhere explains, and others'."""

    own: frozenset[str]
    foreign: frozenset[str]


def codes(book: Book, law: str, on: str) -> Codes:
    """Sort the codes of all ``handling.yaml`` on a day, as a sender under this law sees them."""
    rows = [row for row in book.rows if isinstance(row, Code) and row.in_force(on)]
    own = {row.code for row in rows if row.jurisdiction in (EVERYWHERE, law)}
    return Codes(frozenset(own), frozenset({row.code for row in rows} - own))


def originators(matter: Matter, circumstances: Circumstances) -> set[str]:
    """Return the agencies whose conditions count; our own by its name."""
    return set(handling.parts(matter.handling.originator)) or {circumstances.sender}


def third_parties(matter: Matter, circumstances: Circumstances) -> set[str]:
    """Return the originators that are neither sender nor recipient."""
    parties = {circumstances.sender, circumstances.recipient}
    return originators(matter, circumstances) - parties


def entities(
    matters: Sequence[Matter], circumstances: Circumstances, known: Codes
) -> list[dict[str, Any]]:
    """Return the matters as Cedar entities, by number.

    Raises:
        ValueError: a day, kind or level is none; what is not understood must not go out.
    """
    return [
        {
            "uid": {"type": "Matter", "id": str(number)},
            "attrs": _attributes(matter, circumstances, known),
            "parents": [],
        }
        for number, matter in enumerate(matters)
    ]


def agencies(circumstances: Circumstances, book: Book) -> list[dict[str, Any]]:
    """Return sender and recipient as Cedar entities."""
    laws = {
        circumstances.recipient: circumstances.recipient_law,
        circumstances.sender: circumstances.sender_law,
    }
    return [
        {
            "uid": {"type": "Agency", "id": name},
            "attrs": {"law": law, "death_penalty": _death_penalty(law, book, circumstances.on)},
            "parents": [],
        }
        for name, law in laws.items()
    ]


def context(circumstances: Circumstances) -> dict[str, Any]:
    """Return the circumstances as the context of a Cedar request.

    Raises:
        ComityError: the offence is no act of ``acts.yaml``.
    """
    return {
        "recipient": {"__entity": {"type": "Agency", "id": circumstances.recipient}},
        "purpose": _plain(circumstances.purpose),
        "on": _day(circumstances.on),
        "offence": circumstances.offence,
        "substance": circumstances.substance,
        "dual": _dual(circumstances),
        "assurances": sorted(circumstances.assurances),
        "permissions": sorted(circumstances.permissions),
        "consents": sorted(circumstances.consents),
        "as_evidence": circumstances.as_evidence,
        "approvals": circumstances.approvals,
    }


def _attributes(matter: Matter, circumstances: Circumstances, known: Codes) -> dict[str, Any]:
    conditions = matter.handling
    if matter.kind not in (STATEMENT, FILE) or conditions.level not in range(len(CLASSIFICATIONS)):
        raise ValueError(f"{matter.kind!r} of level {conditions.level!r}")
    marked = set(conditions.codes)
    givers = originators(matter, circumstances)
    marks = matter.grade or grade.UNKNOWN
    found = {
        "kind": matter.kind,
        "level": conditions.level,
        "codes": sorted(marked),
        "foreign_codes": sorted(marked & known.foreign),
        "unknown_codes": sorted(marked - known.own - known.foreign),
        "originators": sorted(givers),
        "third_parties": sorted(third_parties(matter, circumstances)),
        "purposes": sorted(map(_plain, handling.parts(conditions.purpose))),
        "reliability": marks[:1],
        "credibility": marks[1:],
    }
    if conditions.until:
        found["until"] = _day(conditions.until)
    return found


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _day(day: str) -> dict[str, Any]:
    return {"__extn": {"fn": "datetime", "arg": date.fromisoformat(day).isoformat()}}


def _death_penalty(law: str, book: Book, on: str) -> bool:
    """Fails towards yes: only a row in force says that there is none."""
    return not any(
        row.jurisdiction == law and row.id == NO_DEATH_PENALTY and row.in_force(on)
        for row in book.rows
    )


def _dual(circumstances: Circumstances) -> str:
    if not circumstances.offence:
        return "not stated"
    word = act(circumstances.offence)
    laws = (circumstances.sender_law, circumstances.recipient_law)
    if not set(laws) <= {jurisdiction.id for jurisdiction in jurisdictions()}:
        return "unknown"
    return (
        "holds" if dual(word, circumstances.substance, laws, circumstances.on).holds else "unknown"
    )
