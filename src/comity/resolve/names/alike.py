"""Two names of organisations, vessels or addresses: what their words say of each other."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from comity.extract import place
from comity.resolve.names import evidence, spellings
from comity.resolve.names.acronyms import stands_for
from comity.resolve.names.addresses import KINDS, STATES
from comity.resolve.names.crossing import spells
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.persons import Alignment, align_words
from comity.resolve.names.reading import Word
from comity.resolve.names.tables import light
from comity.resolve.names.things import JOINING, Thing, in_english, of_words, read

_STATES = frozenset(STATES.values())

_VAGUE = {"", "company"}
"""Legal forms that a short name may stand for, or that say little."""

_BODIES = {"foundation", "association", "cooperative"}
"""Forms of what is no business."""

_LIGHT = frozenset(
    "international enterprise industrial global general national company group holding corporation"
    " management development service system".split()
)
"""Words for a kind that names add and leave out freely."""

_SIDES = frozenset("northern southern western oriental eastern".split())

_TOLD = _SIDES | _LIGHT

_SLIP = 2.0  # evidence from which on a word is one that was written wrong
_STREET = 1.0  # evidence from which on the words of two streets are one
_LEAST = 4  # letters that a word has which may be one written wrong


def align(a: str, b: str, schema: str) -> Alignment | None:
    """Return the parts of two names; None where one has no words."""
    ours, theirs = read(a, schema), read(b, schema)
    if not ours.written or not theirs.written:
        return None
    if schema == "Address":
        return _addresses(ours, theirs)
    ours, theirs = _divided(ours, theirs, schema), _divided(theirs, ours, schema)
    if short := _acronym(ours, theirs):
        more = (*_numbers(ours.numbers, theirs.numbers, "number"), *_unspelled(ours, theirs, short))
        return Alignment((short, *more), (), ())
    number = "vessel number" if schema == "Vessel" else "number"
    ours, theirs, slips = _slips(ours, theirs)
    own = _own(ours.own, theirs.own)
    bare = not ours.own and not theirs.own
    own, kinds = _with_kinds(own, list(_kinds(ours.kinds, theirs.kinds)), bare)
    parts = (
        *own.parts,
        *slips,
        *kinds,
        *_bags("place", ours.places, theirs.places),
        *_numbers(ours.numbers, theirs.numbers, number),
        *_forms(ours, theirs),
        *_letters(ours, theirs),
    )  # fmt: skip
    return Alignment(parts, own.left, own.right)


def _with_kinds(own: Alignment, kinds: list[Part], bare: bool) -> tuple[Alignment, list[Part]]:
    """Return own words and kinds: what two bodies do is their name if they have none of their own
    (``bare``)."""
    if bare:
        told = [p for p in kinds if p.kind in ("kind", "side")]
        words = [p._replace(kind="word", how="same letters" if p.evidence > 0 else "kind")
                 for p in told]  # fmt: skip
        return own._replace(parts=(*own.parts, *words)), [p for p in kinds if p not in told]
    return own, kinds


def _addresses(a: Thing, b: Thing) -> Alignment:
    """Align two addresses, level by level."""
    parts = (
        *_street(a.own, b.own),
        *_bags("street kind", *_street_kinds(a, b)),
        *_buildings(a.buildings, b.buildings),
        *_towns(a, b),
        *_numbers(a.numbers, b.numbers, "house number"),
        *_units(a.units, b.units),
        *_numbers(a.codes, b.codes, "postcode"),
    )
    return Alignment(parts)


def _buildings(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Part]:
    """Yield what the names of buildings say, where both have one: whether a word differs."""
    if parts := _own(a, b).parts:
        least = min(parts, key=lambda part: part.evidence)
        agrees = least.evidence > _STREET
        yield least._replace(kind="building", evidence=MOST if agrees else -MOST)


def _street_kinds(a: Thing, b: Thing) -> tuple[list[str], list[str]]:
    """Return what streets are; of two in two scripts as one likes what 大街 and 大道 are, which are
    Street, Road, Avenue or Boulevard in English."""
    han = [any(w.script == "han" for w in thing.written) for thing in (a, b)]
    wide = han[0] != han[1] and "avenue" in (a if han[0] else b).kinds
    left, right = (
        ["avenue" if wide and k in KINDS else k for k in thing.kinds] for thing in (a, b)
    )
    return left, right


def _street(a: Sequence[Word], b: Sequence[Word]) -> Iterator[Part]:
    """Yield what the names of streets say: as many words as differ, or that only one has."""
    ours, theirs = (place(" ".join(w.text for w in side).title()) for side in (a, b))
    if ours and ours == theirs:  # a street that has the name of a town
        yield Part("street", ours, theirs, MOST, "same place")
        return
    found = _own(a, b)
    for part in found.parts:
        least = _SLIP if part.how == "spelling" else _STREET
        agrees = part.evidence > least and part.how != "pinyin"
        evidence = part.evidence if agrees else -MOST
        yield part._replace(kind="street", evidence=evidence)
    left, right = (
        " ".join(w for w in side if w not in light()) for side in (found.left, found.right)
    )
    if left or right:
        yield Part("missing street", left, right, 0.0, "only in one")


def _towns(a: Thing, b: Thing) -> Iterator[Part]:
    """Yield what places and districts say; one that the gazetteer lacks is compared as a word."""
    both = set(a.places) & set(b.places)
    yield from (Part("place", x, x, MOST, "same") for x in sorted(both))
    ours, theirs = ([p for p in thing.places if p not in both] for thing in (a, b))
    if _clash(a, b, ours, theirs):
        yield Part("place", a.town or ours[0], b.town or theirs[0], -MOST, "differs")
        return
    left, right = [*map(_word, ours), *a.areas], [*map(_word, theirs), *b.areas]
    if left and right:
        areas = _texts((*a.areas, *b.areas))
        for part in _own(left, right).parts:
            agrees = part.evidence > _STREET
            if agrees or not both or part.a in areas or part.b in areas:
                yield Part("area" if both else "place", part.a, part.b, MOST if agrees else -MOST,
                           "same" if agrees else "differs")  # fmt: skip
    elif (left or right) and not both:
        one, other = left or [_word("")], right or [_word("")]
        yield Part("missing place", one[0].text, other[0].text, 0.0, "only in one")


def _clash(a: Thing, b: Thing, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two addresses are in two towns, or in towns of one name in two states."""
    if a.town and b.town and a.town not in b.places and b.town not in a.places:
        return _own((_word(a.town),), (_word(b.town), *b.areas)).parts[0].evidence <= _STREET
    return any(p in _STATES for p in ours) and any(p in _STATES for p in theirs)


