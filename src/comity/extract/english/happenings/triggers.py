"""The words that tell an event, and the roles of what stands with them.

The tables are two files beside this module, to be read and extended by hand: a row of
``trigger_verbs.csv`` says that these verbs, with such an object and done by such a subject, tell
an event of that schema, and which roles their subject, object and prepositions have;
``trigger_nouns.csv`` says the same of nouns. Roles are those of the event's schema. Subject and
object are of the active voice ("police arrested him"); the passive is undone before.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
PEOPLE = "person group people organisation authority"
_SHORT = {
    "PEOPLE": PEOPLE,
    "AUTHORITY": "authority organisation",
    "GOODS": "goods craft amount substance money payment",
}


class Verb(NamedTuple):
    """One or more verbs and the event they tell.

    Attributes:
        schema: the event's, one of ``comity.model.EVENTS``.
        words: the verbs' lemmas.
        subject, object, dative: the roles of the verb's arguments; empty for none.
        prepositions: "to=recipient" for each preposition that gives a role.
        needs: sorts (see ``mentions``) of which one object must be; empty for any. ``OTHER`` stands
            for nouns of no known sort.
        by: sorts of which the subject must be, if there is one; a pronoun always will do.
        after: a regular expression that must follow the verb, and belongs to the trigger.
        voice: ``passive`` if only "was held" tells the event; ``object`` if an object must be said;
            ``routed`` if a place on the way must be; ``recipient`` if it must be told to
            an authority.
    """

    schema: str
    words: str
    subject: str
    object: str
    dative: str
    prepositions: str
    needs: str
    by: str
    after: str
    voice: str


class Noun(NamedTuple):
    """One or more nouns and the event they tell.

    Attributes:
        schema: the event's.
        words: the nouns' lemmas.
        roles: "of=object by=agency" for each preposition; ``poss`` is the possessor, ``compound``
            a noun before it, ``subject`` who does what ``verbs`` say with it.
        verbs: the verbs that do it ("made an arrest"), whose subject then has a role.
        needs: what must be there for the noun to tell an event: ``source`` (from whom it comes, or
            a participle such as "provided"), ``told`` (that, or what was done about it), ``filed``
            (filed or brought, or against somebody), ``thing`` (a word for goods before it), ``of``
            (goods after it).
    """

    schema: str
    words: str
    roles: str
    verbs: str
    needs: str


ORDERS = frozenset("order direct require compel".split())
"""Verbs that with one of ``ORDERED`` tell a sentence: "ordered him to pay $3 million"."""

ORDERED = frozenset("pay forfeit repay serve reimburse surrender".split())

ORDERED_NOUNS = frozenset("confiscation forfeiture repayment restitution compensation".split())

PLACED = frozenset("in at near across outside inside aboard off around within throughout".split())
"""Prepositions before the place of an event."""

ROUTED = frozenset("to into from through via around for".split())
"""Prepositions before a place on the way of a shipment."""

STRICT = frozenset("to from with on upon in before for at".split())
"""Prepositions before which a noun of no known sort has no role."""

ROLES = {
    "suspect": PEOPLE,
    "defendant": PEOPLE,
    "agency": "authority organisation group people",
    "court": "court organisation",
    "object": "goods craft amount substance money organisation information payment OTHER",
    "cargo": "goods craft amount substance money payment group people OTHER",
    "penalty": "penalty money",
    "sender": PEOPLE,
    "recipient": PEOPLE,
    "giver": PEOPLE,
    "place": "place",
}
"""The sorts of words that can have a role; ``cargo`` is the object where it may be people."""

OPEN_ROLES = frozenset("suspect defendant court sender recipient giver".split())
"""Roles that a noun of no known sort can have as subject or object, where it must be a party."""


@cache
def verbs() -> dict[str, list[Verb]]:
    """Return the rows by the verbs' lemmas, in the order in which they are tried."""
    table: dict[str, list[Verb]] = {}
    for cells in _rows("trigger_verbs.csv"):
        row = Verb(*cells)
        for word in row.words.split():
            table.setdefault(word, []).append(row)
    return table


@cache
def nouns() -> dict[str, list[Noun]]:
    """Return the rows by the nouns' lemmas, in the order in which they are tried."""
    table: dict[str, list[Noun]] = {}
    for cells in _rows("trigger_nouns.csv"):
        row = Noun(*cells)
        for word in row.words.split():
            table.setdefault(word, []).append(row)
    return table


@cache
def forms() -> dict[str, list[tuple[str, str]]]:
    """Return the lemmas of the verbs' forms, each with what it ends in: "base", "s",
    "ed" or "ing".

    For headlines in capitals, where the parse takes a verb for a name and leaves its form.
    """
    table: dict[str, list[tuple[str, str]]] = {}
    for lemma in verbs():
        stem = lemma[:-1] + "i" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma
        third = stem + ("es" if stem[-1] in "shxi" and not stem.endswith("ship") else "s")
        past = _IRREGULAR.get(lemma) or (stem + ("d" if stem[-1] == "e" else "ed"),)
        doubled = lemma + lemma[-1] if lemma in ("ship", "nab", "net", "traffic", "dig") else lemma
        if doubled != lemma and lemma not in _IRREGULAR:
            past = ((doubled if lemma != "traffic" else "traffick") + "ed",)
        going = (doubled if lemma != "traffic" else "traffick").removesuffix("e") + "ing"
        endings = [(lemma, "base"), (third, "s"), *((p, "ed") for p in past), (going, "ing")]
        for form, ending in endings:
            table.setdefault(form, []).append((lemma, ending))
    return table


_IRREGULAR = {
    "find": ("found",), "hold": ("held",), "catch": ("caught",), "send": ("sent",),
    "take": ("taken",), "bring": ("brought",), "give": ("given",), "get": ("got",),
    "pay": ("paid",), "fly": ("flown",), "dig": ("dug",), "plead": ("pleaded", "pled"),
    "put": ("put",), "hit": ("hit",), "draw": ("drawn",), "drive": ("driven",),
}  # fmt: skip


def _rows(name: str) -> list[list[str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


@cache
def roles(text: str) -> dict[str, str]:
    """Return "to=recipient by=agency" as a mapping."""
    return dict(pair.split("=") for pair in text.split())


@cache
def sorts(text: str) -> frozenset[str]:
    """Return the sorts that a list names; the empty string among them stands for unknown words."""
    words = " ".join(_SHORT.get(word, word) for word in text.split()).split()
    return frozenset("" if word == "OTHER" else word for word in words)
