"""Lists of words that tell names from other capitalised words: ``name_words.toml``."""

import tomllib
from functools import cache
from pathlib import Path


def words(module: str, key: str) -> frozenset[str]:
    """Return one list of words, of the table named after the module that uses it."""
    return frozenset(_tables()[module][key].split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("name_words.toml")
    return tomllib.loads(path.read_text("utf-8"))
