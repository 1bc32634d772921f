"""What tells an organisation: the words at the end of its name, known public bodies, acronyms."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comity.extract.english.parties import people, places
from comity.extract.english.parties.letters import UPPER
from comity.extract.english.parties.name_words import words

_HERE = Path(__file__).parent
_BODY_HEADS = words("organisations", "body_heads")
_FIRM_HEADS = words("organisations", "firm_heads")
_OTHER_HEADS = words("organisations", "other_heads")
_WEAK = words("organisations", "weak")
_COMPANY = re.compile(
    r"\b(?:Co|Company|Corp|Corporation|Inc|Incorporated|Ltd|Limited|LLC|LLP|LP|PLC|GmbH|AG|S\.A|"
    r"A/S|S\.r\.l|SRL|SpA|BV|B\.V|NV|Pte|Pty|OOO|Berhad|Bhd|Holdings?|Industries|Chemicals?|Pharma\w*|"
    r"Biotech\w*|Technolog\w+|Trading|Logistics|Shipping|Airlines|Airways|Bank|Enterprises?|"
    r"Partners|Asset Management|Laboratories)\b|公司|\w{3,}(?:corp|tech|chem|pharm)\b"
)
_INCORPORATED = re.compile(r"\b(?:Co|Ltd|Inc|LLC|Corp)\b")
_PUBLIC = re.compile(
    r"\b(?:Court|Tribunal|Ministry|Department|Bureau|Commission|Police|Constabulary|Customs|"
    r"Prosecut\w+['’]?s?|Procuratorate|Attorney['’]s|Sheriff['’]s|Parliament|Senate|Congress|"
    r"Embassy|Consulate|Army|Navy|Air Force|Coast Guard|Agency|Administration|Directorate|"
    r"Inspectorate|Secretariat|Task Force|Strike Force|Public Security|Council|National Guard|"
    r"Border (?:Guard|Force|Patrol)|Government|Treasury|Marshals|Gendarmerie|Authority|Service)\b"
)
_NO_HEADS = words("organisations", "no_heads")
NOUNS = words("organisations", "nouns")
"""Common nouns that say that the name beside them is an organisation's."""
BARE = words("organisations", "bare")
"""Words that name no body alone, though reports write them with a capital: "the Agency"."""
NOT_ACRONYMS = words("organisations", "not_acronyms")


_GANG = re.compile(
    rf"(?P<name>[{UPPER}][\w’'-]*(?: [{UPPER}][\w-]*){{0,3}}) "
    r"(?P<crime>(?:(?:drugs?|narcotics|human|arms|wildlife|money|crime|criminal|organi[sz]ed|"
    r"transnational|trafficking|smuggling|laundering|street|biker|motorcycle)[- ])*)"
    r"(?P<head>organi[sz]ation|cartel|syndicate|clan|gang|ring|network|mafia|family|DTO|TCO)\b"
)
_LARGE = 1_000_000  # people of a city whose name in a firm's name tells the country
_ALONE = ("cartel", "syndicate", "clan", "gang", "mafia", "DTO", "TCO")


class Body(NamedTuple):
    """A row of ``known_bodies.csv``: name, FollowTheMoney schema, country (or empty)."""

    name: str
    schema: str
    country: str


@cache
def known() -> dict[str, Body]:
    """Return each known body by its name, other names and acronyms, as they are written."""
    found: dict[str, Body] = {}
    with (_HERE / "known_bodies.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            body = Body(row["name"], row["schema"], row["country"])
            for written in (row["name"], *filter(None, row["also"].split("|"))):
                found[written] = body
                if not written.isupper():
                    found[written.replace("U.S. ", "United States ")] = body
                    found[written.replace("U.S. ", "US ")] = body
                    found[written.replace("'", "’")] = body
    return found


def gangs(text: str) -> list[tuple[int, int]]:
    """Return the spans of names such as "Zheng drug trafficking organization", "Gulf cartel"."""
    found = []
    for match in _GANG.finditer(text):
        last = match["name"].split(" ")[-1]
        if last in people.demonyms() or not (match["crime"] or match["head"] in _ALONE):
            continue
        plain = match["head"] in ("gang", "ring", "family", "network") and not match["crime"]
        if plain and places.lookup(match["name"]):
            continue  # "a Luton gang"
        country = any(place.level < 2 for place in places.lookup(last))
        if not country and last.lower() not in people.OPENERS and last not in known():
            start = match.start()
            first = match["name"].split(" ")[0]
            if first.lower() in people.OPENERS or first in people.demonyms():
                start += len(first) + 1
            if start < match.start("crime") - 1:
                found.append((start, match.end()))
    return found


def head(words: list[str]) -> int:
    """Return the index of the last word that heads an organisation's name, or -1."""
    for i in range(len(words) - 1, -1, -1):
        if _is_head(words, i):
            return i
    return -1


def _is_head(words: list[str], i: int) -> bool:
    word = words[i].lower().rstrip(".").replace("’", "'")
    if word in _BODY_HEADS or word in _FIRM_HEADS or word in _OTHER_HEADS:
        surname = word in _WEAK and i and people.is_given_name(words[i - 1])
        return i > 0 and not surname
    return False


def strength(words: list[str]) -> float:
    """Return how surely a name that ends in a head is an organisation's: 0 to 5."""
    i = head(words)
    if i < 0:
        return 0.0
    word = words[i].lower().rstrip(".")
    if word in _WEAK:
        return 1.5
    return 5.0 if word in _BODY_HEADS else 3.5


def is_no_name(words: list[str]) -> bool:
    """Return whether the words name a law, a war or a feast."""
    return words[-1].lower() in _NO_HEADS


def schema_of(name: str) -> str:
    """Return the FollowTheMoney schema that an organisation's name shows."""
    body = known().get(name)
    if body:
        return body.schema
    if _PUBLIC.search(name) and not _INCORPORATED.search(name):
        return "PublicBody"
    return "Company" if _COMPANY.search(name) else "Organization"


def country_of(name: str) -> str:
    """Return the country (ISO 3166, lower case) of a body that its name tells, or ""."""
    body = known().get(name)
    if body:
        return body.country
    words = name.split()
    for word in words:
        if word in people.demonyms():
            return people.demonyms()[word]
    public = schema_of(name) == "PublicBody"
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            written = " ".join(words[i : i + size]).rstrip(",")
            large = public or any(p.level < 3 or p.people > _LARGE for p in places.lookup(written))
            if large and (country := places.country_of(written)):
                return country
    return "us" if re.search(r"\b(?:FBI|DEA|Justice Department)\b", name) else ""


def acronyms(name: str) -> set[str]:
    """Return what a name can be short as: its words' capitals, and those with the small words'."""
    words = re.sub(r"^(?:the |U\.S\. |US |United States |UK )", "", name).split()
    return {acronym(name), "".join(word[0] for word in words).upper()}


def acronym(name: str) -> str:
    """Return the capital letters of a name's words, without "U.S." before them."""
    words = re.sub(r"^(?:the |U\.S\. |US |United States |UK )", "", name).replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isupper())
