"""What speaks for a person, an organisation or a place: a name's form, and the words around it.

Each feature has a weight. 1 is what the statistical model's label counts for; 4 and more is what
only another sure sign can outweigh.
"""

import re

from comity.extract.english.parties import organisations, people, places
from comity.extract.english.parties.candidates import Candidate
from comity.extract.english.parties.letters import UPPER
from comity.extract.english.parties.name_words import words as listed
from comity.extract.english.parties.signs import SIGNS_AFTER, SIGNS_BEFORE

_GEOGRAPHIC = listed("candidates", "geographic")
_GEOGRAPHIC_FIRST = listed("candidates", "geographic_first")
_PERSON_NOUN = listed("candidates", "person_noun")
_WORDS_TOO = listed("candidates", "words_too")
_CITIES = ((1_000_000, 2.0), (100_000, 1.3), (0, 0.5))  # people, weight
_BEFORE, _AFTER = 45, 90  # code points that are read around a name


_NEAR_PLACE = re.compile(
    r"\b(?:around|to|from|at|via|through|between|towards?|of|and|or) (?:the )?$"
)
_FROM_PLACE = re.compile(rf" from (?:the )?[{UPPER}]")
_IN_BRACKETS = re.compile(rf"[{UPPER}][\w.’']*(?:['’]s)? \([“\"]?$")
_NOUN_AFTER = re.compile(
    r" (?:(?:ransomware|crime|drug|hacking|encrypted|messaging|darknet|dark web|online|criminal) )*"
    r"(?:gang|group|network|platform|site|website|marketplace|market|cartel|company|app|exchange|"
    r"forum|clan|syndicate|message|malware|ransomware)s?\b"
)
_NOUN_BEFORE = re.compile(
    r"([\w-]+),? (?:called |named |known (?:only )?as |dubbed )?[\"“]?(?:[Tt]he )?$"
)
_APPOSITION = re.compile(
    r", (?:an?|the|his|her|their|its|another|one of the) ((?:[\w'’-]+ ){0,5}?[\w'’-]+)"
    r"(?=[,.;)]| (?:of|in|that|which|who|whose|for|from|at|on|with|based|accused|and|to|said"
    r"|\w+ing)\b)"
)
_IN_COUNTRY = re.compile(rf" in (?:the )?([{UPPER}]\w+(?: [{UPPER}]\w+)?)")
_OWNER = re.compile(rf"([{UPPER}]\w+)['’]s $")
_JOINED = re.compile(r" (?:of|for|on|against|and) ")
_OUTER = re.compile(rf"(?:, | \()([{UPPER}][\w.]*(?: [{UPPER}]\w+){{0,2}})")


def weigh(text: str, c: Candidate) -> None:
    """Note on a candidate all that its form and the text around it say."""
    found = places.lookup(c.text)
    _by_body(c, bool(found))
    _by_place(c, found)
    weight = people.form([w.text for w in c.words])
    if weight and (len(c.words) > 1 or not found):
        c.speak("form", "person", weight)
    before, after = text[max(0, c.start - _BEFORE) : c.start], text[c.end : c.end + _AFTER]
    for sign in SIGNS_AFTER:
        if sign.pattern.match(after):
            c.speak(sign.feature, sign.kind, sign.weight)
    for sign in SIGNS_BEFORE:
        if sign.pattern.search(before):
            c.speak(sign.feature, sign.kind, sign.weight)
    if _is_loud(c, before, after) and not found:
        c.speak("capitals", "person", 1.5)  # as press releases write defendants
    _by_neighbours(before, after, c, bool(found))
    _by_noun(before, after, c)


def _is_loud(c: Candidate, before: str, after: str) -> bool:
    """Return whether a name in capitals stands in a sentence that is not: "that JOHN ROE was"."""
    words = c.text.split(" ")
    capitals = len(words) in (2, 3, 4) and c.text.replace(" ", "").isalpha() and c.text.isupper()
    beside = before[-12:].rsplit("\n", maxsplit=1)[-1] + after[:12].split("\n", 1)[0]
    small = any(char.islower() for char in beside)
    body = organisations.head(words) >= 0 or any(word in organisations.known() for word in words)
    return capitals and small and not body and min(map(len, words)) > 2


