"""Where a name may stand, and what speaks for a person, an organisation or a place there.

A run of capitalised words is cut into candidates: what comes before a title, what follows it, the
words that are left when those are taken off that only begin a sentence. Each candidate carries
evidence, features with a weight for a kind; ``names`` adds it up over the whole document.
"""

import re
from bisect import bisect_right
from typing import Any, NamedTuple

from comity.extract import organisations, people, places, runs
from comity.extract.letters import UPPER
from comity.extract.runs import Run
from comity.extract.name_words import words

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
"""Labels of the statistical model that propose a kind."""

SURE = 6.0  # the form or the header says it
_CERTAIN_PLACE = 4.0
_MONTHS_SAFE = words("candidates", "months_safe")
_LABELS = words("candidates", "labels")
_GEOGRAPHIC = words("candidates", "geographic")
_GEOGRAPHIC_FIRST = words("candidates", "geographic_first")
_STANDS_ALONE = words("candidates", "stands_alone")
_TRIMMED = words("candidates", "trimmed")
_PLACE_NOUN = re.compile(
    r"\b(?:city|town|village|province|state|port|county|island|district|region|municipality|capital|"
    r"suburbs?|prefecture|neighbou?rhoods?|outskirts|towns|cities|villages|districts) (?:of )?$"
)
_PREPOSITION = re.compile(
    r"\b(?:in|near|into|across|outside|throughout|around|inside|to|from|at|via|through|between|toward|towards|of|and|or) (?:the )?$"
)
_WITHIN = re.compile(r"\b(?:in|near|into|across|outside|throughout|inside) (?:the )?(?:\w+ern )?$")
_PLACE_AFTER = re.compile(
    r" (?:province|city|prefecture|county|state|region|district|airport|peninsula)\b|[-‑](?:based|flagged|born|registered|led|bound)\b|,? where\b"
)
_APPOSITION = re.compile(
    r", (?:an?|the|his|her|their|its|another|one of the) ((?:[\w'’-]+ ){0,5}?[\w'’-]+)(?=[,.;)]| (?:of|in|that|which|who|whose|for|from|at|on|with|based|accused|and|to|said)\b)"
)
_PERSON_NOUN = words("candidates", "person_noun")
_FROM_PLACE = re.compile(rf" from (?:the )?[{UPPER}]")
_IN_BRACKETS = re.compile(rf"[{UPPER}][\w.’']*(?:['’]s)? \([“\"]?$")
_NOUN_AFTER = re.compile(
    r" (?:ransomware |crime |drug |hacking |encrypted |messaging |darknet |dark web |online |criminal )*"
    r"(?:gang|group|network|platform|site|website|marketplace|market|cartel|company|app|exchange|"
    r"forum|clan|syndicate|messages|malware|ransomware)\b"
)
_OUTLET_BEFORE = re.compile(
    r"\b(?:question|questions|interview|reports?|reported|published|obtained|quoted|seen|reviewed|told|reports|broadcast|newspaper|agency|outlet|"
    r"magazine|broadcaster|website|daily|channel|network) (?:from|by|with|in|to|for)? ?(?:[Tt]he )?$"
)
_BODY_AFTER = re.compile(
    r" (?:agents?|officers?|investigators?|officials|spokes\w+|director|chief executive|executives?|employees|customers|servers?|phones?|users|accounts?|board|shares|headquarters)\b"
)
_LAST_WORD = re.compile(r"([\w-]+),? (?:called |named |known (?:only )?as |dubbed )?[\"“]?$")


class Candidate:
    """Words that may be a name, with the evidence for each kind: ``feature → (kind, weight)``."""

    __slots__ = ("end", "evidence", "label", "opens", "start", "text", "words")

    def __init__(self, text: str, words: Run, opens: bool = False) -> None:
        self.start, self.end = words[0].start, words[-1].end
        self.text = text[self.start : self.end]
        self.words = words
        self.opens = opens
        self.label = ""
        self.evidence: dict[str, tuple[str, float]] = {}

    def speak(self, feature: str, kind: str, weight: float) -> None:
        """Note evidence for a kind."""
        self.evidence[feature] = (kind, weight)


