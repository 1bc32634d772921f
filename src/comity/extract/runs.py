"""Runs of capitalised words: the places in a text where a name may stand.

A run holds the words that follow each other with nothing but a blank, a particle ("de", "bin") or
an ampersand between them. The words of a body's name that lower-case words join ("Office for the
Northern District of Ohio", "Centers for Disease Control and Prevention") are put in one run.
"""

import re
from typing import NamedTuple

from comity.extract import people, places

UPPER = "".join(
    c for c in map(chr, (*range(0x250), *range(0x1E00, 0x1F00))) if c.isupper() or c in "ŞŢ"
)
"""Upper-case letters of the Latin script, for a character class."""


class Word(NamedTuple):
    """A capitalised word, and where it stands."""

    start: int
    end: int
    text: str


Run = list[Word]

_OWNERS = (
    "People|General|Attorney|Prosecutor|Sheriff|Coroner|Examiner|Governor|President|Women|Men|"
    "Children|King|Queen|Director|Minister|Veteran|Citizen|Worker|Farmer|Defender"
)
_ITEM = (
    rf"(?:[{UPPER}]\.){{2,}}(?!\w)"
    rf"|[{UPPER}]\.(?=\s[{UPPER}])"
    r"|(?:St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Lt|Sgt|Gen|Col|Capt|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Prof)\."
    rf"|(?:{_OWNERS})['’]s(?=\ [{UPPER}])|(?:Attorneys|Prosecutors|Workers|Citizens)['’](?=\ [{UPPER}])"
    rf"|(?:al|el|ul|as|ash|an|ad|bin|ibn)-[{UPPER}]\w+(?:-\w+)*"
    rf"|[a-z]{{1,2}}[{UPPER}][a-z]\w+"
    rf"|(?:[dDlLO]['’])?[{UPPER}]\w*(?:['’](?!s\b)[^\W\d_]\w+)?(?:-(?:[{UPPER}]\w*|\d+\b|[a-z]+))*"
)
_PARTICLE = r"de\ la|de\ los|de\ las|del?|della|di|da|dos|van\ der|van\ den|van|von|der|bin|ibn|al|el|la|le|ter"
_SUFFIX = r"(?:Co|Ltd|Inc|LLC|L\.L\.C|Corp|LLP|Limited|S\.A|Jr|Sr)\b"
_NICKNAME = rf"\s(?:[\"“‘'][{UPPER}][^\"”’\n.,!?]{{1,24}}[\"”’']|\((?:[{UPPER}]\w+\ ?){{1,3}}\))\s(?=[{UPPER}])"
_RUN = re.compile(
    rf"(?<!\w)(?:{_ITEM})(?:(?:\ {{1,2}}(?:&\ |(?:{_PARTICLE})\ (?=[{UPPER}]))?|,\ (?={_SUFFIX})|{_NICKNAME})(?:{_ITEM}))*"
)
_WORD = re.compile(rf"(?<!\w)(?:{_ITEM})")
_QUOTED = re.compile(r"[\"“‘'(][^\"”’)]*[\"”’')]$")
_PARTICIPLE = re.compile(
    r"-(?:[a-z]*ed|based|led|born|wide|made|style|like|bound|run|ing|held|sold|sent|built|only|"
    r"speaking|area|grown|own|owned|backed|linked|related|style|era|old|year|day|count|month)\b.*"
)

