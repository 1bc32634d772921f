"""The lines above and below a report: byline, outlet, dateline, headline in capitals."""

import re
from typing import NamedTuple

from comity.extract.english.parties import people
from comity.extract.english.parties.letters import UPPER

_NAME = rf"[{UPPER}][\w.'’-]*(?: (?:(?:de|del|van|von|der|bin|al|la) )?[{UPPER}][\w.'’-]*){{1,3}}"
_BYLINE = re.compile(
    r"^(?:(?:Written |Reported |Story )?[Bb]y|BY|Authors?:|Reporters?:|Reporting by|Editing by|"
    rf"Byline:)\s+(?P<names>{_NAME}(?:(?:, (?:and )?| and | & ){_NAME})*)",
    re.M,
)
_CREDIT = re.compile(
    r"\((?:Additional r|R)eporting by (?P<names>[^();]+)"
    r"(?:; (?:Additional reporting by [^;()]+; )?Editing by (?P<editors>[^()]+))?\)"
)
_OUTLET = re.compile(
    r"(?:(?:^|(?<=\s))(?:Outlet|Source|Publisher|Publication|Newspaper|Agency|Wire):[^\S\n]+"
    r"|^Published by\s+|^Read more (?:at|on|from)\s+"
    r"|\b(?:[Oo]ther|[Mm]ore) (?:reports?|stories|articles|news) (?:by|from)\s+)"
    r"(?:[Tt]he )?(?P<name>(?:(?!  )[^\n|,;.]){2,40})",
    re.M,
)
_ALONE = re.compile(rf"^(?!By |Written |Reported ){_NAME}(?:,? (?:and|&) {_NAME})?[^\S\n]*$", re.M)
_DATELINE = re.compile(
    rf"^(?P<places>[{UPPER}][{UPPER}.'’ /-]*[{UPPER}.](?:, (?:[{UPPER}][\w.]+ ?){{1,2}})?)"
    rf"(?:,? [{UPPER}][a-z]+\.? \d{{1,2}}(?:, \d{{4}})?)?,?\s*"
    rf"(?:\((?P<outlet>[{UPPER}][\w.'’ -]{{1,30}})\))?\s*(?:--?|–|—)\s",
    re.M,
)
_WIRE = re.compile(
    r"^\(?(?P<name>AFP|AP|UPI|PTI|ANI|IANS|DPA|dpa|EFE|TASS|ANSA|AAP|KUNA|WAM|SPA|TNA|VNA|Reuters|"
    r"Xinhua|Bernama|Yonhap|Kyodo|Antara|Interfax|BelTA|Agenzia Nova)\)? ?(?:--?|–|—|:)\s",
    re.M,
)
"""News agencies before the first words of their report, without a place."""
_SPLIT = re.compile(r", and | and |, | & ")
_OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Wire|Press|Daily|Herald|Tribune|Journal|Gazette|Telegraph|Reuters|Xinhua|"
    r"Bloomberg|Today|Magazine|Media|Network|Agency|Report|Desk|Staff|Bureau|Team|Department|Office|"
    r"Inquirer|Chronicle)\b"
)


class Line(NamedTuple):
    """Words of a header whose kind is certain: ``person``, ``organisation`` or ``place``."""

    start: int
    end: int
    kind: str


def find(text: str) -> list[Line]:
    """Return the names in bylines, outlets and datelines; the same words may be given twice."""
    found: list[Line] = []
    for match in _BYLINE.finditer(text):
        found += _each(text, *match.span("names"))
    for match in _CREDIT.finditer(text):
        found += _each(text, *match.span("names"))
        if match["editors"]:
            found += _each(text, *match.span("editors"))
    for match in _OUTLET.finditer(text):
        start = match.start("name")
        found.append(Line(start, start + len(match["name"].rstrip()), "organisation"))
    found += [Line(*match.span("name"), "organisation") for match in _WIRE.finditer(text)]
    for match in _DATELINE.finditer(text):
        if match["outlet"]:
            found.append(Line(*match.span("outlet"), "organisation"))
        for part in re.finditer(r"[^/, ][^/,]*[^/, ]", match["places"]):
            at = match.start("places")
            found.append(Line(at + part.start(), at + part.end(), "place"))
    return found + _alone(text)


def _alone(text: str) -> list[Line]:
    """Return the names that stand alone on a line between headline and report."""
    body = re.search(r"^.{100,}$", text, re.M)
    first = text.find("\n")
    if first < 0:
        return []
    found: list[Line] = []
    for match in _ALONE.finditer(text, first + 1, body.start() if body else len(text)):
        if _OUTLET_WORD.search(match.group()):
            start = match.start() + (4 if match.group().startswith("The ") else 0)
            end = match.start() + len(match.group().rstrip())
            found.append(Line(start, end, "organisation"))
        elif people.form(match.group().split()) > 0:
            found += _each(text, *match.span())
    return found


def _each(text: str, start: int, end: int) -> list[Line]:
    """Return the people and outlets of a list of names."""
    found: list[Line] = []
    at = start
    for part in _SPLIT.split(text[start:end]):
        name = part.strip()
        if not name:
            continue
        at = text.index(name, at)
        if name[0].isupper():
            kind = "organisation" if _OUTLET_WORD.search(name) else "person"
            found.append(Line(at, at + len(name), kind))
        at += len(name)
    return found


def loud_lines(text: str) -> list[tuple[int, int]]:
    """Return the lines in which nearly every word has a capital, where capitals tell nothing."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if len(line) < 200 and line.rstrip()[-1:] not in ".;":
            words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
            if len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.85 * len(words):
                found.append((start, start + len(line)))
        start += len(line) + 1
    return found
