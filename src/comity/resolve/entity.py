"""What is compared: an entity as plain data, and its names as they are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from comity.resolve import romanise

_WORD = re.compile(r"[^\W_]+")
_FORMS = frozenset(
    "the of and co company corp corporation inc llc ltd limited plc gmbh ag sa".split()
)
_FAMILIES = ("Person", "Group", "Vessel", "Address")
_SAID_SO = (("united states", "us"), ("u.s.a.", "us"), ("u.s.", "us"), ("department", "dept"))


class Entity(NamedTuple):
    """A party as its sources give it.

    Attributes:
        id: the entity's id.
        schema: FollowTheMoney schema.
        names: full names; aliases: other names; titles: posts.
        marks: for groups what makes them the same ("9 sentenced on 2019-11-07").
        source: the report that it stands in, the same for all its reprints.
        identifiers: pairs of the property and the value ("passportNumber", "E12345678").
        births: birth dates, ISO 8601, as precise as known (of a company: when it was founded).
        genders: "male", "female"; countries: ISO 3166 in lower case; places: where it is or lives.
        beside: names of others that it appears with, as ``key`` has them.
        case: the case that it stands in.
    """

    id: str
    schema: str
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    source: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    births: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    case: str = ""

    @property
    def family(self) -> str:
        """What it can be the same as: a person, a group, a vessel, an address, or any kind of
        organisation."""
        return self.schema if self.schema in _FAMILIES else "Organization"

    @property
    def described(self) -> tuple[str, ...]:
        """What makes unnamed people the same: the words for them, in reprints of one report."""
        if self.family != "Group" or not self.source:
            return ()
        return tuple(f"“{name.casefold()}”, report {self.source[:8]}" for name in self.names)


@lru_cache(maxsize=20_000)
def tokens(name: str) -> tuple[str, ...]:
    """Return a name's words without accents, case and punctuation, in their order."""
    parts = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
    return tuple(_WORD.findall(plain))


@lru_cache(maxsize=20_000)
def key(family: str, name: str) -> str:
    """Return what two names that are written alike have in common.

    Of a person the words in any order, as some write the surname first, a Chinese name in pinyin;
    of an organisation the words without its legal form, in their order.
    """
    if family == "Person":
        name = romanise.person(name) or name
        return " ".join(sorted(tokens(name)))
    plain = name.casefold()
    for long, short in _SAID_SO:
        plain = plain.replace(long, short)
    words = tokens(plain)
    return " ".join(w for w in words if w not in _FORMS) or " ".join(words)
