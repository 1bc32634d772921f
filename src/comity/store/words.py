"""Words for the search, of our own making, so that any language can have its own.

Text is compared in Unicode NFKD, without its accents and its case. A run of Chinese, Japanese or
Korean characters gives one token a character, so that any phrase in it can be found.
"""

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator
from functools import lru_cache

from comity.model import ComityError

_CJK = r"\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = (  # combining accents, Hebrew and Arabic vowels; soft hyphens and joiners, which hide
    r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u00ad\u200b-\u200d"
)
_LETTERS = rf"[^\W_{_CJK}](?:[^\W_{_CJK}]|[{_MARKS}])*"
_PLAIN = rf"[A-Za-z0-9]++(?![^\W_]|[{_MARKS}])"  # what most words are, found in half the time
_PART = re.compile(rf"{_PLAIN}|[{_CJK}]|{_LETTERS}")
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d")

# PostgreSQL keeps 255 positions of a word in a tsvector, the highest 16383, and 1 MB in all.
_PLACES, _LAST, _BYTES = 250, 16_000, 500_000
_SHORT = 500  # words of up to 200 characters, which cannot be more than that
_OVERLAP = 20  # words that two parts of a long text share, so that a phrase between them is found
_ASKED = 100  # words of one query


@lru_cache(maxsize=30_000)
def fold(word: str) -> str:
    """Return a word as the search compares it."""
    parts = unicodedata.normalize("NFKD", word)
    kept = (c for c in parts if not unicodedata.combining(c) and c not in _HIDDEN)
    return "".join(kept).casefold()[:200]


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Return each word of a text, folded, with its span in code points."""
    found = []
    for match in _PART.finditer(text):
        if token := fold(match.group()):
            found.append((token, match.start(), match.end()))
    return found


def tsvectors(text: str) -> Iterator[str]:
    """Yield a text as ``tsvector`` literals, every word with its positions: one, or a long one's
    parts, each within what PostgreSQL can hold."""
    found = [token for token in map(fold, _PART.findall(text)) if token]
    if len(found) <= _SHORT and max(Counter(found).values(), default=0) <= _PLACES:
        yield _literal(found)
        return
    last: deque[str] = deque(maxlen=_OVERLAP)
    part: list[str] = []
    places: Counter[str] = Counter()
    size = 0
    for token in found:
        if len(part) == _LAST or size > _BYTES or places[token] == _PLACES:
            yield _literal(part)
            part, places, size = list(last), Counter(last), 0
        part.append(token)
        places[token] += 1
        size += 2 if places[token] > 1 else 8 + len(token.encode())
        last.append(token)
    yield _literal(part)


def _literal(found: list[str]) -> str:
    """Return words in their order as a ``tsvector`` literal."""
    places: dict[str, str] = {}
    for position, token in enumerate(found, 1):
        known = places.get(token)
        places[token] = f"{known},{position}" if known else f"'{token}':{position}"
    return " ".join(places.values())


def tsqueries(query: str) -> list[str]:
    """Return what a user typed as ``tsquery`` clauses, all of which must hold: words, "a phrase".

    Raises:
        ComityError: the query has no word, or too many.
    """
    clauses = []
    count = 0
    for phrase, word in _PHRASE.findall(query):
        parts = [f"'{token}'" for token, _, _ in tokens(phrase or word)]
        count += len(parts)
        if parts:
            clauses.append(" <-> ".join(parts))
    if not clauses:
        raise ComityError('Nothing to search for: give a word, a name, or a "phrase".')
    if count > _ASKED:
        raise ComityError(f"That are {count} words to search for: give at most {_ASKED}.")
    return list(dict.fromkeys(clauses))
