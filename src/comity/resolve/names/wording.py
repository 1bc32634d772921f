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
    "place agrees": "the same place: {a}",
    "place differs": "different places: {a}, {b}",
    "missing place": "only one names a place: {a}{b}",
    "province agrees": "the same place: {a}",
    "province differs": "different places: {a}, {b}",
    "missing province": "only one names a place: {a}{b}",
    "number agrees": "the same number: {a}",
    "number differs": "different numbers: {a}, {b}",
    "vessel number differs": "different numbers: {a}, {b}",
    "missing number": "only one has a number: {a}{b}",
    "missing vessel number": "only one has a number: {a}{b}",
    "legal form differs": "different legal forms: {a}, {b}",
    "acronym agrees": "{a} are the initials of the other name",
    "nothing to compare": "a name has no words that can be compared",
    "all agrees": "nothing differs, and neither has more",
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