def _texts(found: Sequence[Word]) -> set[str]:
    return {w.text for w in found}


def _word(place: str) -> Word:
    text = place.removesuffix(" SAR").replace(" ", "").lower()
    return Word(text, "latin" if text.isascii() else "han", (), "", False, text)


def _units(a: Sequence[str], b: Sequence[str]) -> Iterator[Part]:
    """Yield what blocks, floors and rooms say: those of one kind differ; one alone says little."""
    ours, theirs = (dict(unit.split(" ", 1) for unit in units) for units in (a, b))
    both = sorted(ours.keys() & theirs.keys())
    for kind in both:
        same = ours[kind] == theirs[kind]
        yield Part("unit", f"{kind} {ours[kind]}", f"{kind} {theirs[kind]}",
                   MOST if same else -MOST, "same" if same else "differs")  # fmt: skip
    if not both and (a or b):
        yield Part("missing unit", " ".join(a), " ".join(b), 0.0, "only in one")


def _divided(a: Thing, b: Thing, schema: str) -> Thing:
    """Return a name with a word divided that the other writes as two or three: Airbagan."""
    if len(b.written) < 2:
        return a
    texts = [w.text for w in b.written]
    long = [w for w in a.written if len(w.text) > 5 and w.text not in texts
            and any(map(w.text.startswith, texts))]  # fmt: skip
    if not long:
        return a
    made = {
        "".join(w.text for w in run): run
        for size in (2, 3)
        for at in range(len(b.written) - size + 1)
        if (run := b.written[at : at + size]) and len({w.script for w in run}) == 1
    }
    if not any(w.text in made for w in long):
        return a
    words = tuple(piece for w in a.written for piece in made.get(w.text, (w,)))
    again = of_words(words, schema)
    return again._replace(form=a.form or again.form, local=a.local, forms=a.forms)


def _slips(a: Thing, b: Thing) -> tuple[Thing, Thing, list[Part]]:
    """Return both names without words of the one that are a kind or a place of the other written
    wrong (Intemational, Syyria), and these."""
    if a.kinds == b.kinds and a.places == b.places:
        return a, b, []
    a, found = _slipped(a, b)
    b = _less(b, {right for _, right in found})
    b, others = _slipped(b, a)
    a = _less(a, {right for _, right in others})
    pairs = [*found, *((right, wrong) for wrong, right in others)]
    return a, b, [
        Part("slip", x, y, MOST, "spelling") if (x + y).isascii()
        else Part("word", x.lower(), y.lower(), 4.5, "by syllables")
        for x, y in pairs
    ]  # fmt: skip