class Reader(NamedTuple):
    """What is looked up while candidates are made: the text and its parse."""

    text: str
    lower: frozenset[str]
    starts: list[int]
    labels: list[tuple[int, str]]
    tokens: dict[int, Any]


def reader(doc: Any, text: str) -> Reader:
    """Return the look-ups of a parsed text."""
    entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
    return Reader(
        text,
        frozenset(re.findall(r"(?<![\w.@/-])[a-z]{2,}\b", text)),
        [start for start, _, _ in entities],
        [(end, label) for _, end, label in entities],
        {token.idx: token for token in doc},
    )


def label(read: Reader, start: int, end: int) -> str:
    """Return the model's label of the entity that covers most of the span, or ""."""
    i = bisect_right(read.starts, start) - 1
    best, name = 0, ""
    for j in (i, i + 1, i + 2):
        if 0 <= j < len(read.starts):
            overlap = min(end, read.labels[j][0]) - max(start, read.starts[j])
            if overlap > best:
                best, name = overlap, read.labels[j][1]
    return name


def of_run(read: Reader, run: Run) -> list[Candidate]:
    """Return the candidates of one run of words."""
    if (
        read.text[run[-1].end : run[-1].end + 2].lstrip().startswith(":")
        and run[-1].text.lower() in _LABELS
    ):
        return []
    rest, opens = _without_opener(read, run)
    found = [_judged(read, c) for c in _cut(read, rest, opens)] if rest else []
    if len(run) == 1 and rest and not found:
        found = [Candidate(read.text, run)]  # a bare post may be a surname: "Shah"
    for word in run[: len(run) - len(rest)]:
        lower = word.text.lower()
        if lower not in people.OPENERS and lower not in read.lower and len(run) == 1:
            found.append(Candidate(read.text, [word]))  # may be short for a person: "Force"
    return found


def _without_opener(read: Reader, run: Run) -> tuple[Run, bool]:
    """Return the run without words that are capitalised only because a sentence begins there."""
    opens = False
    while run:
        word = run[0]
        lower = word.text.lower()
        if word.text == "The" and len(run) > 1 and run[1].text == "Hague":
            break
        if (
            lower in people.OPENERS
            and not (lower in _MONTHS_SAFE and len(run) > 1)
            and not word.text.isupper()
        ):
            run, opens = run[1:], True
            continue
        if not opens and not _opens_sentence(read.text, word.start):
            break
        opens = True
        if _is_ordinary(read, run):
            run = run[1:]
            continue
        break
    while (
        run
        and run[-1].text.lower() in people.OPENERS
        and not (len(run) > 1 and run[-1].text.lower() in _MONTHS_SAFE)
        and not run[-1].text.isupper()
    ):
        run = run[:-1]
    return run, opens


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\"“‘'(")
    return (
        not before
        or before[-1] in ".!?:;\n—–•*|>"
        or start == 0
        or (len(before) > 1 and before.endswith("-"))
    )


def _is_ordinary(read: Reader, run: Run) -> bool:
    """Return whether the first word of a sentence is an ordinary word, not part of a name."""
    word = run[0].text
    lower = word.lower()
    if (
        word.isupper()
        and len(word) > 1
        or organisations.known().get(word)
        or lower in people.HONORIFICS
    ):
        return False
    if places.is_certain(word) or word in people.demonyms() or lower.rstrip(".") in people.POSTS:
        return False
    token = read.tokens.get(run[0].start)
    tag = token.pos_ if token is not None else "PROPN"
    named = bool(token is not None and token.ent_type_ in KINDS)
    if len(run) == 1:
        return lower in read.lower or (tag != "PROPN" and not named)
    if lower in runs.TOPICS or lower in people.MODIFIERS:
        return False
    second = read.tokens.get(run[1].start)
    apart = named and second is not None and not second.ent_type_
    return (
        lower in read.lower
        and not named
        or (tag not in ("PROPN", "ADJ", "NOUN") and not named)
        or apart
        and tag != "PROPN"
    )


