"""Posts and occupations beside a name."""

import re
from typing import Any, NamedTuple

from comity.extract import people
from comity.extract.finding import Findings, Name, Span, Title
from comity.extract.letters import UPPER
from comity.extract.name_words import words
from comity.extract.runs import TOPICS

_OCCUPATIONS = words("titles", "occupations")
_POSTS = (people.POSTS | _OCCUPATIONS) - {
    "charge",
    "father",
    "brother",
    "sister",
    "speaker",
    "private",
}
_DEALERS = words("titles", "dealers")
_MODIFIERS = (people.MODIFIERS - {"former", "in", "of", "group", "sub"}) | words(
    "titles", "modifiers"
)
_PASSED = words("titles", "passed")
_STOPS = words("titles", "stops")
_LIKE_DIRECTOR = words("titles", "like_director")
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_BEFORE_GAP = re.compile(r",?\ (?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Prof)\.?\ )?$")
_AGENT = re.compile(
    r"(?:Acting )?(?:Assistant |Resident |Supervisory )*(?:Special )?Agents?[ -]in[ -][Cc]harge$"
)
_OFFICE = re.compile(rf"(?P<head>\w+) of (?:the )?[{UPPER}]\w+(?: [{UPPER}]\w+)?$")
_PLACES = rf"(?:the )?[{UPPER}][\w.]+(?: [{UPPER}][\w.]+)*"
_SERVED = "is|was|became|serves as|served as|works as|worked as"
_LEAD = re.compile(
    r"(?:, (?:aged? )?\d{1,3}| \(\d\d\))?"
    rf"(?:,? (?:of|from) {_PLACES}(?:, {_PLACES})?)?"
    r"(?:,? (?:also known as|known as|alias|a\.k\.a\.|nicknamed) [^,\n]{2,40},[\"”’]?(?= ))?"
    rf"(?:(?:,|(?<=,)|(?<=,[\"”])) (?:who (?:{_SERVED}|has been|had been) )?"
    rf"| who (?:is|was) | (?:{_SERVED})(?= (?:an?|the) ) ?)"
)
_CLAUSE = "and|or|in|at|for|with|from|to|who|said|was|is|told|on|by|that|which|were|has|had"
_OF = re.compile(
    r" of (?!(?:the|an?|its|his|her|their|our|all)\b)"
    rf"[a-z][\w-]*(?: (?!(?:{_CLAUSE})\b)[a-z][\w-]*){{0,2}}"
)
_TO = re.compile(r" to (?:the )?")


class _Word(NamedTuple):
    start: int
    end: int
    text: str


class _Reading(NamedTuple):
    """A text, the part of speech of each token by its start, and where people and places stand."""

    text: str
    tags: dict[int, str]
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
    line = max(text.rfind("\n", 0, name.start) + 1, name.start - 90, after)
    gap = _BEFORE_GAP.search(text, line, name.start)
    if not gap:
        return None
    end = gap.start()
    if agent := _AGENT.search(text, line, end):
        return _from(text, agent.start(), line, tags), end
    office = _OFFICE.search(text, line, end)
    if office and office["head"].lower() in _LIKE_DIRECTOR:
        last = text[office.start() : end].rsplit(" ", 1)[-1]
        if last.lower() in TOPICS:
            return _from(text, office.start(), line, tags), end
    words = _words(text, line, end)
    if not words or words[-1].end != end or not _is_post(words[-1].text):
        return None
    start = _from(text, words[-1].start, line, tags)
    if text[start:end].lower() == "dealer" or (
        gap.group().startswith(",") and not _is_described(text[line:start])
    ):
        return None
    return start, end


def _is_described(before: str) -> bool:
    """Return whether a title that a comma follows introduces a name: "a seaman, X"."""
    words = before.split()[-3:]
    return any(
        w.lower() in ("a", "an", "his", "her", "its", "their", "former") or w.endswith(("'s", "’s"))
        for w in words
    )


def _from(read: _Reading, start: int, line: int) -> int:
    """Return where the title begins that goes on at ``start``: before its modifiers."""
    head = True
    for word in reversed(_words(text, line, start)):
        if text[word.end : start].strip(" "):
            break
        lower = word.text.lower()
        if lower.endswith(".") and lower != "u.s.":
            break
        modifies = (
            lower in _MODIFIERS
            or lower in people.POSTS
            or lower in ("u.s.", "us", "uk", "united", "states")
        )
        noun = (
            head
            and word.text.islower()
            and tags.get(word.start) == "NOUN"
            and not lower.endswith(("'s", "’s"))
        )
        dealer = lower in _DEALERS
        if not (modifies or noun or dealer) or (word.text in ("us",)):
            break
        start = word.start
        head = head and not modifies
    return start


def _after(read: _Reading, name: Name) -> tuple[int, int] | None:
    """Return the title in apposition after the name, or after "who is"."""
    lead = _LEAD.match(text, name.end)
    if not lead:
        return None
    words = _words(text, lead.end(), min(len(text), lead.end() + 110))
    first = 0
    at = lead.end()
    for i, word in enumerate(words):
        if text[at : word.start].strip(" ") or "\n" in text[at : word.start] or i > 9:
            return None
        at = word.end
        bare = word.text.rstrip(".")
        if bare.lower() in _PASSED and i == first:
            first = i + 1
        elif bare.lower() in _STOPS or word.start in persons:
            return None
        elif _is_post(bare):
            after = words[i + 1] if i + 1 < len(words) else None
            if (
                after
                and not text[word.end : after.start].strip(" ")
                and _goes_on(after, tags, persons)
            ):
                continue
            start = _from(
                text,
                word.start,
                max(lead.end(), words[first].start if first <= i else word.start),
                tags,
            )
            determined = first > 0 or start > words[first].start
            return _closed(text, start, word.start + len(bare), determined, tags, places)
    return None


def _goes_on(read: _Reading, after: _Word) -> bool:
    """Return whether the word after a post is still part of it, or a name that it belongs to."""
    return after.start in persons or (
        _is_post(after.text.rstrip(".")) and after.text.rstrip(".").lower() != "major"
    )


def _closed(read: _Reading, start: int, end: int, determined: bool) -> tuple[int, int] | None:
    """Return the title with "of investigations" or "to China" after it; None if a clause begins."""
    post = text[start:end]
    following = re.match(r" (\w+)", text[end : end + 30])
    if (
        following
        and tags.get(end + 1) in ("VERB", "AUX")
        and not following[1].endswith(("ed", "ing"))
    ):
        return None
    if following and following[1] in (
        "said",
        "told",
        "announced",
        "alleged",
        "added",
        "accused",
        "called",
    ):
        return None
    if post.endswith("s") and post.lower() not in ("boss",) and not determined:
        return None
    if post.split(" ")[-1].lower() == "dealer" and not (set(post.lower().split(" ")) & _DEALERS):
        return None
    if text.startswith((" in Charge", " in charge"), end):
        return start, end + len(" in charge")
    of = _OF.match(text, end)
    if of and not re.match(rf" [{UPPER}]", text[of.end() : of.end() + 2]):
        end = of.end()
    elif (to := _TO.match(text, end)) and to.end() in places:
        end = places[to.end()]
    return start, end
