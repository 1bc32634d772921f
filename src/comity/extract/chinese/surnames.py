"""Chinese surnames: how common each is, and how it is spelled in Latin letters.

``surnames.tsv`` has a row a surname, the commonest first; a cell may hold several spellings, parted
by commas. Where each column comes from stands in ``comity/resolve/data/README.md``.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


class Surname(NamedTuple):
    """A surname in simplified characters, and all that the table says of it.

    ``traditional`` has several where one simplified surname stands for more. ``pinyin`` is the
    reading as a surname, without tone, with ü. ``per_mille`` is the share of China's people, None
    where it is not known. ``cantonese_known`` says that the spellings of Hong Kong and Macau were
    written by hand, not made by rule. ``doubtful`` says that in running text the characters are
    more often something else: a word (和, 时), or a common surname and the beginning of a given
    name (张简).
    """

    simplified: str
    traditional: tuple[str, ...]
    pinyin: str
    cantonese: tuple[str, ...]
    wade_giles: tuple[str, ...]
    hokkien_teochew: tuple[str, ...]
    per_mille: float | None
    cantonese_known: bool
    doubtful: bool


@cache
def surnames() -> Mapping[str, Surname]:
    """Return the surnames in simplified characters → what is known of each, the commonest first."""
    with (files("comity.extract.chinese") / "surnames.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader((line for line in lines if line[0] != "#"), delimiter="\t")
        return MappingProxyType({row[0]: _surname(*row) for row in rows})


def _surname(  # noqa: PLR0913, PLR0917  (the columns)
    simplified: str,
    traditional: str,
    pinyin: str,
    cantonese: str,
    wade_giles: str,
    hokkien_teochew: str,
    per_mille: str,
    basis: str,
    doubtful: str,
) -> Surname:
    return Surname(
        simplified,
        _several(traditional),
        pinyin,
        _several(cantonese),
        _several(wade_giles),
        _several(hokkien_teochew),
        float(per_mille) if per_mille else None,
        basis == "known",
        doubtful == "yes",
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()