def _cut(read: Reader, run: Run, opens: bool) -> list[Candidate]:
    """Cut a run at its honorifics and titles."""
    text = read.text
    words = [w.text for w in run]
    for i, word in enumerate(words):
        lower = word.lower().rstrip(".")
        if lower in people.HONORIFICS and i + 1 < len(words):
            person = Candidate(text, run[i + 1 :], False)
            person.speak("honorific", "person", SURE)
            return [*(_cut(read, run[:i], opens) if i else []), person]
    whole = text[run[0].start : run[-1].end]
    if whole in organisations.known() or places.is_certain(whole):
        return [Candidate(text, run, opens)]
    last = organisations.head(words)
    title = people.title_length(words)
    if (
        title
        and title[0] > last - 0
        and last != len(words) - 1
        or (title and last == len(words) - 1 and _is_person_after(words, title[1]))
    ):
        return _around_title(read, run, title, opens)
    if title and last < 0:
        return _around_title(read, run, title, opens)
    if words[0] in people.demonyms():
        return _after_demonym(read, run, opens)
    if 0 <= last < len(words) - 1 and _is_person_after(words, last + 1):
        return [Candidate(text, run[: last + 1], opens), Candidate(text, run[last + 1 :])]
    return [Candidate(text, _trimmed(words, run), opens)]


def _is_person_after(words: list[str], i: int) -> bool:
    rest = words[i:]
    return len(rest) >= 2 and (people.is_given_name(rest[0]) or people.is_east_asian(rest))


def _around_title(read: Reader, run: Run, title: tuple[int, int], opens: bool) -> list[Candidate]:
    start, end = title
    words = [w.text for w in run]
    while (
        end < len(words)
        and (end - start) < 8
        and words[end].lower() in runs.TOPICS
        and _joined_by_of(read.text, run, end)
    ):
        end += 1
    found = _cut(read, run[:start], opens) if start else []
    if end < len(words):
        person = Candidate(read.text, run[end:])
        if places.is_certain(person.text) or person.text in organisations.known():
            return [*found, person]
        person.speak("title", "person", 3.0)
        found.append(person)
    return found


def _joined_by_of(text: str, run: Run, end: int) -> bool:
    """Return whether the word still belongs to "Secretary of State", "Minister of Public ..."."""
    before = text[run[0].start : run[end].start]
    return " of " in before or " for " in before


def _after_demonym(read: Reader, run: Run, opens: bool) -> list[Candidate]:
    """Take off "Chinese" unless the name needs it, as in "Dutch National Police"."""
    words = [w.text for w in run]
    if len(words) == 1:
        return []
    if words[1].lower() in ("government", "authorities", "state", "republic") and len(words) == 2:
        return []
    if organisations.head(words) == len(words) - 1 and words[1].lower() not in _STANDS_ALONE:
        return [Candidate(read.text, run, opens)]
    return _cut(read, run[1:], False)


def _trimmed(words: list[str], run: Run) -> Run:
    """Take off words such as "Province" that the rules leave outside a place's name."""
    if len(words) > 1 and words[-1].lower() in _TRIMMED:
        return run[:-1]
    if len(words) > 1 and words[-1] in ("City", "State") and not places.lookup(" ".join(words)):
        if places.lookup(" ".join(words[:-1])):
            return run[:-1]
    return run


def _judged(read: Reader, candidate: Candidate) -> Candidate:
    words = [w.text for w in candidate.words]
    candidate.label = label(read, candidate.start, candidate.end)
    _by_form(candidate, words)
    _by_surroundings(read.text, candidate)
    return candidate


