"""What tells a person: given names, surnames, titles, the words around a name."""

import csv
import re
from functools import cache
from pathlib import Path

from comity.extract.english.parties.name_words import words as listed

_HERE = Path(__file__).parent
OPENERS = listed("people", "openers")
"""Words that are no part of a name, whatever their case."""
HONORIFICS = listed("people", "honorifics")
POSTS = listed("people", "posts")
"""Words that name a post, of which one before a name makes it a person's."""
MODIFIERS = listed("people", "modifiers")
"""Words that may stand before a post in a title."""
SURNAMES = listed("people", "surnames")
"""Frequent Chinese surnames in pinyin and other spellings, Korean and Vietnamese ones."""
_ENGLISH_TOO = listed("people", "english_too")
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|"
    r"ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|üe|er|a|o|e|i|u|ü)(?:-|['’])?){1,2}$"
)
_WESTERN = re.compile(r"^(?:Mc|Mac|De|La|Le|Van|Von|Di|Du|Fitz|O['’])[A-Z]")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+$")


@cache
def given_names() -> frozenset[str]:
    """Return frequent given names of several languages, capitalised."""
    return frozenset((_HERE / "given_names.txt").read_text("utf-8").split())


@cache
def demonyms() -> dict[str, str]:
    """Return the words for a people → its country (ISO 3166, lower case), or "" if several."""
    with (_HERE / "demonyms.csv").open(encoding="utf-8") as file:
        return {row["word"]: row["country"] for row in csv.DictReader(file)}


def is_surname_first(words: list[str]) -> bool:
    """Return whether the name has the Chinese order: surname, then given name."""
    first, last = words[0].lower(), words[-1].lower()
    if first not in SURNAMES or words[0] in given_names():
        return False
    return 2 <= len(words) <= 3 and (last not in SURNAMES or bool(_PINYIN.match(last)))


def is_east_asian(words: list[str]) -> bool:
    """Return whether two or three words have the form of a Chinese or Korean name."""
    lower = [word.lower() for word in words]
    if len(words) not in (2, 3) or any(word.isupper() for word in words):
        return False
    first = lower[0] in SURNAMES and all(map(_PINYIN.match, lower[1:]))
    last = lower[-1] in SURNAMES and all(map(_PINYIN.match, lower[:-1]))
    return first or last


def is_bare_surname(word: str) -> bool:
    """Return whether one word is a frequent Chinese surname, and no English word."""
    return word.lower() in SURNAMES and word.lower() not in _ENGLISH_TOO and word[0].isupper()


def _is_given_in_pinyin(word: str) -> bool:
    return len(word) > 4 and not word.isupper() and bool(_PINYIN.match(word.lower()))


def is_given_name(word: str) -> bool:
    """Return whether the word is a frequent given name."""
    return word in given_names()


def form(words: list[str]) -> float:
    """Return how much the words by themselves look like a person's name: 0 to 3."""
    if len(words) < 2:
        return 1.2 if is_bare_surname(words[0]) else 0.7 if _is_given_in_pinyin(words[0]) else 0.0
    if words[-1].rstrip(".") in ("Jr", "Sr", "II", "III", "IV"):
        return 3.0
    if is_given_name(words[0]) or is_given_name(words[0].split("-")[0]) or is_east_asian(words):
        return 2.0
    if any(map(_INITIAL.match, words[1:])) or _INITIAL.match(words[0]):
        return 2.0
    if len(words) == 2 and is_given_name(words[1]):
        return 1.0
    particle = words[0].startswith(("al-", "Al-", "el-", "El-")) or words[-1].lower()[:3] in (
        "al-",
        "el-",
    )
    return 1.0 if particle or any(map(_WESTERN.match, words)) else 0.0


def is_camel(word: str) -> bool:
    """Return whether capitals stand inside the word as in a trade mark, and not as in "McCabe"."""
    inner = any(c.isupper() for c in word[1:]) and any(c.islower() for c in word)
    return (
        inner
        and "-" not in word
        and not _WESTERN.match(word)
        and "'" not in word
        and "’" not in word
    )


def is_post(word: str) -> bool:
    """Return whether the word names a post, in the singular or plural."""
    lower = word.lower().rstrip(".")
    lower = lower.rsplit("-", 1)[-1]  # "Rear-Admiral"
    return lower in POSTS or (lower.endswith("s") and lower[:-1] in POSTS)


def _is_surname_here(words: list[str], i: int) -> bool:
    """Return whether a post is a surname: "Jennifer Shah"."""
    return is_given_name(words[i - 1]) and words[i - 1].lower() not in POSTS


def title(words: list[str]) -> tuple[int, int] | None:
    """Return where a title stands in a run of words, as the indices of its first and next word.

    The title is the last block of words that hold a post.
    """
    end = None
    for i in range(len(words) - 1, -1, -1):
        if is_post(words[i]) and not (i and _is_surname_here(words, i)):
            end = i + 1
            break
    if end is None:
        return None
    start = end - 1
    while start and words[start - 1].lower().rstrip(",") in MODIFIERS | POSTS | {"u.s.", "trial"}:
        start -= 1
    return start, end
