"""Posts and occupations beside a name."""

import re
from typing import Any, NamedTuple

from comity.extract.english.parties import people
from comity.extract.english.parties.letters import UPPER
from comity.extract.english.parties.name_words import words
from comity.extract.english.parties.runs import TOPICS
from comity.extract.finding import Findings, Name, Span, Title

_OCCUPATIONS = words("titles", "occupations")
_TRADES = frozenset(
    """antiquarian artist auctioneer barber blogger bodyguard bosun bouncer breeder builder
    chef cleric co-founder co-owner coder collector contractor crewman crewmember cyclist
    distributor diver docker employee entrepreneur exporter firefighter footballer founder
    gallerist hotelier hunter imam importer intern jailer jeweler jeweller lobbyist locksmith
    logger magnate marine mariner medic merchant middleman miner mogul operative operator
    organiser organizer owner paramedic pawnbroker politician porter recorder recruiter
    restaurateur restorer scholar seafarer shepherd shipbroker shipowner shopkeeper skipper
    specialist spy staffer steward tailor trapper trawlerman tycoon welder wholesaler
    worker""".split()
)
_POSTS = (people.POSTS | _OCCUPATIONS | _TRADES) - {
    "charge",
    "father",
    "brother",
    "sister",
    "speaker",
    "private",
}
_DEALERS = words("titles", "dealers")
_MODIFIERS = (
    (people.MODIFIERS - {"former", "in", "of", "group", "sub"})
    | words("titles", "modifiers")
    | frozenset("rear brigadier home investigating".split())
)
_PASSED = words("titles", "passed")
_STOPS = words("titles", "stops")
_LIKE_DIRECTOR = words("titles", "like_director")
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_BEFORE_GAP = re.compile(
    r"(?:,?|(?<=[Ee]ditor):|(?<=[Rr]eporter):)\ (?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Prof)\.?\ )?$"
)
_AGENT = re.compile(
    r"(?:Acting )?(?:Assistant |Resident |Supervisory )*(?:Special )?Agents?[ -]in[ -][Cc]harge$"
)
_OFFICE = re.compile(rf"(?P<head>\w+) of (?:the )?[{UPPER}]\w+(?: [{UPPER}]\w+)?$")
_PLACES = rf"(?:the )?[{UPPER}][\w.]+(?: [{UPPER}][\w.]+)*"
_SERVED = "is|was|became|serves as|served as|works as|worked as"
_LEAD = re.compile(
    r"(?:, (?:aged? )?\d{1,3}| \(\d\d\))?"
    rf"(?:,? (?:of|from) {_PLACES}(?:, {_PLACES})?)?"
    r"(?:,? (?:also known as|known as|alias|a\.k\.a\.|nicknamed) [^,.\n]{2,40},[\"”’]?(?= ))?"
    rf"(?:(?:,|(?<=,)|(?<=,[\"”])) (?:who (?:{_SERVED}|has been|had been) )?"
    rf"| who (?:is|was) | (?:{_SERVED})(?= (?:an?|the) ) ?)"
)
_CLAUSE = "and|or|in|at|for|with|from|to|who|said|was|is|told|on|by|that|which|were|has|had"
_OF = re.compile(
    r" of (?!(?:the|an?|its|his|her|their|our|all)\b)"
    rf"[a-z][\w-]*(?: (?!(?:{_CLAUSE})\b)[a-z][\w-]*){{0,2}}"
)
_FOLLOWING = re.compile(r" (\w+)")
_CAPITAL = re.compile(rf" [{UPPER}]")
_SPEECH = frozenset("said told announced alleged added accused called says".split())
_INTRODUCES = frozenset("a an the his her its their former".split())
_ABBREVIATED = frozenset("sen. rep. gov. gen. col. lt. sgt. capt. det. prof.".split())
_COUNTRIES = frozenset(("U.S.", "US", "UK", "United", "States"))
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_OPENS = frozenset("The A An He She It They This That His Her Its Their In On At As But".split())
_SAYING = frozenset("to say says said tell told by from".split())
_LIST_GOES_ON = re.compile(rf"(?:,| and) (?=[{UPPER}])")
_OF_TOPIC = re.compile(r" of ([A-Z]\w+)(?! [A-Z])")
_TO = re.compile(r" to (?:the )?")


