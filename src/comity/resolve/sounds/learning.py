"""Learn the tables of sounds from pairs of names: expectation-maximisation by best alignments.

    python -m comity.resolve.sounds.learning FOLDER

FOLDER holds ``chinese.tsv``, ``japanese.tsv``, ``korean.tsv``, ``russian.tsv``, ``arabic.tsv``: a
name in Latin letters, a tab, the name in the other script. The tables kept here were learned from
those of Merhav and Ash, "Design Challenges in Named Entity Transliteration" (COLING 2018), taken
from Wikidata, CC0. Half of the names is left out, by their Latin form, to be measured on.
"""

import csv
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from comity.extract import simplified
from comity.resolve.sounds.align import best
from comity.resolve.sounds.tables import Counts, Table
from comity.resolve.sounds.units import script, units

FILES = {"chinese": "han", "japanese": "kana", "korean": "hangul", "russian": "cyrillic",
         "arabic": "arabic"}  # fmt: skip
_ROUNDS = 4
_LEAST = 2  # pieces seen once are mostly noise, and are most of a table's rows
_POOR = -3.0  # a letter: pairs that fit worse are no transliterations


def pairs(path: Path, written: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a file whose words are in Latin letters and in a script."""
    for line in path.read_text("utf-8").splitlines():
        latin, _, other = line.partition("\t")
        word, other = _plain(latin), simplified(unicodedata.normalize("NFKC", other.strip()))
        if word and script(other) == written:
            yield word, other


def left_out(latin: str) -> bool:
    """Return whether a name is among the half that nothing is learned from."""
    return sha256(latin.encode()).digest()[0] % 2 == 1


def learn(known: Iterable[tuple[str, str]]) -> Counts:
    """Return how often each piece of Latin letters stands for each unit."""
    words = [(latin, units(other)) for latin, other in known]
    counts: Counts = {}
    for number in range(_ROUNDS):
        likelihood, counts = Table(counts).likelihood, defaultdict(Counter)
        for latin, sounds in words:
            found = best(latin, sounds, likelihood)
            if found and (number == 0 or found.likelihood / len(latin) > _POOR):
                for unit, piece in zip(sounds, found.pieces, strict=True):
                    counts[unit][piece] += 1
    return counts


def main() -> None:
    """Learn every table from the folder that is named, and write them beside this module."""
    folder = Path(sys.argv[1])
    letters: Counts = defaultdict(Counter)
    for name, written in FILES.items():
        known = [(a, b) for a, b in pairs(folder / f"{name}.tsv", written) if not left_out(a)]
        for latin in dict.fromkeys(a for a, _ in known):
            for before, after in pairwise(f"^{latin}$"):
                letters[before][after] += 1
        _write(written, learn(known))
        print(f"{written}: {len(known)} names")
    _write("latin", letters)


def _write(name: str, counts: Counts) -> None:
    path = Path(__file__).parent / "tables" / f"{name}.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        for unit, pieces in sorted(counts.items()):
            rows.writerows(
                (unit, piece, number)
                for piece, number in sorted(pieces.items())
                if number >= _LEAST
            )


def _plain(latin: str) -> str:
    letters = unicodedata.normalize("NFKD", latin.strip()).casefold()
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return plain if plain.isascii() and plain.isalpha() else ""


if __name__ == "__main__":
    main()
