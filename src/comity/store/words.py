"""Words for the search, of our own making, so that any language can have its own.

Text is compared in Unicode NFKD, without its accents and its case. A run of Chinese, Japanese or
Korean characters gives one token a character, so that any phrase in it can be found.
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]|[^\W_]+(?:['’.-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_LIMIT = 16383  # the highest position that a tsvector holds; later words count as there


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word as the search compares it."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()[:200]


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Return each word of a text, folded, with its span in code points."""
    found = []
    for match in _WORD.finditer(text):
        for part in _PART.finditer(match.group()):
            start = match.start() + part.start()
            found.append((fold(part.group()), start, start + len(part.group())))
    return found


def tsvector(text: str) -> str:
    """Return a text as a ``tsvector`` literal: every word with its positions."""
    places: dict[str, list[str]] = {}
    for position, (token, _, _) in enumerate(tokens(text), 1):
        known = places.setdefault(token, [])
        if len(known) < 200:  # a tsvector keeps at most 256 positions a word
            known.append(str(min(position, _LIMIT)))
    return " ".join(f"'{token}':{','.join(at)}" for token, at in places.items())


def tsquery(query: str) -> str:
    """Return what a user typed as a ``tsquery``: all its words, "a phrase" in its order."""
    clauses = []
    for phrase, word in _PHRASE.findall(query):
        parts = [f"'{token}'" for token, _, _ in tokens(phrase or word)]
        if parts:
            clauses.append("(" + " <-> ".join(parts) + ")")
    return " & ".join(clauses)
