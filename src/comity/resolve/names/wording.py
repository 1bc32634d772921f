"""What each feature of two names says, in a sentence that a person can check."""

from comity.resolve.names.weighing import Signal

_SENTENCES = {
    "surname agrees": "surname {a} = {b} ({how})",
    "surname differs": "surname {a} is not {b} ({how})",
    "given name agrees": "given name {a} = {b} ({how})",
    "given name differs": "given name {a} is not {b} ({how})",
    "hidden name": "a court has hidden the given name, which says nothing: {a}, {b}",
    "hidden name differs": "what a court has left of the given name differs: {a}, {b}",
    "hidden name agrees": "what a court has left of the given name agrees: {a}, {b}",
    "same word": "the same word: {a}",
    "like word": "{a} and {b} are spellings of one word",
    "like pinyin": "{a} and {b} are alike, but may be other syllables of Chinese",
    "slip agrees": "{a} and {b} are one word, written otherwise",
    "letters agree": "of all letters agree {a}",
    "word in one only": "only one name has {a}",
    "like sound": "{a} and {b} sound alike",
    "other word": "{a} is not {b}",
    "other sound": "{a} does not sound like {b}",
    "other characters": "{a} is not {b}: other characters or syllables",
    "initial agrees": "{a} may be the initial of {b}",
    "initial differs": "{a} is not the initial of {b}",
    "tone differs": "the tones differ: {a}, {b}",
    "generation differs": "other generation: {a}, {b}",
    "order differs": "{a}, but {b}",
    "surnames exchanged": "the surnames before the comma are each other's given names: {a}, {b}",
    "missing generation": "only one says which of a family it is: {a}{b}",
    "syllable agrees": "the same syllable: {a}",
    "syllable differs": "{a} is not {b}",
    "family name agrees": "the surnames before the comma agree",
    "family name differs": "the surnames before the comma differ: {a}, {b}",
    "first name agrees": "the first given names agree",
    "first name differs": "the first given names differ: {a}, {b}",
    "particle": "the particle {a}",
    "missing particle": "one name has a particle or a title more",
    "missing Western name": "one name has a Western given name more: {a}",
    "kind agrees": "both say what they do or are: {a}",
    "kind differs": "they do or are different things: {a}, {b}",
    "missing kind": "only one says what it does or is: {a}{b}",
    "further kind": "one says more of what it does or is: {a}{b}",
    "missing light kind": "only one has the usual word {a}{b}",
    "side agrees": "the same side: {a}",
    "side differs": "other sides: {a}, {b}",
    "missing side": "only one says on which side: {a}{b}",
    "further side": "one names a side more: {a}{b}",
    "further place": "one names a place more: {a}{b}",
    "place agrees": "the same place: {a}",
    "place differs": "different places: {a}, {b}",
    "missing place": "only one names a place: {a}{b}",
    "area agrees": "the same district or town: {a} = {b}",
    "area differs": "other districts or towns: {a}, {b}",
    "street agrees": "the same street: {a} = {b}",
    "street differs": "other streets: {a}, {b}",
    "missing street": "only one names in its street: {a}{b}",
    "street kind agrees": "both streets are so called: {a}",
    "street kind differs": "other kinds or sides of street: {a}, {b}",
    "missing street kind": "only one says what the street is: {a}{b}",
    "further street kind": "one says more of the street: {a}{b}",
    "building agrees": "the same building: {a} = {b}",
    "building differs": "other buildings: {a}, {b}",
    "house number agrees": "the same house number: {a}",
    "house number differs": "different house numbers: {a}, {b}",
    "missing house number": "only one has a house number: {a}{b}",
    "unit agrees": "the same {a}",
    "unit differs": "{a} is not {b}",
    "missing unit": "only one names a floor or a room: {a}{b}",
    "postcode agrees": "the same postcode: {a}",
    "postcode differs": "different postcodes: {a}, {b}",
    "missing postcode": "only one has a postcode: {a}{b}",
    "number agrees": "the same number: {a}",
    "number differs": "different numbers: {a}, {b}",
    "vessel number agrees": "the same number: {a}",
    "vessel number differs": "different numbers: {a}, {b}",
    "missing number": "only one has a number: {a}{b}",
    "missing vessel number": "only one has a number: {a}{b}",
    "legal form differs": "different legal forms: {a}, {b}",
    "body differs": "one is a business, the other none: {a}, {b}",
    "group and member": "one is a whole group, the other says what it does",
    "branch": "only one is a branch",
    "acronym agrees": "{a} and {b}: one is the initials of the other",
    "nothing to compare": "a name has no words that can be compared",
    "all agrees": "nothing differs, and neither has more",
    "all is alike": "nothing differs but the spelling, and neither has more",
    "own name agrees": "the name of its own agrees, one says more beside it",
    "bias": "before any part is compared",
}

_MANNERS = {
    "short form": "{a} and {b} are forms of one given name",
    "one name": "{a} and {b} are writings of one name",
    "two names": "{a} and {b} are two names",
    "by syllables": "{a} is spelled {b}, syllable by syllable",
}
"""Sentences of parts that are compared in a manner of their own."""


def wording(signal: Signal) -> str:
    """Return the sentence of a signal; of counts of parts ("2 agree, 1 differ") too."""
    part = signal.part
    sentence = _MANNERS.get(part.how) or _SENTENCES.get(signal.feature)
    if sentence is None:
        return _counted(signal.feature)
    return sentence.format(a=part.a, b=part.b, how=part.how)


def _counted(feature: str) -> str:
    counts = feature.rpartition(": ")[2].split(", ")
    said = [count for count in counts if not count.startswith("0")]
    words = {"differ": "differ", "missing": "in one name only", "agree": "agree"}
    told = [f"{number} {words[what]}" for number, what in (count.split() for count in said)]
    return f"of the parts, {', '.join(told)}" if told else "no part can be compared"