def _slipped(a: Thing, b: Thing) -> tuple[Thing, list[tuple[str, str]]]:
    """Return a name without the words that are a kind or place of the other, and each with it."""
    if not a.own or not (b.kinds or b.places):
        return a, []
    said = [x for x in (*b.kinds, *b.places) if x not in a.kinds and x not in a.places]
    if not said:
        return a, []
    known, kept, found = {w.text for w in b.own}, [], []
    for word in a.own:
        right = ""
        if word.text not in known and (word.script != "latin" or len(word.text) >= _LEAST):
            right = next((x for x in said if _is_slip(word, x)), "")
        if right:
            said.remove(right)
            found.append((word.text, right))
        else:
            kept.append(word)
    return (a._replace(own=tuple(kept)) if found else a), found


def _less(thing: Thing, taken: set[str]) -> Thing:
    if not taken:
        return thing
    kinds = tuple(k for k in thing.kinds if k not in taken)
    return thing._replace(kinds=kinds, places=tuple(p for p in thing.places if p not in taken))


@lru_cache(maxsize=50_000)
def _is_slip(word: Word, right: str) -> bool:
    """Return whether a word may be another written wrong, or in another script: it begins alike,
    and the two are no two spellings of Chinese (Qinghai, Qinghua)."""
    other = _word(right)
    if not right.isalpha() or (word.script == "han" and len(word.text) < 2):
        return False
    if word.script == "han":
        return _spells(word.text, other.text)
    if word.script == "latin" and (word.text[0] != other.text[0] or _is_pinyin(word, other)):
        return False
    return evidence.compare(word, other).evidence >= _SLIP


def _is_pinyin(*found: Word) -> bool:
    """Return whether words in Latin letters can all be Chinese, of two to four syllables."""
    return all(_can_be_pinyin(w.text) for w in found)


@lru_cache(maxsize=50_000)
def _can_be_pinyin(text: str) -> bool:
    return any(spellings.in_pinyin(text, number, least=2) for number in (2, 3, 4))


def _letters(a: Thing, b: Thing) -> Iterator[Part]:
    """Yield how alike all letters are of two names in Latin letters, whatever the words are for."""
    if not a.plain or not b.plain:
        return
    alike = max(fuzz.ratio(a.sorted, b.sorted), fuzz.ratio(a.joined, b.joined))
    yield Part("letters", f"{alike:.0f}%", "", MOST * max(0.0, (alike - 60.0) / 40.0), "letters")


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
    aligned = align_words(a, b)
    return aligned._replace(parts=tuple(map(_as_pinyin, aligned.parts)))


def _as_pinyin(part: Part) -> Part:
    """Return a part of two words that are alike with a mark if both can be Chinese: one letter
    makes another syllable, and another name (Huasen, Huasheng)."""
    if part.how != "spelling" or part.evidence <= 0 or part.kind != "word":
        return part
    pinyin = _can_be_pinyin(part.a) and _can_be_pinyin(part.b)
    return part._replace(how="pinyin") if pinyin else part


_Spelled = tuple[list[Part], tuple[str, ...]]
"""Parts of two names in two scripts, and the words in Latin letters that are left over."""


def _spelled(han: Sequence[Word], latin: Sequence[Word]) -> _Spelled | None:
    """Return the part of Chinese words and of the Latin ones that spell them, or that have as many
    syllables and spell others, with the Latin words left over; None if there are none."""
    text = "".join(w.text for w in han)
    if not 1 < len(text) < 9:
        return None
    if found := _translated(text, latin):
        return found
    other: _Spelled | None = None
    for size in range(min(len(latin), len(text)), 0, -1):
        for at in range(len(latin) - size + 1):
            letters = "".join(w.wide or w.text for w in latin[at : at + size])
            left = tuple(w.text for w in (*latin[:at], *latin[at + size :]))
            if _spells(text, letters):
                return [Part("word", text, letters, 4.5, "by syllables")], left
            if other is None and spellings.in_pinyin(letters, len(text)):
                other = [Part("word", text, letters, -MOST, "other syllables")], left
    return other


def _spells(text: str, letters: str) -> bool:
    return any(spells(text, letters, frozenset(), (s,)) > 0 for s in spellings.SYSTEMS[:3])