class _Word(NamedTuple):
    start: int
    end: int
    text: str


class _Reading(NamedTuple):
    """A text, the part of speech of each token by its start, which of them are finite verbs, and
    where people and places stand."""

    text: str
    tags: dict[int, str]
    finite: frozenset[int]
    persons: frozenset[int]
    places: dict[int, int]


def find(doc: Any, found: Findings) -> list[Title]:
    """Return them in the order of the text."""
    persons = [name for name in found.names if name.kind == "person"]
    if not persons:
        return []
    read = _Reading(
        doc.text,
        {token.idx: token.pos_ for token in doc},
        frozenset(token.idx for token in doc if token.tag_ in _FINITE and token.dep_ != "amod"),
        frozenset(name.start for name in persons),
        {name.start: name.end for name in found.names if name.kind == "place"},
    )
    titles: dict[tuple[int, int], Title] = {}
    ends = {name.start: end for name, end in zip(found.names, _ends_before(found), strict=True)}
    for name in persons:
        for span in (_before(read, name, ends[name.start]), _after(read, name)):
            if span:
                titles.setdefault(span, Title(*span, Span(name.start, name.end)))
    return sorted(titles.values())


def _ends_before(found: Findings) -> list[int]:
    """Return for each name where the name before it ends: a title does not reach into that."""
    ends, last = [], 0
    for name in found.names:
        ends.append(last if last <= name.start else 0)
        last = max(last, name.end)
    return ends


def _is_post(word: str) -> bool:
    lower = word.lower().rstrip(".")
    if lower in _POSTS:
        return True
    return lower.endswith("s") and (lower[:-1] in _POSTS or lower.replace("men", "man") in _POSTS)


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, start, end)]


def _before(read: _Reading, name: Name, after: int) -> tuple[int, int] | None:
    """Return the title that ends where the name begins, or before a comma."""
    text = read.text
    line = max(text.rfind("\n", 0, name.start) + 1, name.start - 90, after)
    gap = _BEFORE_GAP.search(text, line, name.start)
    if not gap:
        return None
    end = gap.start()
    last = _last_part(text, line, end)
    if last is None:
        return None
    start = _from(read, last, line)
    if not _number_fits(text, start, end, name):
        return None
    listed = gap.group().startswith(",") and not _is_described(text[line:start])
    return None if listed or _is_only_dealer(text[start:end]) else (start, end)


def _last_part(text: str, line: int, end: int) -> int | None:
    """Return where the words begin that make what ends at ``end`` a title."""
    if agent := _AGENT.search(text, line, end):
        return agent.start()
    office = _OFFICE.search(text, line, end)
    last = text[line:end].rsplit(" ", 1)[-1].lower()
    if office and office["head"].lower() in _LIKE_DIRECTOR and last in TOPICS:
        return office.start()
    words = _words(text, line, end)
    if not words or words[-1].end != end or not _is_post(words[-1].text):
        return None
    sentence = words[-1].text.endswith(".") and words[-1].text.lower() not in _ABBREVIATED
    return None if sentence else words[-1].start


def _number_fits(text: str, start: int, end: int, name: Name) -> bool:
    """Return whether a post in the plural, as in "prosecutors Roe and Poe", has several names."""
    post = text[start:end].lower()
    if not post.endswith("s") or post[:-1].rsplit(" ", 1)[-1] not in _POSTS:
        return True
    joined = text[end : end + 1] != "," and _LIST_GOES_ON.match(text, name.end)
    before = text[max(0, start - 12) : start].split()
    return bool(joined) and not (before and before[-1].lower() in _SAYING)


def _is_described(before: str) -> bool:
    """Return whether a title that a comma follows introduces a name: "a seaman, X"."""
    words = before.lower().split()[-3:]
    return any(w in _INTRODUCES or w.endswith(("'s", "’s")) for w in words)


