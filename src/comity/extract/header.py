"""The lines above and below a report: byline, outlet, dateline, headline in capitals."""

import re
from typing import NamedTuple

from comity.extract.letters import UPPER

_NAME = rf"[{UPPER}][\w.'’-]*(?:\ (?:(?:de|del|van|von|der|bin|al|la)\ )?[{UPPER}][\w.'’-]*){{1,3}}"
_BYLINE = re.compile(
    rf"^(?:(?:Written |Reported |Story )?[Bb]y|BY|Authors?:|Reporters?:|Reporting by|Editing by|Byline:)\s+(?P<names>{_NAME}(?:(?:,\ (?:and\ )?|\ and\ |\ &\ ){_NAME})*)",
    re.M,
)
_CREDIT = re.compile(
    rf"\((?:Additional r|R)eporting by (?P<names>[^();]+)(?:; (?:Additional reporting by [^;()]+; )?Editing by (?P<editors>[^()]+))?\)"
)
_OUTLET = re.compile(
    rf"(?:(?:^|(?<=\s))(?:Outlet|Source|Publisher|Publication|Newspaper|Agency|Wire):[^\S\n]+|^Published by\s+|\b(?:[Oo]ther|[Mm]ore) (?:reports?|stories|articles|news) (?:by|from)\s+|^Read more (?:at|on|from)\s+)(?P<name>[^\n|,;.]{{2,40}})",
    re.M,
)
_ALONE = re.compile(rf"^{_NAME}(?:,? (?:and|&) {_NAME})?[^\S\n]*$", re.M)
_DATELINE = re.compile(
    rf"^(?P<places>[{UPPER}][{UPPER}.'’ /-]*[{UPPER}.](?:,\ (?:[{UPPER}][\w.]+\ ?){{1,2}})?)"
    rf"(?P<date>,?\ [{UPPER}][a-z]+\.?\ \d{{1,2}}(?:,\ \d{{4}})?)?,?\s*(?:\((?P<outlet>[{UPPER}][\w.'’ -]{{1,30}})\))?\s*(?:--?|–|—)\s",
    re.M,
)
_SPLIT = re.compile(r",\ and\ |\ and\ |,\ |\ &\ ")
_OUTLET_WORD = re.compile(
    r"\b(?:News|Times|Post|Wire|Press|Daily|Herald|Tribune|Journal|Gazette|Telegraph|Reuters|Xinhua|Bloomberg|"
    r"Today|Magazine|Media|Network|Agency|Report|Desk|Staff|Bureau|Team|Department|Office|Inquirer|Chronicle)\b"
)


class Line(NamedTuple):
    """Words of a header whose kind is certain: ``person``, ``organisation`` or ``place``."""

    start: int
    end: int
    kind: str


def find(text: str, is_place: re.Pattern[str] | None = None) -> list[Line]:
    """Return the names in bylines, outlets and datelines."""
    found: list[Line] = []
    for match in _BYLINE.finditer(text):
        found += _each(text, *match.span("names"))
    for match in _CREDIT.finditer(text):
        found += _each(text, *match.span("names"))
        if match["editors"]:
            found += _each(text, *match.span("editors"))
    for match in _OUTLET.finditer(text):
        name = match["name"].rstrip()
        start = match.start("name") + (4 if name.startswith(("The ", "the ")) else 0)
        found.append(Line(start, match.start("name") + len(name), "organisation"))
    for match in _DATELINE.finditer(text):
        if match["outlet"]:
            found.append(Line(*match.span("outlet"), "organisation"))
        at = match.start("places")
        for part in re.finditer(r"[^/,]+", match["places"]):
            name = part.group().strip()
            start = at + part.start() + part.group().index(name)
            found.append(Line(start, start + len(name), "place"))
    return found + _alone(text)


def _alone(text: str) -> list[Line]:
    """Return the names that stand alone on a line between headline and report."""
    body = re.search(r"^.{100,}$", text, re.M)
    first = text.find("\n")
    if first < 0:
        return []
    found: list[Line] = []
    for match in _ALONE.finditer(text, first + 1, body.start() if body else len(text)):
        if match.group().lower().startswith(("by ", "written ", "reported ")):
            continue
        if _OUTLET_WORD.search(match.group()):
            start = match.start() + (4 if match.group().startswith("The ") else 0)
            found.append(Line(start, match.start() + len(match.group().rstrip()), "organisation"))
        else:
            found += _each(text, *match.span())
    return found


def _each(text: str, start: int, end: int) -> list[Line]:
    found: list[Line] = []
    at = start
    for part in _SPLIT.split(text[start:end]):
        name = part.strip()
        where = text.index(name, at) if name else at
        at = where + len(name)
        if name and name[0].isupper():
            kind = "organisation" if _OUTLET_WORD.search(name) else "person"
            found.append(Line(where, at, kind))
    return found


def loud_lines(text: str) -> list[tuple[int, int]]:
    """Return the lines in which nearly every word has a capital, where capitals tell nothing."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        words = [word for word in line.split() if word[0].isalpha()]
        long = [word for word in words if len(word) > 3]
        if len(long) >= 4 and len(line) < 200 and line.rstrip()[-1:] not in ".;":
            capitals = sum(word[0].isupper() for word in long)
            if capitals >= 0.85 * len(long):
                found.append((start, start + len(line)))
        start += len(line) + 1
    return found
