"""The words before and after a name that say of what kind it is."""

import re
from typing import NamedTuple

from comity.extract.english.parties.letters import UPPER


class Sign(NamedTuple):
    """What a pattern beside a name says: ``kind``, with ``weight``; one ``feature`` counts once."""

    feature: str
    kind: str
    weight: float
    pattern: re.Pattern[str]


def _sign(feature: str, kind: str, weight: float, *parts: str) -> Sign:
    return Sign(feature, kind, weight, re.compile("".join(parts)))


SIGNS_AFTER = (
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
SIGNS_BEFORE = (
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