def _translated(text: str, latin: Sequence[Word]) -> _Spelled | None:
    """Return the part of a Chinese name and of the words that are known for it in English."""
    for phrase in in_english().get(text, ()):
        for at in range(len(latin) - len(phrase) + 1):
            run = latin[at : at + len(phrase)]
            if tuple(w.text for w in run) == phrase:
                left = tuple(w.text for w in (*latin[:at], *latin[at + len(phrase) :]))
                return [Part("word", text, " ".join(phrase), 4.5, "translated")], left
    return None


def _kinds(a: Sequence[str], b: Sequence[str]) -> Iterator[Part]:
    """Yield what words for a kind say, those apart that names add freely."""
    if not a and not b:
        return
    if _TOLD.isdisjoint(a) and _TOLD.isdisjoint(b):
        yield from _bags("kind", a, b)
        return
    ours, theirs = ([k for k in kinds if k in _SIDES] for kinds in (a, b))
    yield from _bags("side", ours, theirs)
    ours, theirs = ([k for k in kinds if k in _LIGHT] for kinds in (a, b))
    for part in _bags("kind", ours, theirs):
        if part.evidence > 0:
            yield part
        else:
            yield part._replace(kind="missing light kind", evidence=0.0)
    ours, theirs = ([k for k in kinds if k not in _TOLD] for kinds in (a, b))
    yield from _bags("kind", ours, theirs)


def _bags(kind: str, a: Sequence[str], b: Sequence[str]) -> Iterator[Part]:
    """Yield what agrees, what differs and what only one has of words for a kind or a place; whether
    the other has none at all, or fewer."""
    if not a and not b:
        return
    left, right, both = list(a), list(b), []
    for word in a:
        if word in right:
            right.remove(word)
            left.remove(word)
            both.append(word)
    yield from (Part(kind, word, word, MOST, "same") for word in both)
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ""
        other = right[number] if number < len(right) else ""
        if one and other:
            yield Part(kind, one, other, -MOST, "differs")
        elif a and b:
            yield Part(f"further {kind}", one, other, 0.0, "one more in one")
        else:
            yield Part(f"missing {kind}", one, other, 0.0, "only in one")


def _numbers(a: Sequence[str], b: Sequence[str], kind: str) -> Iterator[Part]:
    if a == b:
        yield from (Part(kind, x, x, MOST, "same") for x in a)
    elif a and b:
        yield Part(kind, " ".join(a), " ".join(b), -MOST, "differs")
    else:
        yield Part(f"missing {kind}", " ".join(a), " ".join(b), 0.0, "only in one")


def _forms(a: Thing, b: Thing) -> Iterator[Part]:
    """Yield what legal forms say: nothing where a form in another language may be the other's."""
    forms = {a.form, b.form}
    if "branch" in forms and a.form != b.form:
        yield Part("branch", a.form, b.form, 0.0, "only one is a branch")
    elif "group" in forms and a.form != b.form:
        group, member = (a, b) if a.form == "group" else (b, a)
        if set(member.kinds) - _LIGHT - set(group.kinds):
            yield Part(
                "group and member", a.form, b.form, 0.0, "a group, and one that does a thing"
            )
    elif a.form == b.form or forms & _VAGUE:
        return
    elif len(forms & _BODIES) == 1:
        yield Part("body", a.form, b.form, -MOST, "differs")
    elif a.local == b.local or forms != {"llc", "plc"}:
        yield Part("legal form", a.form, b.form, -MOST, "differs")


def _unspelled(a: Thing, b: Thing, short: Part) -> Iterator[Part]:
    """Yield the places that the name with the initials says beside them."""
    one = a if any(w.text in (short.a, short.b) for w in a.own) else b
    yield from (Part("missing place", place, "", 0.0, "only in one") for place in one.places)


def _acronym(a: Thing, b: Thing) -> Part | None:
    """Return the part of a name that is the initials of the other, perhaps with its place."""
    for short, long in ((a, b), (b, a)):
        if len(short.own) != 1 or short.kinds or len(short.written) > 2:
            continue
        word = short.own[0]
        if word.script != "latin" or not 1 < len(word.text) < 9:
            continue
        texts = [w.text for w in long.written if w.script == "latin"]
        if not texts and not long.own:  # 联邦调查局 is FBI as well
            texts = [w for kind in long.kinds for w in kind.split()]
        if fit := stands_for(word.text, texts, long.forms, JOINING):
            ours, theirs = word.text, " ".join(texts)
            pair = (ours, theirs) if short is a else (theirs, ours)
            return Part("acronym", *pair, MOST * fit, "initials")
    return None
