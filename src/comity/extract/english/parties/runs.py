"""Runs of capitalised words: the places in a text where a name may stand.

A run holds the words that follow each other with nothing but a blank, a particle ("de", "bin") or
an ampersand between them. The words of a body's name that lower-case words join ("Office for the
Northern District of Ohio", "Centers for Disease Control and Prevention") are put in one run.
"""

import re
from typing import NamedTuple

from comity.extract.english.parties import organisations, people, places
from comity.extract.english.parties.letters import UPPER
from comity.extract.english.parties.name_words import words


class Word(NamedTuple):
    """A capitalised word, and where it stands."""

    start: int
    end: int
    text: str


Run = list[Word]

_OWNERS = (
    "People|General|Attorney|Prosecutor|Sheriff|Coroner|Examiner|Governor|President|Women|Men|"
    "Children|King|Queen|Director|Minister|Veteran|Citizen|Worker|Farmer|Defender|Magistrate|Coroner"
)
_ABBREVIATED = (
    "St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|Lt|Sgt|Gen|Col|Capt|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Prof"
)
_ITEM = "|".join(
    (
        rf"(?:[{UPPER}]\.){{2,}}(?!\w)",  # U.S.
        rf"[{UPPER}]\.(?=\s[{UPPER}])",  # J. Smith
        rf"[{UPPER}]\w*&[{UPPER}]\w*",  # T&T
        rf"A/S\b|S/A\b|(?:{_ABBREVIATED})\.",
        rf"(?:{_OWNERS})['’]s(?=\ [{UPPER}])",  # People's Court
        r"(?:Attorneys|Prosecutors|Workers|Citizens|Magistrates|Officers|Farmers|Teachers)['’]"
        rf"(?=\ [{UPPER}])",
        rf"[{UPPER}]\w+['’]s(?=\ (?:Crown|County|High|Magistrates['’])\ Court)",  # St Alban's
        rf"(?:al|el|ul|as|ash|an|ad|bin|ibn)-[{UPPER}]\w+(?:-\w+)*",
        rf"[a-z]{{1,2}}[{UPPER}][a-z]\w+|\d[{UPPER}][^\W\d]\w+",  # eBay, 1MDB
        rf"(?:[dDlLO]['’])?[{UPPER}]\w*(?:['’](?!s\b)[^\W\d_]\w+)?"
        rf"(?:-(?:[{UPPER}]\w*|\d+\b|[a-z]+))*",
    )
)
_PARTICLE = (
    r"(?:de\ la|de\ los|de\ las|del?|della|di|da|dos|van\ der|van\ den|van|von|der|bin|ibn|al|el|"
    rf"la|le|ter)\ (?=[{UPPER}])"
)
_SUFFIX = r"(?:Co(?!\s(?!Ltd|Inc|KG)[A-Z])|Ltd|Inc|LLC|L\.L\.C|Corp|LLP|Limited|S\.A|Jr|Sr)\b"
_NICKNAME = (
    rf"\s(?:[\"“‘'][{UPPER}][^\"”’\n.,!?]{{1,24}}[\"”’']"
    rf"|\((?![{UPPER}]+\))(?:[{UPPER}]\w+\ ?){{1,3}}\))\s(?=[{UPPER}])"
)
_GAP = rf"(?:\ {{1,2}}(?:&\ |{_PARTICLE})?|,\ (?={_SUFFIX})|{_NICKNAME})"
_RUN = re.compile(rf"(?<!\w)(?:{_ITEM})(?:{_GAP}(?:{_ITEM}))*")
_WORD = re.compile(rf"(?<!\w)(?:{_ITEM})")
_CLOSERS = ("Co", "Ltd", "Inc", "LLC", "Corp", "LLP", "Limited", "Pte", "Pty")
_CLOSING = ("Inc.", "Corp.", "Ltd.", "Co.")
_PARTICIPLE = re.compile(
    r"-(?:[a-z]*ed|based|led|born|wide|made|style|like|bound|run|ing|held|sold|sent|built|only|"
    r"speaking|area|grown|own|owned|backed|linked|related|style|era|old|year|day|count|month)\b.*"
)

# Heads that go on after "of", and those that also go on after "for", "on" or "against".
_OF = words("runs", "of")
_FOR = words("runs", "for")
_PARTS = words("runs", "parts")
_NOT_OF = words("runs", "not_of")
TOPICS = words("runs", "topics")
"""Words for what a public body deals with: they join bodies' names and begin no name alone."""


def find(text: str, taken: bytearray) -> list[Run]:
    """Return the runs in the order of the text, without words at the code points in ``taken``."""
    runs: list[Run] = []
    for match in _RUN.finditer(text):
        run: Run = []
        nickname = re.search(_NICKNAME, match.group())
        inside = (
            range(match.start() + nickname.start(), match.start() + nickname.end())
            if nickname
            else ()
        )
        for word in _words(text, match.start(), match.end()):
            if word.start in inside:
                continue
            if any(taken[word.start : word.end]):
                runs += [run] if run else []
                run = []
            else:
                ended = run and run[-1].text in _CLOSING  # "... Service Corp. Rizal ..."
                capital = run and run[-1].text == "D.C."
                if (
                    capital
                    or (ended and word.text.rstrip(".,") not in _CLOSERS)
                    or (run and word.text == "The")
                ):
                    runs.append(run)
                    run = []
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
    if places.is_certain(word) or word == "France-Presse":
        return [Word(start, start + len(word), word)]
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
        return _goes_on_after_of(run, then)
    if gap in (" for ", " for the ", " on ", " against ", " in "):
        charge = gap == " in " and first == "Charge"
        return charge or (
            gap != " in " and last in _FOR and (gap != " on " or first.lower() in TOPICS)
        )
    topics = gap == " and " and all(word.text.lower() in TOPICS for word in run)
    if topics and len(then) > 1:
        named = organisations.head([word.text for word in then]) == len(then) - 1
        if named and not _is_country(first) and first not in organisations.known():
            return True  # "Immigration and Checkpoints Authority"
    if gap == " and " and run[-1].text == "Police" and len(run) > 1 and len(then) == 1:
        return False  # "National Police and Customs"
    joins = gap in (" and ", ", ", ", and ") and last in TOPICS and first.lower() in TOPICS
    return joins and (gap != ", " or len(run) > 1 or text.startswith(" and ", then[-1].end))


def _goes_on_after_of(run: Run, then: Run) -> bool:
    last = run[-1].text.lower()
    if organisations.is_no_name([word.text for word in then]) and last in TOPICS:
        return True  # "Prevention of Corruption Act"
    if len(run) == 2 and people.is_given_name(run[0].text) and last != "office":
        return False  # "Carl Force of the ..."
    body = organisations.head([word.text for word in then]) > 0 or then[-1].text.lower() in _OF
    if last == "office" and people.is_post(then[0].text):
        return True  # "Office of the Prosecutor General"
    if last in _PARTS and body:
        return False  # a part of a body, and the body
    return last in _OF and (last not in _NOT_OF or then[0].text.lower() in TOPICS)
