"""What tells an organisation: the words at the end of its name, known public bodies, acronyms."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comity.extract import people, places
from comity.extract.runs import UPPER

_HERE = Path(__file__).parent
_BODY_HEADS = frozenset(
    "court courts tribunal ministry department agency administration bureau commission committee "
    "council office police force forces constabulary service services authority guard patrol "
    "directorate inspectorate secretariat procuratorate prosecutor's prosecutors' attorney's "
    "sheriff's parliament senate congress assembly embassy consulate army navy customs treasury "
    "carabinieri gendarmerie marshals taskforce registry duma bundestag knesset cabinet politburo "
    "house presidency command corps regiment brigade battalion militia fiscalía "
    "prosecution".split()
)
_FIRM_HEADS = frozenset(
    "company co corporation corp inc incorporated ltd limited llc llp plc gmbh ag sa s.a. bv b.v. nv n.v. "
    "srl s.r.l. spa s.p.a. oy ab as kg kk pte pty sdn bhd ooo oao zao group holdings holding partners "
    "industries chemicals chemical pharmaceuticals pharmaceutical pharma pharmacy biotechnology biotech bio "
    "technology technologies trading logistics shipping lines airlines airways bank banks capital "
    "ventures management consulting enterprises enterprise international imports exports import "
    "export solutions systems labs laboratories electronics motors freight express maritime "
    "securities investments brothers & sons steel oil petroleum mining jewellers jewelers "
    "telecom communications software insurance marine metals minerals materials commodities".split()
)
_OTHER_HEADS = frozenset(
    "unit division squad center centre centers centres institute university college school academy "
    "hospital association federation union organization organisation society party alliance league "
    "foundation trust fund cartel gang mafia triad clan syndicate crew angels mongols network "
    "times post news herald tribune journal gazette telegraph press wire daily weekly magazine "
    "radio television tv media chronicle inquirer observer today review standard star globe "
    "museum gallery market marketplace exchange forum club church mosque brotherhood front movement "
    "brigades army coalition initiative project program programme team board watch chamber "
    "laboratory archive archives library monastery posse vory bloods crips kings disciples "
    "bandidos outlaws dto tco".split()
)
_WEAK = frozenset(  # also surnames, or words that often end another capitalised phrase
    "force guard house bank banks press post market exchange unit division center centre times star globe "
    "standard review today international express co as ab sa marine capital team project watch board kg "
    "angels kings front movement army party union group network systems program club trust fund "
    "brothers park church crew bio media steel oil command corps wire news chamber materials minerals metals "
    "initiative forum library star bloods outlaws posse daily".split()
)
_COMPANY_SUFFIX = re.compile(
    r"\b(?:Co|Company|Corp|Corporation|Inc|Incorporated|Ltd|Limited|LLC|LLP|PLC|GmbH|AG|S\.A|S\.r\.l|SRL|SpA|BV|B\.V|"
    r"NV|Pte|Pty|OOO|Holdings?|Industries|Chemicals?|Pharma\w*|Biotech\w*|Technolog\w+|Trading|Logistics|"
    r"Shipping|Airlines|Airways|Bank|Enterprises?|Partners|Asset Management|Laboratories)\b\.?|公司|\w{3,}(?:corp|tech|chem|pharm)\b"
)
_PUBLIC = re.compile(
    r"\b(?:Court|Tribunal|Ministry|Department|Bureau|Commission|Police|Constabulary|Customs|Prosecut\w+['’]?s?|"
    r"Procuratorate|Attorney['’]s|Sheriff['’]s|Parliament|Senate|Congress|Embassy|Consulate|Army|Navy|Air Force|Coast Guard|"
    r"Agency|Administration|Directorate|Inspectorate|Secretariat|Task Force|Strike Force|Public Security|Council|"
    r"Border (?:Guard|Force|Patrol)|National Guard|Government|Treasury|Marshals|Gendarmerie|Authority|Service)\b"
)
_NO_HEADS = frozenset("act law code treaty convention order rule rules bill amendment war day".split())
NOUNS = frozenset(
    "company firm manufacturer bank exchange marketplace market website site platform bazaar forum "
    "app network gang cartel group organization organisation mafia clan syndicate agency newspaper "
    "outlet broadcaster publisher magazine ministry court retailer supplier startup start-up "
    "business corporation subsidiary wholesaler shipper carrier airline operator service charity "
    "foundation university laboratory brand militia party messenger mixer tumbler exchanger "
    "brokerage casino pharmacy lender insurer contractor subsidiary conglomerate "
    "bank crew ring faction union club wallet auctioneer".split()
)
"""Common nouns that say that the name beside them is an organisation's."""
NOT_ACRONYMS = frozenset(
    "LSD MDMA PCP GHB THC CBD DMT MDA BZP NPS HIV AIDS DNA USB CEO CFO CTO COO IMO IP PDF VPN PGP ID "
    "GPS UTC GMT EST EDT PST PDT AM PM TV PC SUV DVD CD SIM SMS OK URL HTTP HTTPS WWW HTML CCTV ATM "
    "PIN VIP MVP GDP PPE COVID COVID-19 VAT QC KC MP MPs RV II III IV VI VII IX XI XV USD EUR GBP CNY "
    "RMB BTC ETH XMR USDT IOU PhD MBA BA MA MD JD ACTION PHOTO UPDATE NEWS READ MORE FILE EMAIL NOTE "
    "CITES RICO MLAT AK AK-47 AR-15 M4 C4 TNT RPG IED ANPP NPP 4-ANPP APAAN PMK P2P API DTO TCO IBAN "
    "LOL FAQ FYI JUST BREAKING LIVE CORRECTION WATCH TO IN ON A I".split()
)


_GANG = re.compile(
    rf"(?P<name>[{UPPER}][\w’'-]*(?:\ [{UPPER}][\w-]*){{0,3}})\ (?P<crime>(?:(?:drugs?|narcotics|human|arms|wildlife|money|crime|criminal|"
    r"organi[sz]ed|transnational|trafficking|smuggling|laundering|street|biker|motorcycle)[- ])*)"
    r"(?P<head>organi[sz]ation|cartel|syndicate|clan|gang|ring|network|mafia|family|DTO|TCO)\b"
)
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
    if _PUBLIC.search(name) and not re.search(r"\b(?:Co|Ltd|Inc|LLC|Corp)\b", name):
        return "PublicBody"
    return "Company" if _COMPANY_SUFFIX.search(name) else "Organization"


def country_of(name: str) -> str:
    """Return the country (ISO 3166, lower case) of a body that its name tells, or ""."""
    body = known().get(name)
    if body:
        return body.country
    words = name.split()
    for word in words:
        if word in people.demonyms():
            return people.demonyms()[word]
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            if country := places.country_of(" ".join(words[i : i + size]).rstrip(",")):
                return country
    return "us" if re.search(r"\b(?:FBI|DEA|Justice Department)\b", name) else ""


def acronym(name: str) -> str:
    """Return the capital letters of a name's words, without "U.S." before them."""
    words = re.sub(r"^(?:the |U\.S\. |US |United States |UK )", "", name).replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isupper())
