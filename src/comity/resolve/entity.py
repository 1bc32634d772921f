"""What is compared: an entity as plain data, and its names as they are compared."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_FORMS = frozenset(
    "the of and co company corp corporation inc llc ltd limited plc gmbh ag sa".split()
)
_SAID_SO = (("united states", "us"), ("u.s.a.", "us"), ("u.s.", "us"), ("department", "dept"))


class Entity(NamedTuple):
    """A party as its sources give it.

    Attributes:
        id: the entity's id.
        schema: FollowTheMoney schema.
        names: full names; aliases: other names; titles: posts.
        parts: words that stand for it and may stand for others ("Moore").
        marks: identifiers, and for groups what makes them the same ("9 sentenced on 2019-11-07").
        source: the report that it stands in, the same for all its reprints.
    """

    id: str
    schema: str
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    source: str = ""

    @property
    def family(self) -> str:
        """What it can be the same as: a person, a group, or any kind of organisation."""
        return self.schema if self.schema in ("Person", "Group") else "Organization"


@lru_cache(maxsize=100_000)
def tokens(name: str) -> tuple[str, ...]:
    """Return a name's words without accents, case and punctuation, in their order."""
    parts = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
    return tuple(_WORD.findall(plain))


@lru_cache(maxsize=100_000)
def key(family: str, name: str) -> str:
    """Return what two names that are written alike have in common.

    Of a person the words in any order, as some write the surname first; of an organisation the
    words without its legal form, in their order.
    """
    if family == "Person":
        return " ".join(sorted(tokens(name)))
    plain = name.casefold()
    for long, short in _SAID_SO:
        plain = plain.replace(long, short)
    words = tokens(plain)
    return " ".join(w for w in words if w not in _FORMS) or " ".join(words)


def initials(name: str) -> str:
    """Return the initials of a name's words with capitals: DEA."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper())