# Heads that go on after "of", and those that also go on after "for", "on" or "against".
_OF = frozenset(
    "ministry department bureau office bank university court courts institute commission committee "
    "council board division directorate embassy consulate church house museum school centers "
    "centres center centre association organization organisation society college union district "
    "republic port gulf bay isle strait kingdom secretariat appeals circuit service agency police "
    "administration federation academy chamber army brigade guard secretary minister chief "
    "director undersecretary state city province county bar lord king queen force inspectorate "
    "headquarters tribunal prosecution prosecutor's attorney's general's branch registry fund "
    "brotherhood sons knights party league front front movement treasury lords commons "
    "guardia polícia policia policía fiscalía fiscalia ministerio tribunal procuraduría".split()
)
_FOR = frozenset(
    "office offices court courts appeals centers centres center centre ministry department agency "
    "fund institute committee council commission foundation programme program authority minister "
    "project task bureau association division board unit".split()
)
_NOT_OF = frozenset("state city county minister director chief secretary".split())
TOPICS = frozenset(
    "administration affairs agriculture alcohol analysis animal antiquities appeals arms arts assets "
    "border borders cannabis children citizenship civil coast combating commerce conservation "
    "constitutional consumer control corruption counterterrorism crime crimes criminal cultural "
    "culture customs cyber cybercrime data defence defense development disease district drug drugs "
    "economic economy education energy enforcement environment european evaluation exchange excise "
    "explosives export exports external families federal finance financial firearms fish fisheries "
    "food foreign forestry forfeiture fraud gang gambling health heritage homeland home human "
    "humanitarian immigration import industrial industry information infrastructure innovation "
    "inspection intelligence interior internal international investigation investigations judicial "
    "judiciary justice kidnapping labor labour laundering law licensing maritime markets medical "
    "medicine medicines migration military mines money narcotic narcotics national naturalization "
    "natural nuclear operations organised organized parks payments planning police policy port "
    "ports prevention prisons procurement professional property prosecution prosecutions protection "
    "public quarantine racketeering records recovery regulation reporting representatives republic "
    "research resources responsibility revenue rights rural safety science secret securities "
    "security seizures serious services shipping smuggling social special sport sports staff "
    "standards state statistics supervision surveillance tax taxation technology terrorism tobacco "
    "tourism toxicology trade trading trafficking training transnational transport transportation "
    "treasury veterans victims violence water wildlife works youth addiction abuse central "
    "people supreme foreign".split()
)
"""Words for what a public body deals with: they join bodies' names and begin no name alone."""


def find(text: str, taken: bytearray) -> list[Run]:
    """Return the runs in the order of the text, without words at the code points in ``taken``."""
    runs: list[Run] = []
    for match in _RUN.finditer(text):
        run: Run = []
        for word in _words(text, match.start(), match.end()):
            if any(taken[word.start : word.end]):
                runs += [run] if run else []
                run = []
            else:
                run.append(word)
                if text.startswith("-", word.end):  # "US-China": the next name begins anew
                    runs.append(run)
                    run = []
        if run:
            runs.append(run)
    return _joined(text, runs)


def _words(text: str, start: int, end: int) -> list[Word]:
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if "-" in word and not word[0].islower():
            found += _hyphened(match.start(), word, bool(found))
        else:
            found.append(Word(match.start(), match.end(), word))
    return found


def _hyphened(start: int, word: str, follows: bool) -> list[Word]:
    """Split "Liberia-flagged" and "US-China", and leave "Jean-Claude" and "Kim Jong-un" whole."""
    first, rest = word.split("-", 1)
    participle = _PARTICIPLE.search(word)
    if participle or (rest[:1].islower() and not follows):
        return [Word(start, start + len(first), first)]
    if rest[:1].isupper() and (_is_country(first) or (first.isupper() and not rest.isupper())):
        second = start + len(first) + 1
        return [Word(start, start + len(first), first), Word(second, start + len(word), rest)]
    return [Word(start, start + len(word), word)]


def _is_country(word: str) -> bool:
    return places.is_certain(word) or word in people.demonyms()


def _joined(text: str, runs: list[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if found and _goes_on(text, found[-1], run):
            found[-1] = found[-1] + run
        else:
            found.append(run)
    return found


def _goes_on(text: str, run: Run, then: Run) -> bool:
    gap = text[run[-1].end : then[0].start]
    if len(gap) > 9 or "\n" in gap:
        return False
    last, first = run[-1].text.lower(), then[0].text
    if gap in (" of ", " of the "):
        person = len(run) == 2 and people.is_given_name(run[0].text)
        return last in _OF and not person and (last not in _NOT_OF or first.lower() in TOPICS)
    if gap in (" for ", " for the ", " on ", " against "):
        return last in _FOR and (gap != " on " or first.lower() in TOPICS)
    if gap == " in ":
        return first == "Charge"
    joins = gap in (" and ", ", ", ", and ")
    return joins and last in TOPICS and first.lower() in TOPICS and (gap != ", " or len(run) > 1)
