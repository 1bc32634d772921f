"""Two names of organisations, vessels or addresses: what their words say of each other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from comity.resolve.names import spellings
from comity.resolve.names.crossing import spells
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.persons import Alignment, align_words
from comity.resolve.names.reading import Word
from comity.resolve.names.things import Thing, initials, read

_CAPITALS = re.compile(r"[\W_]*[A-Z.]+[\W_]*")
_VAGUE = {"", "company", "group"}
"""Legal forms that a short name may stand for, or that say little."""


def align(a: str, b: str, schema: str) -> Alignment | None:
    """Return the parts of two names; None where one has no words."""
    ours, theirs = read(a, schema), read(b, schema)
    if not ours.written or not theirs.written:
        return None
    own = _own(ours.own, theirs.own)
    parts = [
        *own.parts,
        *_bags("kind", ours.kinds, theirs.kinds),
        *_bags("province" if schema == "Address" else "place", ours.places, theirs.places),
        *_numbers(ours.numbers, theirs.numbers, schema),
        *_forms(ours, theirs),
    ]
    if short := _acronym(ours, theirs, a, b):
        return Alignment((short,), (), ())
    return Alignment(tuple(parts), own.left, own.right)


def _own(a: Sequence[Word], b: Sequence[Word]) -> Alignment:
    """Align the words that are a name of their own; Chinese ones by their syllables."""
    if not a or not b:
        return Alignment((), tuple(w.text for w in a), tuple(w.text for w in b))
    for ours, theirs, turned in ((a, b, False), (b, a, True)):
        if all(w.script == "han" for w in ours) and all(w.script == "latin" for w in theirs):
            found = _spelled(ours, theirs)
            if found:
                parts, left = found
                if turned:
                    parts = [p._replace(a=p.b, b=p.a) for p in parts]
                    return Alignment(tuple(parts), left, ())
                return Alignment(tuple(parts), (), left)
    return align_words(a, b)


_Spelled = tuple[list[Part], tuple[str, ...]]
"""Parts of two names in two scripts, and the words in Latin letters that are left over."""


def _spelled(han: Sequence[Word], latin: Sequence[Word]) -> _Spelled | None:
    """Return the part of Chinese words and of the Latin ones that spell them, or that have as many
    syllables and spell others, with the Latin words left over; None if there are none."""
    text = "".join(w.text for w in han)
    if not 1 < len(text) < 9:
        return None
    other: _Spelled | None = None
    for size in range(min(len(latin), len(text)), 0, -1):
        for at in range(len(latin) - size + 1):
            letters = "".join(w.wide for w in latin[at : at + size])
            left = tuple(w.text for w in (*latin[:at], *latin[at + size :]))
            if any(spells(text, letters, frozenset(), (s,)) for s in spellings.SYSTEMS[:3]):
                return [Part("word", text, letters, 4.5, "by syllables")], left
            if other is None and _syllables(letters, len(text)):
                other = [Part("word", text, letters, -MOST, "other syllables")], left
    return other


def _syllables(letters: str, number: int) -> bool:
    """Return whether letters can be so many syllables of pinyin."""
    ends = {0}
    for _ in range(number):
        ends = {
            at + size
            for at in ends
            for size in range(1, 7)
            if letters[at : at + size] in spellings.syllables()
        }
    return len(letters) in ends


def _bags(kind: str, a: Sequence[str], b: Sequence[str]) -> Iterator[Part]:
    """Yield what agrees, what differs and what only one has of words for a kind or a place."""
    ours, theirs = Counter(a), Counter(b)
    both = sorted((ours & theirs).elements())
    yield from (Part(kind, word, word, MOST, "same") for word in both)
    left, right = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ""
        other = right[number] if number < len(right) else ""
        if one and other:
            yield Part(kind, one, other, -MOST, "differs")
        elif kind == "province" and both:
            continue  # it adds nothing to its city
        else:
            yield Part(f"missing {kind}", one, other, 0.0, "only in one")


def _numbers(a: Sequence[str], b: Sequence[str], schema: str) -> Iterator[Part]:
    if a == b:
        yield from (Part("number", x, x, MOST, "same") for x in a)
    elif a and b:
        yield Part("number", " ".join(a), " ".join(b), -MOST, "differs")
    else:
        kind = "missing vessel number" if schema == "Vessel" else "missing number"
        yield Part(kind, " ".join(a), " ".join(b), 0.0, "only in one")


def _forms(a: Thing, b: Thing) -> Iterator[Part]:
    if a.form != b.form and not {a.form, b.form} & _VAGUE:
        yield Part("legal form", a.form, b.form, -MOST, "differs")


def _acronym(a: Thing, b: Thing, written: str, other: str) -> Part | None:
    for short, long, text in ((a, b, written), (b, a, other)):
        if len(short.written) != 1 or short.written[0].script != "latin":
            continue
        word = short.written[0].text
        fits = 2 < len(word) < 8 and len(long.written) > 2 and word == initials(long.written)
        if fits and _CAPITALS.fullmatch(text):
            return Part("acronym", word, initials(long.written), 3.0, "initials")
    return None
