"""What the parts of two names count for: named features, and the weights that they were given.

Each part has one feature and a value from 0 to about 1; a score is the sum of weights times values,
and the weights are in a table that ``benchmarks.who.learn`` writes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from comity.resolve.names.common import telling
from comity.resolve.names.part import AGREES, MOST, Part
from comity.resolve.names.persons import Alignment, Read
from comity.resolve.names.tables import given_names, light, surprise

_FADE = (1.0, 1.0, 0.6, 0.3, 0.2)
"""What the first, second, third, … word that agrees counts: two say nearly all."""


_NAMED = ("surname", "given name", "initial", "tone", "generation", "hidden name", "number",
          "order", "syllable")  # fmt: skip
"""Kinds of parts that are features of their own."""

_LIKE = ("spelling", "by sound", "pinyin")
"""How words agree that are not the same."""

_MORE = ("missing", "further", "branch", "group")
"""How kinds of parts begin that only one name has."""

_OF_ADDRESSES = ("street", "missing street", "house number", "missing house number")

_GRADED = ("acronym", "street")
"""Kinds of parts that agree more or less."""

_MEASURED = ("letters",)
"""Kinds of parts whose evidence is a measure."""

_UNCOUNTED = ("generation", "tone", "order")
"""Kinds of parts that are no word of a name."""

_EAST = "surname and given name: "
"""What is counted where a name is one of East Asia: two parts of it are all of it."""

_WORDS = ("same word", "like word", "like sound", "like pinyin")


class Signal(NamedTuple):
    """A feature with its value, and the part that it rests on."""

    feature: str
    value: float
    part: Part


def signals(found: Alignment, a: Read, b: Read) -> list[Signal]:
    """Return what an alignment of two names of people says, feature by feature."""
    made = [_signal(part) for part in found.parts]
    made = _fading(made)
    made += _alone(found)
    if bool(a.generation) != bool(b.generation):
        part = Part("generation", a.generation, b.generation, 0.0, "only in one")
        made.append(Signal("missing generation", 1.0, part))
    if a.family and b.family:
        made += _marked(found, a, b)
    return made


def _marked(found: Alignment, a: Read, b: Read) -> Iterator[Signal]:
    """Yield what it says that both names mark their surname by a comma."""
    agreeing = [p for p in found.parts if p.evidence > AGREES and p.kind == "word"]
    if turned := next(_turned(found, a, b), None):
        yield Signal("surnames exchanged", 1.0, turned)
        return
    if any(p.kind == "surname" for p in found.parts):
        return
    families = [p for p in agreeing if p.a in a.family and p.b in b.family]
    if families:
        yield Signal("family name agrees", 1.0, families[0])
    elif not any(p.a in a.family or p.b in b.family for p in agreeing):
        text = Part("surname", " ".join(sorted(a.family)), " ".join(sorted(b.family)), 0.0, "other")
        yield Signal("family name differs", 1.0, text)
    first = [p for p in agreeing if p.a == a.first and p.b == b.first]
    if first:
        yield Signal("first name agrees", 1.0, first[0])
    elif not any(p.a == a.first or p.b == b.first for p in found.parts if p.evidence > 0):
        yield Signal("first name differs", 1.0, Part("first name", a.first, b.first, 0.0, "other"))


def _turned(found: Alignment, a: Read, b: Read) -> Iterator[Part]:
    """Yield a part that is the surname of one name and no surname of the other, where the other's
    surname agrees too: Garcia, Lopez and Lopez, Garcia."""
    agreeing = [p for p in found.parts if p.evidence > AGREES]
    ours = [p for p in agreeing if p.a in a.family and p.b not in b.family]
    theirs = [p for p in agreeing if p.b in b.family and p.a not in a.family]
    if ours and theirs:
        yield Part("surname", ours[0].a, theirs[0].b, -MOST, "exchanged")


def thing_signals(found: Alignment) -> list[Signal]:
    """Return what an alignment of two names of organisations, vessels or addresses says."""
    words = [p for p in found.parts if p.kind in ("word", "initial")]
    others = [p for p in found.parts if p.kind not in ("word", "initial")]
    alone = [w for w in (*found.left, *found.right) if w not in light()]
    made = _fading([_own(part) for part in words])
    made += _told(others)
    if not any(p.kind in _OF_ADDRESSES for p in others):
        made.append(_counted(words, alone, 2))
    made += _rest(alone)
    if not alone and all(p.evidence > AGREES for p in words):
        made += _whole(found.parts, others, bool(words))
    return made


def _whole(parts: Sequence[Part], others: Sequence[Part], agree: bool) -> Iterator[Signal]:
    """Yield what it says that all words of two names' own agree: does all else, too?"""
    if any(p.evidence < 0 and p.kind != "legal form" for p in others):
        return
    if any(p.kind.startswith(_MORE) or p.kind == "legal form" for p in others):
        if agree:
            feature = "own name agrees"
            yield Signal(feature, 1.0, Part("name", "", "", 0.0, feature))
        return
    like = any(p.how in _LIKE and p.evidence > 0 and p.a.isascii() == p.b.isascii() for p in parts)
    feature = "all is alike" if like else "all agrees"
    value = _long(parts) if like else 1.0
    yield Signal(feature, value, Part("name", "", "", 0.0, feature))


