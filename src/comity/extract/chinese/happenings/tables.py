"""The package's tables, each row as a list of its cells."""

import csv
from functools import cache
from pathlib import Path


@cache
def rows(name: str) -> list[list[str]]:
    """Return the rows of ``name`` in this folder without the head."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
