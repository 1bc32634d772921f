"""What speaks for a person, an organisation or a place: a name's form, and the words around it.

Each feature has a weight. 1 is what the statistical model's label counts for; 4 and more is what
only another sure sign can outweigh.
"""

import re
from typing import NamedTuple

from comity.extract import organisations, people, places
from comity.extract.candidates import Candidate
from comity.extract.letters import UPPER
from comity.extract.name_words import words as listed

_GEOGRAPHIC = listed("candidates", "geographic")
_GEOGRAPHIC_FIRST = listed("candidates", "geographic_first")
_PERSON_NOUN = listed("candidates", "person_noun")
_WORDS_TOO = listed("candidates", "words_too")
_CITIES = ((1_000_000, 2.0), (100_000, 1.3), (0, 0.5))  # people, weight
_BEFORE, _AFTER = 45, 90  # code points that are read around a name


class _Sign(NamedTuple):
    feature: str
    kind: str
    weight: float
    pattern: re.Pattern[str]


def _sign(feature: str, kind: str, weight: float, *parts: str) -> _Sign:
    return _Sign(feature, kind, weight, re.compile("".join(parts)))


_SIGNS_AFTER = (
    _sign(
        "age",
        "person",
        4.0,
        r", (?:aged? )?\d{1,2}(?=[,.;)]| and| of| from| who| was| were)|",
        r" \((?:aged? )?\d{2}\)",
    ),
    _sign("who", "person", 2.0, r",? who(?:se|m)?\b"),
    _sign(
        "speech",
        "person",
        0.4,
        r",? (?:also |on \w+day |later |then )?",
        r"(?:said|told|says|added|wrote|testified|pleaded|admitted|noted)\b",
    ),
    _sign(
        "acted on",
        "person",
        0.6,
        r" (?:(?:was|were|is|has been|had been) (?:\w+ )?(?:arrested|sentenced|convicted|",
        r"extradited|born|jailed|detained|imprisoned|acquitted|indicted|charged)|pleaded|testified|confessed)\b",
    ),
    _sign("speech apart", "person", 0.8, r", [^,.\n]{3,60}, (?:said|told|says|added)\b"),
    _sign(
        "whose",
        "person",
        1.2,
        r"['’]s (?:\w+ )?(?:attorneys?|lawyers?|legal team|wife|husband|sons?|daughters?|brothers?|"
        r"sisters?|mother|father|arrest|extradition|trial|bail|sentence|conviction|client)\b",
    ),
    _sign("alias", "person", 1.0, r",? (?:alias|a\.?k\.?a\.?|also known as|nicknamed)\b"),
    _sign(
        "in district",
        "place",
        3.0,
        rf", in (?:the )?[{UPPER}]\w+(?: [{UPPER}]\w+)? ",
        r"(?:district|province|state|county|region)\b",
    ),
    _sign(
        "place after",
        "place",
        3.0,
        r" (?:province|city|prefecture|county|state|region|district|airport|peninsula|prison|jail|"
        r"port of entry|border post|"
        r"centre|center|mayor|Mayor|checkpoint)\b|",
        r"[-‑](?:based|flagged|born|registered|led|bound)\b|,? where\b",
    ),
    _sign(
        "firm after",
        "organisation",
        2.0,
        r"(?:['’]s)? (?:[Cc]hief [Ee]xecutive|CEO|CFO|shareholders?|shares|headquarters)\b",
    ),
    _sign(
        "body after",
        "organisation",
        0.8,
        r" (?:agents?|officers?|investigators?|officials|spokes\w+|director|chief executive|",
        r"executives?|employees|customers|servers?|phones?|users|accounts?|board|shares|",
        r"headquarters)\b",
    ),
)
_SIGNS_BEFORE = (
    _sign(
        "surnamed",
        "person",
        1.5,
        r"\b(?:surnamed|named|identified (?:\w+ )?as|called|known only as) [\"“]?$",
    ),
    _sign(
        "convicted",
        "person",
        1.5,
        r"\b(?:convicted|arrested|sentenced|charged|accused|named|detained|killed|jailed) ",
        r"(?:were|was|are|is|as) $",
    ),
    _sign(
        "address",
        "place",
        4.0,
        rf", \d{{2}}, (?:of|from) (?:the )?(?:[{UPPER}][\w'’.]+(?: [{UPPER}][\w'’.]+)*, )?$"
        r"|\b(?:Road|Drive|Street|Lane|Avenue|Close|Way|Crescent|Gardens|Terrace|Grove), $",
    ),
    _sign(
        "firm before",
        "organisation",
        2.5,
        r"\b(?:banks?|companies|firms|lenders) (?:such as|like) $",
    ),
    _sign("seized", "person", 0.8, r"\b(?:extradit|arrest|detain|jail|handcuff|notifi)\w* $"),
    _sign(
        "correspondent",
        "person",
        1.5,
        r"\b(?:Al Jazeera|AFP|Reuters|Times|News|CNN|BBC|NPR|CBS|NBC|ABC|Post|Guardian|Xinhua|"
        r"Bloomberg|Journal|Herald|Press|Sky|Radio|Television|TV)['’]s $",
    ),
    _sign(
        "place noun",
        "place",
        3.0,
        r"\b(?:tambon|amphoe|barangay|cit(?:y|ies)|towns?|villages?|provinces?|state|port|county|islands?|districts?|region|department|",
        r"municipality|capital|suburbs?|prefecture|neighbou?rhoods?|outskirts) (?:of )?$",
    ),
    _sign(
        "within",
        "place",
        1.1,
        r"\b(?:in|near|into|across|outside|throughout|inside) (?:the )?(?:\w+ern )?$",
    ),
    _sign(
        "outlet",
        "organisation",
        1.0,
        r"\b(?:questions?|interview|reports?|reported|published|obtained|quoted|seen|reviewed|told|",
        r"broadcast|newspaper|agency|outlet|magazine|broadcaster|website|daily|channel|network) ",
        r"(?:from|by|with|in|to|for)? ?(?:[Tt]he )?$",
    ),
)
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
    for sign in _SIGNS_AFTER:
        if sign.pattern.match(after):
            c.speak(sign.feature, sign.kind, sign.weight)
    for sign in _SIGNS_BEFORE:
        if sign.pattern.search(before):
            c.speak(sign.feature, sign.kind, sign.weight)
    _by_neighbours(before, after, c, bool(found))
    _by_noun(before, after, c)


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
    loud = len(words) in (2, 3, 4) and c.text.replace(" ", "").isalpha() and c.text.isupper()
    if loud and head < 0 and not is_place and min(map(len, words)) > 2:
        c.speak("capitals", "person", 1.5)  # as press releases write defendants
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