def _long(parts: Iterable[Part]) -> float:
    """Return from 0 to 1 how many letters agree: a slip in a long name leaves it what it was, in a
    short one it makes another (Sana, Sania)."""
    agree = [min(p.a, p.b, key=len) for p in parts if p.evidence > AGREES and p.a and p.b]
    letters = sum(len(word) if word.isascii() else 3 * len(word) for word in agree)
    return max(0.0, min(1.0, (letters - 5) / 8))


def _told(parts: Sequence[Part]) -> Iterator[Signal]:
    """Yield the signals of what is no name of its own; the second of a kind counts half, others
    not."""
    counts: dict[str, int] = defaultdict(int)
    for part in parts:
        if part.kind in _MEASURED:
            yield Signal(f"{part.kind} agree", part.evidence / MOST, part)
            continue
        agrees = "" if part.evidence == 0 else " agrees" if part.evidence > 0 else " differs"
        feature = f"{part.kind}{agrees}"
        counts[feature] += 1
        if counts[feature] <= 2:
            value = part.evidence / MOST if part.kind in _GRADED and part.evidence > 0 else 1.0
            yield Signal(feature, value if counts[feature] == 1 else value / 2, part)


def _rest(alone: Sequence[str]) -> Iterator[Signal]:
    """Yield how much the words tell that only one name has."""
    if alone:
        total = sum(telling(w) for w in alone)
        yield Signal(
            "word in one only", min(total, 2.0), Part("word", " ".join(alone), "", 0.0, "")
        )


def _counted(parts: Iterable[Part], alone: Sequence[str], most: int) -> Signal:
    """Return how many parts agree, up to a number, how many differ, and how many words only one
    name has, up to two: the feature is the three counts."""
    agreeing = [p.evidence > AGREES for p in parts]
    agree, differ = min(sum(agreeing), most), min(len(agreeing) - sum(agreeing), 2)
    text = f"{agree} agree, {differ} differ, {min(len(alone), 2)} missing"
    return Signal(text, 1.0, Part("name", " ".join(alone), "", 0.0, text))


def _own(part: Part) -> Signal:
    """Return the signal of two words that are a thing's own name."""
    if part.how in ("characters", "other syllables", "mixed alphabets") and part.evidence <= AGREES:
        return Signal("other characters", 1.0, part)
    if part.kind in _NAMED or part.a in light() or part.b in light():
        return _signal(part)
    strength = part.evidence / MOST
    tells = min(telling(part.a), telling(part.b))
    if part.how == "same letters":
        return Signal("same word", tells, part)
    if strength > 0:
        feature = "like pinyin" if part.how == "pinyin" else "like word"
        return Signal(feature, strength * tells, part)
    return Signal("other word", -strength * (0.3 + 0.7 * tells), part)


def _signal(part: Part) -> Signal:
    return Signal(*_valued(part, part.evidence / MOST), part)


def _valued(part: Part, strength: float) -> tuple[str, float]:
    """Return the feature of a part, and its value."""
    if part.kind in _NAMED:
        said = " agrees" if strength > 0 else " differs" if strength < 0 else ""
        return part.kind + said, abs(strength) or 1.0  # a hidden name does neither
    if part.a in light() or part.b in light():
        return "particle", strength
    if part.how == "by sound":
        return ("like sound" if strength > 0 else "other sound"), abs(strength)
    if part.how == "same letters":
        return "same word", surprise(part.a) / 12
    if strength > 0:
        return "like word", strength * min(surprise(part.a), surprise(part.b)) / 12
    return "other word", -strength


def _fading(made: list[Signal]) -> list[Signal]:
    agree = [s for s in made if s.feature in _WORDS]
    agree.sort(key=lambda s: (-s.value, s.part.a, s.part.b))
    for rank, signal in enumerate(agree[2:], start=2):
        faded = signal.value * _FADE[min(rank, len(_FADE) - 1)]
        agree[rank] = signal._replace(value=faded)
    return [*agree, *(s for s in made if s.feature not in _WORDS)]


def _alone(found: Alignment) -> list[Signal]:
    """Return what it says how many parts agree, differ, or stand in one name only."""
    made = []
    lone, spare = (*found.left, *found.right), light()
    alone = [w for w in lone if w not in spare]
    chinese = any(p.kind in ("surname", "given name") for p in found.parts)
    if chinese:
        western = [w for w in alone if w in given_names()]
        alone = [w for w in alone if w not in given_names()]
        if western:
            part = Part("missing", western[0], "", 0.0, "only in one")
            made.append(Signal("missing Western name", 1.0, part))
    if len(alone) < len(lone) and not spare.isdisjoint(lone):
        made.append(Signal("missing particle", 1.0, Part("missing", "", "", 0.0, "only in one")))
    if not any(p.kind == "hidden name" for p in found.parts):
        counted = _counted([p for p in found.parts if _counts(p)], alone, 3)
        made.append(counted._replace(feature=f"{_EAST}{counted.feature}") if chinese else counted)
    return made


def _counts(part: Part) -> bool:
    """Return whether a part is of words that a name cannot lack."""
    if part.kind in _UNCOUNTED:
        return False
    return part.kind != "word" or part.a not in light() or part.b not in light()


def features(found: Iterable[Signal]) -> dict[str, float]:
    """Return the value of each feature."""
    total: dict[str, float] = defaultdict(float)
    for signal in found:
        total[signal.feature] += signal.value
    return dict(total)
