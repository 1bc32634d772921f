"""Names of the Muslim world: the many writings of one name, and names that are written in two or
three words.

Muhammad has dozens of writings in Latin letters and one in Arabic; Mahmoud is nearer to it by its
letters than Mehmet is, and another name. So words that the table has are one name or two by the
table. ``Abd al-Rahman`` and ``Salah al-Din`` are one name each, and are joined to be looked up.
"""

from collections.abc import Sequence
from functools import cache

from comity.resolve.names.reading import Word
from comity.resolve.names.spellings import rows

_SERVANT = frozenset("abd abdul abdel abdal abdol abdoul abdur abder abdu abdou abdus عبد".split())
_ARTICLE = frozenset(
    "al el ul ol il ad ed ud ar er ur or as es us an en un az ez uz at et ut".split()
)
_RELIGION = frozenset("din deen dine dien الدين".split())
_JOINING = _SERVANT | _RELIGION
_NOBODY: frozenset[int] = frozenset()
_FORMS = str.maketrans("أإآٱىیےکةہۀ", "ااااييييكههه"[:4] + "ييي" + "ك" + "ههه")
"""Letters that one writer puts for another: with hamza or without, those of Persian and Urdu."""


def joined(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return words with those that are one name joined: Abd al-Rahman, Salah al-Din."""
    if not any(w.text in _JOINING for w in words):
        return tuple(words)
    found: list[Word] = []
    at = 0
    while at < len(words):
        size = _size(words[at:])
        text = "".join(w.text for w in words[at : at + size])
        found.append(words[at] if size == 1 else Word(text, words[at].script, wide=text))
        at += size
    return tuple(found)


def _size(words: Sequence[Word]) -> int:
    """Return how many of the first words are one name."""
    texts = [w.text for w in words[:3]]
    if len({w.script for w in words[:2]}) != 1:
        return 1
    size = 3 if len(texts) > 2 and texts[1] in _ARTICLE else 2
    if len(texts) < size or min(len(texts[0]), len(texts[size - 1])) < 3:
        return 1
    return size if texts[0] in _SERVANT or texts[size - 1] in _RELIGION else 1


def one(a: str, b: str) -> bool | None:
    """Return whether two words are writings of one name; None where the table lacks one."""
    ours = _named(a)
    theirs = _named(b) if ours else _NOBODY
    return not ours.isdisjoint(theirs) if theirs else None


def _named(word: str) -> frozenset[int]:
    if word.isascii():
        return _known().get(word, _NOBODY)
    text = word.translate(_FORMS)
    return _known().get(text) or _known().get(text.removeprefix("ال"), _NOBODY)


@cache
def _known() -> dict[str, frozenset[int]]:
    """Return each writing → the numbers of the names that it may be."""
    found: dict[str, set[int]] = {}
    for number, cells in enumerate(rows("arabic_names")):
        for writing in ",".join(cells).split(","):
            found.setdefault(writing.translate(_FORMS), set()).add(number)
    return {writing: frozenset(numbers) for writing, numbers in found.items()}