def _is_only_dealer(title: str) -> bool:
    """Return whether it is what somebody is accused of, and no trade: a drug dealer's."""
    words = title.lower().split(" ")
    return words[-1] == "dealer" and len(words) > 1 and not _DEALERS & set(words)


def _from(read: _Reading, start: int, line: int) -> int:
    """Return where the title begins that goes on at ``start``: before its modifiers."""
    nouns = True
    for word in reversed(_words(read.text, line, start)):
        ends = word.text.endswith(".") and word.text not in _COUNTRIES  # a sentence
        if ends or read.text[word.end : start].strip(" "):
            break
        lower = word.text.lower()
        modifies = lower in _MODIFIERS or lower in people.POSTS or word.text in _COUNTRIES
        noun = nouns and word.text.islower() and read.tags.get(word.start) == "NOUN"
        if not (modifies or lower in _DEALERS or (noun and not lower.endswith(("'s", "’s")))):
            break
        start = word.start
        nouns = nouns and not modifies
    return start


def _after(read: _Reading, name: Name) -> tuple[int, int] | None:
    """Return the title in apposition after the name, or after "who is"."""
    lead = _LEAD.match(read.text, name.end)
    if not lead:
        return None
    at = first = lead.end()
    words = _words(read.text, at, min(len(read.text), at + 110))
    for word, then in zip(words, [*words[1:], None], strict=True):
        bare = word.text.rstrip(".")
        if read.text[at : word.start].strip(" ") or "\n" in read.text[at : word.start]:
            return None
        if not _is_post(bare) and (_ends_sentence(word, then) or _has_object(read, word, then)):
            return None
        if bare.lower() in _PASSED and not read.text[first : word.start].strip(" "):
            first = word.end
        elif bare.lower() in _STOPS or word.start in read.persons or _is_verb(read, word):
            return None
        elif _is_post(bare) and not (then and _goes_on(read, word.end, then)):
            start = _from(read, word.start, first)
            return _closed(read, start, word.start + len(bare), start > lead.end())
        at = word.end
    return None


def _is_verb(read: _Reading, word: _Word) -> bool:
    """Return whether a word is no part of an apposition: "who heads the division", or a verb whose
    object follows: "X, announced the leader"."""
    if word.start in read.finite and not _is_post(word.text):
        return True
    return word.text.endswith("s") and read.tags.get(word.start) == "VERB"


def _has_object(read: _Reading, word: _Word, then: _Word | None) -> bool:
    """Return whether an object follows a verb: "X, accused the judge"."""
    return (
        then is not None
        and then.text in ("the", "his", "her", "their")
        and read.tags.get(word.start) == "VERB"
    )


def _ends_sentence(word: _Word, then: _Word | None) -> bool:
    """Return whether a word ends a sentence, and is no abbreviation."""
    if word.text[-1] not in ".!?":
        return False
    bare = word.text[:-1]
    long = bare.islower() or bare.isdigit() or len(bare) > 4  # no "Corp."
    return "." not in bare and (long or (then is not None and then.text in _OPENS))


def _goes_on(read: _Reading, end: int, then: _Word) -> bool:
    """Return whether the next word is part of the title, or the name that the title belongs to."""
    if read.text[end : then.start] != " ":
        return False
    return then.start in read.persons or _is_post(then.text.rstrip("."))


def _closed(read: _Reading, start: int, end: int, determined: bool) -> tuple[int, int] | None:
    """Return the title with "of investigations" or "to China" after it; None if a clause begins."""
    title = read.text[start:end]
    following = _FOLLOWING.match(read.text, end)
    if following and (following[1] in _SPEECH or read.tags.get(end + 1) == "AUX"):
        return None
    if _is_only_dealer(title) or (title.endswith("s") and title != "boss" and not determined):
        return None
    if read.text.startswith((" in Charge", " in charge"), end):
        return start, end + len(" in charge")
    of = _OF_TOPIC.match(read.text, end)
    if of and of[1].lower() in TOPICS:
        return start, of.end()
    of = _OF.match(read.text, end)
    if of and not _CAPITAL.match(read.text, of.end()):
        return start, of.end()
    to = _TO.match(read.text, end)
    return start, read.places.get(to.end(), end) if to else end
