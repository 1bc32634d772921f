"""The table of substances: what each is called, and by which number chemists know it.

The table is ``substances.csv`` beside this module, one row a substance, for a lawyer to edit in
any spreadsheet. To add one, add a row:

- ``id``: short, in small letters with hyphens; statements carry it, so it never changes;
- ``name``: the usual English name; ``names_zh``: the Chinese ones, the official one first;
- ``synonyms``, ``street_names``, ``trade_names``: further English names; more than one in a cell
  are parted by ";";
- ``unsure_names``: street names that are common words too ("ice"); in a text they count only
  right beside a surer name;
- ``cas``: number in the CAS registry, of the base; ``class``: the family, in the plural;
- ``sources``: the lists and acts that name it, with their edition or date; "family name" where
  no list does, and the row is there so that reports which use the name are understood;
- ``checked``: the day when somebody last compared the row with its sources; only a family name
  may lack it.

Most lists were read in public copies: before a court relies on a row, compare it with the
original. A CAS number stands where PubChem, an official list or a data sheet gives it. Lists
differ in whether they number one form in space or the mixture: cathinone and methamphetamine
carry the number of the (S) form, U-47700 that of the mixture. English names are those of the
FDA's substance registry (UNII) and of the lists; street names those of the DEA, NIDA and the EU
Drugs Agency, or of police and press. Chinese names are those of China's catalogues of 2025, then
others in use. Where only the WHO's recommendation to the Commission on Narcotic Drugs was read,
and not the schedule after its decision, the row says so.

A name with a capital letter is found only as it is written (LSD, Xanax); one in small letters
also with capitals. What is not known is left empty: absent is better than wrong. Whether and
since when a substance is controlled is the matter of each jurisdiction, and not said here.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_PARTS = re.compile(r"[\s\-‐‑–]+")


class Substance(NamedTuple):
    """One row of the table; its module says what the columns hold."""

    id: str
    name: str
    names_zh: tuple[str, ...]
    synonyms: tuple[str, ...]
    street_names: tuple[str, ...]
    unsure_names: tuple[str, ...]
    trade_names: tuple[str, ...]
    cas: str
    family: str
    sources: tuple[str, ...]
    checked: str

    @property
    def sure_names(self) -> tuple[str, ...]:
        """All English names but those that are common words too."""
        return (self.name, *self.synonyms, *self.street_names, *self.trade_names)


@cache
def substances() -> tuple[Substance, ...]:
    """Return the table, in its order."""
    text = files(__package__).joinpath("substances.csv").read_text("utf-8")
    return tuple(_substance(row) for row in csv.DictReader(text.splitlines()))


def _substance(row: dict[str, str]) -> Substance:
    def several(column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in row[column].split(";") if part.strip())

    return Substance(
        id=row["id"],
        name=row["name"],
        names_zh=several("names_zh"),
        synonyms=several("synonyms"),
        street_names=several("street_names"),
        unsure_names=several("unsure_names"),
        trade_names=several("trade_names"),
        cas=row["cas"],
        family=row["class"],
        sources=several("sources"),
        checked=row["checked"],
    )


def substance(name: str) -> Substance | None:
    """Return the substance with this id, CAS number or name in English or Chinese, or None.

    Case, and whether parts are joined by blanks or hyphens, make no difference.
    """
    return _by_name().get(folded(name))


def folded(name: str) -> str:
    """Return a name in small letters, with one blank between its parts."""
    return _PARTS.sub(" ", name).strip().lower()


@cache
def _by_name() -> dict[str, Substance]:
    found: dict[str, Substance] = {}
    for s in reversed(substances()):
        for name in (*s.unsure_names, *s.sure_names, *s.names_zh, s.cas, s.id):
            found[folded(name)] = s
    found.pop("", None)
    return found
