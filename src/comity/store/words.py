"""Words for the search, of our own making, so that any language can have its own.

Text is compared in Unicode NFKD, without its accents and its case, Chinese in simplified
characters. A run of Chinese, Japanese or Korean characters gives one token a character, so that
any phrase in it can be found.

Where a Chinese character stands, stand its syllables too, in pinyin without tones. A query asks
for them where words in Latin letters are two syllables or more in a row: for "liu yong", and
"liuyong", the document must have the word liu and the word yong, or the two syllables together.
Syllables bear the weight A of PostgreSQL, and words none, so that it can tell them apart.
"""

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain, islice, product
from typing import NamedTuple

from comity.model import ComityError, simple_characters
from comity.store import pinyin

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK = rf"\u3005\u3007\u3040-\u30ff\uac00-\ud7af{_HAN}"
_MARKS = (  # combining accents, Hebrew and Arabic vowels; soft hyphens and joiners, which hide
    r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u00ad\u200b-\u200d"
)
_LETTERS = rf"[^\W_{_CJK}](?:[^\W_{_CJK}]|[{_MARKS}])*"
_PLAIN = rf"[A-Za-z0-9]++(?![^\W_]|[{_MARKS}])"  # what most words are, found in half the time
_PART = re.compile(rf"{_PLAIN}|[{_CJK}]|{_LETTERS}")
CHINESE = rf"[{_HAN}]"
"""A pattern for a Han character, in the syntax of Python and of PostgreSQL."""
_CHINESE = re.compile(CHINESE)
_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d")
_HEARD = "~"  # begins a syllable, as it can begin no word

# PostgreSQL keeps 255 positions of a word in a tsvector, the highest 16383, and 1 MB in all.
_PLACES, _LAST, _BYTES = 250, 16_000, 500_000
_SHORT = 500  # words of up to 200 characters, which cannot be more than that
_OVERLAP = 20  # words that two parts of a long text share, so that a phrase between them is found
_ASKED = 100  # words of one query
_WAYS = 6  # to read one phrase as syllables

Phrase = tuple[str, ...]
Ways = tuple[Phrase, ...]
_SILENCE: Mapping[str, Phrase] = {}  # what is heard in a text without Chinese


class Place(NamedTuple):
    """Where a text has what is asked for: a span in code points, and the number of the clause."""

    start: int
    end: int
    clause: int


@lru_cache(maxsize=30_000)
def fold(word: str) -> str:
    """Return a word as the search compares it."""
    parts = unicodedata.normalize("NFKD", word)
    kept = (c for c in parts if not unicodedata.combining(c) and c not in _HIDDEN)
    folded = "".join(kept).casefold()[:200]
    return folded.translate(simple_characters()) if _CHINESE.search(folded) else folded


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
    heard = _heard() if _CHINESE.search(text) else _SILENCE
    if len(found) <= _SHORT and max(_count(found, heard).values(), default=0) <= _PLACES:
        yield _literal(found, heard)
        return
    last: deque[str] = deque(maxlen=_OVERLAP)
    part: list[str] = []
    counts: Counter[str] = Counter()
    size = 0
    for token in found:
        here = (token, *heard[token]) if token in heard else (token,)
        full = len(part) == _LAST or size > _BYTES
        for lexeme in here:
            full = full or counts[lexeme] == _PLACES
        if full:
            yield _literal(part, heard)
            part, counts, size = list(last), _count(list(last), heard), 0
        part.append(token)
        for lexeme in here:
            counts[lexeme] += 1
            size += 2 if counts[lexeme] > 1 else 8 + len(lexeme.encode())
        last.append(token)
    yield _literal(part, heard)


def tsqueries(query: str) -> list[str]:
    """Return what a user typed as ``tsquery`` clauses, all of which must hold: words, "a phrase".

    Raises:
        ComityError: the query has no word, or too many.
    """
    return [" | ".join(map(phrase, clause)) for clause in _clauses(query)]