def _by_form(c: Candidate, words: list[str]) -> None:
    known = organisations.known().get(c.text)
    if known and c.text not in (
        "Guardian",
        "Apple",
        "Amazon",
        "Economist",
        "Wagner",
        "ED",
        "AU",
        "ICE",
        "Evolution",
        "Agora",
        "Hydra",
        "Valhalla",
        "Senate",
        "Congress",
        "Treasury",
    ):
        c.speak("known", "organisation", 5.0)
    elif known:
        c.speak("known", "organisation", 1.0)
    found = places.lookup(c.text)
    if found:
        largest = max(p.people for p in found)
        city = 2.0 if largest >= 1_000_000 else 1.3 if largest >= 100_000 else 0.5
        c.speak("gazetteer", "place", _CERTAIN_PLACE if places.is_certain(c.text) else city)
    directed = words[0].lower() in _GEOGRAPHIC_FIRST and len(words) > 1
    court = organisations.head(words) >= 0 and ("Court" in c.text or "Office" in c.text)
    if (
        len(words) > 1
        and not court
        and (words[-1].lower() in _GEOGRAPHIC or directed or " District of " in c.text)
    ):
        c.speak("geographic", "place", 4.5 if "District of" in c.text or directed else 2.5)
    if " Court " in f" {c.text} " or organisations.head(words) >= 0 and not found:
        c.speak(
            "head",
            "organisation",
            5.5 if "Court" in c.text or "Office for" in c.text else organisations.strength(words),
        )
    if len(words) > 1 and words[0].isupper() and words[0] in organisations.known():
        if places.lookup(c.text[len(words[0]) + 1 :]):
            c.speak("office", "organisation", 5.0)  # "HSI New York"
    if any(map(people.is_camel, words)):
        c.speak("camel", "organisation", 1.5)
    if (
        len(words) == 1
        and c.text.isupper()
        and 2 <= len(c.text) <= 8
        and c.text.isalpha()
        and not found
    ):
        c.speak("acronym", "organisation", 0.5)
    if (weight := people.form(c.words)) and (len(words) > 1 or not found):
        c.speak("form", "person", weight)


def _by_surroundings(text: str, c: Candidate) -> None:
    before, after = text[max(0, c.start - 45) : c.start], text[c.end : c.end + 90]
    if people.AGE_AFTER.match(after):
        c.speak("age", "person", 4.0)
    if people.WHO_AFTER.match(after):
        c.speak("who", "person", 2.0)
    if people.SPEECH_AFTER.match(after):
        c.speak("speech", "person", 0.4)
    if people.ACTED_ON_AFTER.match(after):
        c.speak("acted on", "person", 0.6)
    if len(c.words) > 1 and _FROM_PLACE.match(after):
        c.speak("from place", "person", 1.2)
    if _IN_BRACKETS.search(before) and after[:2].lstrip('”"')[:1] == ")" and c.text.isupper():
        c.speak("brackets", "organisation", 2.0)
    if not places.lookup(c.text) and _NOUN_AFTER.match(after):
        c.speak("noun after", "organisation", 2.0)
    if people.SURNAMED.search(before):
        c.speak("surnamed", "person", 1.5)
    if _PLACE_AFTER.match(after):
        c.speak("place after", "place", 3.0)
    elif after.startswith(", ") and _place_follows(after):
        c.speak("in place", "place", 3.0)
    if _PLACE_NOUN.search(before):
        c.speak("place noun", "place", 3.0)
    elif _WITHIN.search(before):
        c.speak("within", "place", 0.7)
    elif _PREPOSITION.search(before) and places.lookup(c.text):
        c.speak("preposition", "place", 0.5)
    if _OUTLET_BEFORE.search(before):
        c.speak("outlet", "organisation", 1.0)
    if _BODY_AFTER.match(after):
        c.speak("body after", "organisation", 0.8)
    _by_noun(before, after, c)


def _by_noun(before: str, after: str, c: Candidate) -> None:
    match = _LAST_WORD.search(before)
    noun = match[1].lower() if match else ""
    if noun in organisations.NOUNS:
        c.speak("noun before", "organisation", 2.0)
    elif noun in _PERSON_NOUN or noun in people.POSTS:
        c.speak("noun before", "person", 2.2)
    if apposition := _APPOSITION.match(after):
        noun = apposition[1].rsplit(" ", 1)[-1].lower()
        if noun in organisations.NOUNS:
            c.speak("apposition", "organisation", 2.5)
        elif noun in _PERSON_NOUN or noun in people.POSTS:
            c.speak("apposition", "person", 2.2)


def _place_follows(after: str) -> bool:
    match = re.match(rf", ((?:[{UPPER}][\w.]*)(?: [{UPPER}]\w+){{0,2}})", after)
    if not match:
        return False
    words = match[1].split(" ")
    return any(_is_outer(" ".join(words[:n]).rstrip(",")) for n in range(len(words), 0, -1))


def _is_outer(written: str) -> bool:
    return any(place.level in (1, 2) for place in places.lookup(written))
