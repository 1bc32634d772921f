"""Two names of people: which of their words belong together, and what is left."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from comity.resolve.names import arabic, chinese, evidence, latinised, vietnamese
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word, clean, words
from comity.resolve.names.tables import honorifics, light

_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "iii": "3",
                "iv": "4"}  # fmt: skip
_SON_OF = frozenset("bin ibn ben bint binti".split())
_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff]) ?[×xX＊*]{1,2}")
_MAY_HIDE = re.compile("[某×xX＊*]|mou", re.IGNORECASE)
_COUNT = re.compile(r"某([1-9])(?![0-9])")
_MOST_WORDS = 12
_JOINED = 2.5  # evidence from which on two words are taken as one that was divided


class Alignment(NamedTuple):
    """Two names side by side: parts that were compared, and words that only one of them has."""

    parts: tuple[Part, ...]
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """How well they fit: all evidence, less something for words that only one has."""
        alone = [w for w in (*self.left, *self.right) if w not in light()]
        return sum(part.evidence for part in self.parts) - len(alone)


class Read(NamedTuple):
    """A person's name as it is compared.

    Attributes:
        words: its words without honorifics; divided: the same, divided at hyphens.
        generation: which one it says ("jr"), or empty.
        chinese: whether it is surely a Chinese name.
        family: the words before a comma, where it has one; first: the word after it.
    """

    words: tuple[Word, ...]
    divided: tuple[Word, ...]
    generation: str
    chinese: bool
    family: frozenset[str] = frozenset()
    first: str = ""


@lru_cache(maxsize=100_000)
def read(name: str) -> Read:
    """Return a person's name as it is compared."""
    found = tuple(map(_without_address, words(_hidden(clean(name)))[:_MOST_WORDS]))
    generation = next((_GENERATIONS[w.text] for w in found[1:] if w.text in _GENERATIONS), "")
    kept = tuple(w for w in found if w.text not in _GENERATIONS and w.text not in honorifics())
    if _needed(found, kept):
        kept = found
    return Read(
        kept,
        _divided(kept),
        generation,
        chinese.sure(kept),
        *_marked(name),
    )


def _divided(found: Iterable[Word]) -> tuple[Word, ...]:
    """Return words divided at their hyphens, those that are one Arabic name joined."""
    return arabic.joined([piece for word in found for piece in word.divided])


def _needed(found: tuple[Word, ...], kept: tuple[Word, ...]) -> bool:
    """Return whether words that look like a title are needed: where next to nothing is left, and in
    names of East Asia, whose syllables look like much (Zheng Gen Qing)."""
    if len(kept) == len(found):
        return False
    if len(kept) < min(2, len(found)) and not (kept and kept[0].script != "latin"):
        return True
    return vietnamese.is_name(found) or (
        latinised.sure(found) and any(not way.others for way in latinised.read(found))
    )


def _hidden(name: str) -> str:
    """Return a name with 某 for the signs by which a court has hidden characters, and 某一 for 某1,
    by which it counts those who are hidden."""
    text = _SIGNS.sub(lambda signs: "某" * len(signs[0].strip()), name)
    return _COUNT.sub(lambda count: "某" + "零一二三四五六七八九"[int(count[1])], text)


def hides(name: str) -> bool:
    """Return whether a court has hidden some of a name: 刘某, Liu Mou."""
    if not _MAY_HIDE.search(name):
        return False
    found = read(name).words
    if chinese.written(found):
        return any(one.hidden for one in chinese.written(found))
    return any(latinised.shown(one.given) for one in latinised.read(found))


def _marked(name: str) -> tuple[frozenset[str], str]:
    """Return the words before the one comma of a name, and the first word after it."""
    before, comma, after = name.partition(",")
    if not comma or "," in after:
        return frozenset(), ""
    family, given = (
        [w.text for w in _divided(words(part)) if w.text not in light()] for part in (before, after)
    )
    return (frozenset(family), given[0]) if family and given else (frozenset(), "")


def _without_address(word: Word) -> Word:
    """Return a word in Chinese characters without a form of address at its end: 刘勇先生."""
    if word.script != "han" or len(word.text) < 4:
        return word
    end = next((h for h in honorifics() if len(h) > 1 and word.text.endswith(h)), "")
    rest = word.text[: -len(end)] if end else ""
    return word._replace(text=rest, wide=rest) if len(rest) > 1 else word


def align(a: str, b: str) -> Alignment | None:
    """Return the best alignment of two names of people; None where one has no words."""
    ours, theirs = read(a), read(b)
    if not ours.words or not theirs.words:
        return None
    more = (*_generations(ours, theirs), *_fathers(ours, theirs), *_tones(ours, theirs))
    if vietnamese.is_name(ours.words) and vietnamese.is_name(theirs.words):
        parts, alone, others = vietnamese.compare(ours.words, theirs.words)
        return _with_rest(chinese.Way(tuple(parts), tuple(alone), tuple(others)), more)
    ways = [_with_rest(way, more) for way in chinese.compare(ours.words, theirs.words)]
    known = ours.chinese and theirs.chinese
    if not (ways and (known or chinese.settled(ours.words, theirs.words))):
        left, right = _korean(ours, theirs), _korean(theirs, ours)
        ways.append(_general(left, right, more))
    return max(ways, key=lambda way: way.total)


def _korean(name: Read, other: Read) -> tuple[Word, ...]:
    """Return a name's words; one in Hangul divided into surname and given name where the other name
    has both."""
    word = name.words[0]
    if len(name.words) > 1 or word.script != "hangul" or not 2 <= len(word.text) <= 4:
        return name.divided
    if len(other.words) == 1:
        return name.divided
    return Word(word.text[:1], word.script), Word(word.text[1:], word.script)