def _by_body(c: Candidate, is_place: bool) -> None:
    words = [w.text for w in c.words]
    known = organisations.known()
    if c.text in known:
        c.speak("known", "organisation", 1.0 if c.text in _WORDS_TOO else 5.0)
    head = organisations.head(words)
    complete = head == len(words) - 1 or bool(_JOINED.search(c.text))
    if _is_court(c.text) or (head >= 0 and complete and not is_place):
        weight = 5.5 if _is_court(c.text) else organisations.strength(words)
        c.speak("head", "organisation", weight)
    branch = len(words) > 1 and words[-1].isupper() and words[-1] in known
    if branch and (places.lookup(" ".join(words[:-1])) or words[0] in ("Fort", "Port", "New")):
        c.speak("office", "organisation", 7.0)  # "Fort Saskatchewan RCMP"
    acronym = len(words) > 1 and words[0].isupper() and words[0] in known
    if acronym and places.lookup(c.text[len(words[0]) + 1 :]):
        c.speak("office", "organisation", 5.0)  # "HSI New York"
    if any(map(people.is_camel, words)):
        c.speak("camel", "organisation", 1.5)
    if len(words) == 1 and c.text.isupper() and 2 <= len(c.text) <= 8 and not is_place:
        c.speak("acronym", "organisation", 1.2 if len(c.text) < 6 and c.text.isalpha() else 0.5)


def _is_court(name: str) -> bool:
    return "Court" in name.split() or "Office for" in name


def _by_place(c: Candidate, found: tuple[places.Place, ...]) -> None:
    if any(place.level < 3 for place in found):
        c.speak("gazetteer", "place", 4.0)
    elif found:
        largest = max(place.people for place in found)
        weight = next(weight for least, weight in _CITIES if largest >= least)
        c.speak("gazetteer", "place", weight)
    if len(c.words) < 2 or _is_court(c.text):
        return
    district = "District of" in c.text or c.words[0].text.lower() in _GEOGRAPHIC_FIRST
    if district or c.words[-1].text.lower() in _GEOGRAPHIC:
        c.speak("geographic", "place", 4.5 if district else 2.5)


def _by_neighbours(before: str, after: str, c: Candidate, is_place: bool) -> None:
    if after.startswith((", ", " (")) and _lies_in(after):
        c.speak("in place", "place", 3.0)
    owner = _OWNER.search(before)
    if owner and any(place.level < 3 for place in places.lookup(owner[1])):
        c.speak("in its country", "place", 1.2)
    there = _IN_COUNTRY.match(after)
    if there and len(c.words) == 1 and any(p.level < 3 for p in places.lookup(there[1])):
        c.speak("in country", "place", 1.2)
    if is_place and _NEAR_PLACE.search(before):
        c.speak("near", "place", 0.5)
    if not is_place and _NOUN_AFTER.match(after):
        c.speak("noun after", "organisation", 2.0)
    if len(c.words) > 1 and _FROM_PLACE.match(after):
        c.speak("from place", "person", 1.2)
    if c.text.isupper() and after.lstrip('”"').startswith(")") and _IN_BRACKETS.search(before):
        c.speak("brackets", "organisation", 2.0)


def _by_noun(before: str, after: str, c: Candidate) -> None:
    match = _NOUN_BEFORE.search(before)
    kind = _kind_of(match[1].lower()) if match else ""
    if kind:
        c.speak("noun before", kind, 3.2 if kind == "organisation" else 2.0)
    match = _APPOSITION.match(after)
    kind = _kind_of(match[1].rsplit(" ", 1)[-1].lower()) if match else ""
    if kind:
        c.speak("apposition", kind, 2.5)


def _kind_of(noun: str) -> str:
    """Return the kind of what a common noun names, or ""."""
    if noun in organisations.NOUNS:
        return "organisation"
    if noun in ("men", "women"):
        return "person"
    singular = noun[:-1] if noun.endswith("s") else noun
    return "person" if {noun, singular} & (_PERSON_NOUN | people.POSTS) else ""


def _lies_in(after: str) -> bool:
    """Return whether a region or country is named next: "..., Jiangsu province"."""
    match = _OUTER.match(after)
    words = match[1].split(" ") if match else []
    return any(
        place.level in (1, 2)
        for n in range(len(words), 0, -1)
        for place in places.lookup(" ".join(words[:n]))
    )
