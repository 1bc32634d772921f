"""How Chinese characters are read, and which syllables a word in Latin letters may be made of.

Syllables are Hanyu Pinyin without tones, with u for ü, as accents are nothing to the search.
Source: the tables of pypinyin, of characters and of phrases.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from comity.model import simple_characters

# Readings of characters in surnames that are rare elsewhere, and so not in the phrases.
_SURNAMES = (
    "万mo 区ou 单chan 单shan 召shao 秘bi 种chong 缪miao 员yun 覃qin 翟zhai 祭zhai 繁po 盖ge "
    "洗xian 黑he 句gou 么yao 适kuo 郇xun 佴nai 澹tan 车ju 库she"
)
_RARE = 0.02  # the part of a character's phrases below which a reading is too rare to be asked for

# A quick look before any table is read; possessive, so that no word takes long.
_LIKELY = re.compile(r"(?:(?:[zcs]h|[ln]y|[bpmfdtnlgkhjqxrzcsyw])?+[aeiouv]++(?:ng?|r)?+)++")
_LETTERS = 40  # of a word; no name or saying is longer
_WAYS = 6  # to split one word
_VOWEL = re.compile("[aeiou]").search  # 嗯 (n) and 噷 (hm) are no parts of names
_UMLAUTS = {"lv": "lu", "lyu": "lu", "lve": "lue", "nv": "nu", "nyu": "nu", "nve": "nue"}


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Return Han characters, in simplified form → their usual syllables.

    A character that stands for several traditional ones is read as each of them.
    """
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415  (reads its tables)

    simple, in_phrases = simple_characters(), _in_phrases()
    found: dict[str, list[str]] = {}
    for code, listed in pinyin_dict.items():
        every = list(dict.fromkeys(map(_plain, listed.split(","))))
        counts = in_phrases.get(chr(code), Counter())
        least = max(2, _RARE * counts.total())
        usual = [r for n, r in enumerate(every) if n == 0 or counts[r] >= least]
        found.setdefault(simple.get(code, chr(code)), []).extend(usual)
    for surname in _SURNAMES.split():
        found[surname[0]].append(surname[1:])
    return MappingProxyType({c: tuple(dict.fromkeys(filter(_VOWEL, r))) for c, r in found.items()})


@lru_cache(maxsize=1000)
def splits(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to split a folded word into as few syllables as can be; none if it has none.

    Hence 金 is in ``jin``, but 西安 in ``xi'an`` alone: ``xian`` is one syllable.
    """
    if len(word) > _LETTERS or not _LIKELY.fullmatch(word):
        return ()
    known = _syllables()
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(word) + 1):
        found = [
            (*before, known[word[start:end]])
            for start in range(max(0, end - 6), end)
            if word[start:end] in known
            for before in ways[start]
        ]
        fewest = min(map(len, found), default=0)
        ways.append([way for way in found if len(way) == fewest][:_WAYS])
    return tuple(dict.fromkeys(ways[-1]))


@cache
def _syllables() -> Mapping[str, str]:
    """Return the syllables as they may be written → as they are kept."""
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415  (reads its tables)

    every = {_plain(reading) for listed in pinyin_dict.values() for reading in listed.split(",")}
    return {s: s for s in every if _VOWEL(s)} | _UMLAUTS


def _in_phrases() -> dict[str, Counter[str]]:
    """Return in how many of the phrases each character is read in each way."""
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415  (reads its tables)

    found: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, heard in phrases_dict.items():
        for character, listed in zip(phrase, heard, strict=False):
            found[character][_plain(listed[0])] += 1
    return found


@cache
def _plain(reading: str) -> str:
    """Return a syllable without its tone."""
    return "".join(c for c in unicodedata.normalize("NFKD", reading) if c.isascii())