def _tones(a: Read, b: Read) -> tuple[Part, ...]:
    """Return a part where both names write tones, and one syllable with another."""
    for x, y in zip(a.words, b.words, strict=False):
        if x.tones and y.tones and x.text == y.text and x.tones != y.tones:
            return (Part("tone", x.text + x.tones, y.text + y.tones, -MOST, "other tones"),)
    return ()


def _generations(a: Read, b: Read) -> tuple[Part, ...]:
    if a.generation and b.generation and a.generation != b.generation:
        return (Part("generation", a.generation, b.generation, -MOST, "other generation"),)
    return ()


def _fathers(a: Read, b: Read) -> Iterator[Part]:
    """Yield a part where one is the other's father: Khalid bin Abdullah, Abdullah bin Khalid."""
    ours, theirs = _son(a), _son(b)
    if ours and ours == theirs[::-1] and ours[0] != ours[1]:
        yield Part("order", " bin ".join(ours), " bin ".join(theirs), -MOST, "son and father")


def _son(name: Read) -> tuple[str, ...]:
    texts = [w.text for w in name.divided]
    at = next((i for i, t in enumerate(texts) if t in _SON_OF and 0 < i < len(texts) - 1), 0)
    return (texts[at - 1], texts[at + 1]) if at else ()


def _with_rest(way: chinese.Way, more: tuple[Part, ...]) -> Alignment:
    if not way.left or not way.right:
        left, right = (tuple(w.text for w in side) for side in (way.left, way.right))
        return Alignment((*way.parts, *more), left, right)
    rest = _general(way.left, way.right, more)
    return Alignment((*way.parts, *rest.parts), rest.left, rest.right)


def align_words(a: Sequence[Word], b: Sequence[Word]) -> Alignment:
    """Align words by what they say of each other, whatever they name."""
    return _general(a, b, ())


_Placed = tuple[int, Word]
"""A word and where it stands in its name."""

_Fit = tuple[Part, tuple[int, ...], tuple[int, ...]]
"""What words say of each other, and which of either name they are."""


def _general(a: Sequence[Word], b: Sequence[Word], more: tuple[Part, ...]) -> Alignment:
    """Align words by what they say of each other: equal ones first, then the best pairs."""
    ours = list(enumerate(_join_equal(list(a), b)))
    theirs = list(enumerate(_join_equal(list(b), a)))
    parts: list[Part] = []
    texts = {w.text for _, w in theirs}
    for placed in list(ours):
        word = placed[1]
        if word.text not in texts:
            continue
        other = next((p for p in theirs if p[1].text == word.text), None)
        if other is not None:
            parts.append(evidence.compare(word, other[1]))
            ours.remove(placed)
            theirs.remove(other)
    if ours and theirs:
        _pair(ours, theirs, parts)
    left, right = (tuple(w.text for _, w in side) for side in (ours, theirs))
    return Alignment((*parts, *more), left, right)


def _join_equal(found: list[Word], others: Sequence[Word]) -> list[Word]:
    """Join words that the other name writes as one."""
    if len(found) < 2:
        return found
    texts = {w.text for w in others}
    for at in range(len(found) - 1):
        one, two = found[at], found[at + 1]
        whole = one.text + two.text
        if whole in texts and one.text not in texts and two.text not in texts:
            return [*found[:at], Word(whole, one.script), *_join_equal(found[at + 2 :], others)]
    return found


def _pair(ours: list[_Placed], theirs: list[_Placed], parts: list[Part]) -> None:
    """Take out of both lists the words that fit best, pair by pair, and add their parts."""
    spare = light()
    few = [(j, y) for j, (_, y) in enumerate(theirs) if y.text not in spare]
    found: list[_Fit] = [
        (evidence.compare(x, y), (i,), (j,))
        for i, (_, x) in enumerate(ours)
        if x.text not in spare
        for j, y in few
    ]
    found += _joins(ours, theirs)
    found += [(part._replace(a=part.b, b=part.a), i, j) for part, j, i in _joins(theirs, ours)]
    found.sort(key=lambda pair: -pair[0].evidence)
    used: tuple[set[int], set[int]] = (set(), set())
    for part, left, right in found:
        if not used[0].intersection(left) and not used[1].intersection(right):
            parts.append(part)
            used[0].update(left)
            used[1].update(right)
    for side, taken in zip((ours, theirs), used, strict=True):
        side[:] = [placed for i, placed in enumerate(side) if i not in taken]


def _joins(many: list[_Placed], few: list[_Placed]) -> Iterator[_Fit]:
    """Yield what two or three words of one name, taken as one, say of a word of the other."""
    scripts, firsts = {w.script for _, w in few}, {w.text[0] for _, w in few}
    for size in (2, 3)[: len(many) - 1]:
        for i in range(len(many) - size + 1):
            run = many[i : i + size]
            script = run[0][1].script
            if script in scripts and len(scripts) == 1 and run[0][1].text[0] not in firsts:
                continue
            if run[-1][0] - run[0][0] != size - 1 or script != run[-1][1].script:
                continue
            whole = "".join([w.text for _, w in run])
            for j, (_, word) in enumerate(few):
                if word.script == script and (
                    word.text[0] != whole[0] or abs(len(whole) - len(word.text)) > 2
                ):
                    continue
                part = evidence.compare(Word(whole, script), word)
                if part.evidence >= _JOINED and len(word.text) > 2:
                    yield part, tuple(range(i, i + size)), (j,)