def phrase(lexemes: Iterable[str]) -> str:
    """Return words, which must follow one another, as a ``tsquery``."""
    return " <-> ".join(f"'{lexeme}'" for lexeme in lexemes)


def places(query: str, text: str) -> list[Place]:
    """Return where a text has the words and phrases of a query, as written or by their sound.

    They are in the order of their starts; the words of a sound that answer two clauses stand twice.

    Raises:
        ComityError: the query has no word, or too many.
    """
    clauses = _clauses(query)
    wanted = {lexeme for clause in clauses for one in clause for lexeme in one}
    found = tokens(text)
    spoken = any(lexeme[0] == _HEARD for lexeme in wanted)
    heard = _heard() if spoken and _CHINESE.search(text) else _SILENCE
    at: dict[str, set[int]] = defaultdict(set)
    for position, (token, _, _) in enumerate(found):
        for lexeme in (token, *heard.get(token, ())):
            if lexeme in wanted:
                at[lexeme].add(position)
    return sorted(
        {
            Place(found[first][1], found[first + len(one) - 1][2], number)
            for number, clause in enumerate(clauses)
            for one in clause
            for first in at[one[0]]
            if all(first + n in at[lexeme] for n, lexeme in enumerate(one))
        }
    )


def _clauses(query: str) -> list[Ways]:
    """Return, for each clause, the phrases of which the text must have one, as written first.

    Raises:
        ComityError: the query has no word, or too many.
    """
    parts = [
        written
        for quoted, word in _PHRASE.findall(query)
        if (written := tuple(token for token, _, _ in tokens(quoted or word)))
    ]
    count = sum(map(len, parts))
    if not count:
        raise ComityError('Nothing to search for: give a word, a name, or a "phrase".')
    if count > _ASKED:
        raise ComityError(f"That are {count} words to search for: give at most {_ASKED}.")
    ways = [_ways(written) for written in parts]
    around = zip([(), *ways], ways, [*ways[1:], ()], strict=False)
    return list(dict.fromkeys((p, *_spoken(*near)) for p, near in zip(parts, around, strict=True)))


def _spoken(before: Ways, own: Ways, after: Ways) -> Iterator[Phrase]:
    """Yield the phrases of syllables that a word of a query may be, or may be part of.

    One syllable could be any of a hundred characters: it is asked for with its neighbours alone.
    """
    if own and len(own[0]) > 1:
        yield from own
        return
    for first, second in (*product(before, own), *product(own, after)):
        yield first + second


def _ways(written: Phrase) -> Ways:
    """Return how words that follow one another may be read as syllables, all of them."""
    every = product(*map(pinyin.splits, written))
    return tuple(tuple(map(_HEARD.__add__, chain(*way))) for way in islice(every, _WAYS))


@cache
def _heard() -> Mapping[str, Phrase]:
    """Return simplified characters → their syllables as they stand in a ``tsvector``."""
    return {c: tuple(map(_HEARD.__add__, read)) for c, read in pinyin.readings().items()}


def _count(found: Iterable[str], heard: Mapping[str, Phrase]) -> Counter[str]:
    """Return how often each word and each syllable stands in a text."""
    counts = Counter(found)
    for token in [t for t in counts if t in heard] if heard else ():
        for syllable in heard[token]:
            counts[syllable] += counts[token]
    return counts


def _literal(found: list[str], heard: Mapping[str, Phrase]) -> str:
    """Return words in their order, and what is heard with them, as a ``tsvector`` literal."""
    where: dict[str, str] = {}
    for position, token in enumerate(found, 1):
        known = where.get(token)
        where[token] = f"{known},{position}" if known else f"'{token}':{position}"
    spoken: dict[str, list[str]] = {}
    for token in filter(heard.__contains__, where) if heard else ():
        weighted = where[token].partition(":")[2].replace(",", "A,") + "A"
        for syllable in heard[token]:
            spoken.setdefault(syllable, []).append(weighted)
    syllables = (f"'{syllable}':{','.join(at)}" for syllable, at in spoken.items())
    return " ".join(chain(where.values(), syllables))
