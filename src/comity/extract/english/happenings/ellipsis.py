"""Participants that the order of words gives where words are left out, and the parse is no help:
lists of people, "nine in France and six in Spain", "his brother to six years and C to four".
"""

import re
from typing import Any

from comity.extract.english.happenings import lists
from comity.extract.english.happenings.cast import Cast

_NEXT = re.compile(r"[,:;]?(?: and)? (?:about |more than |nearly )?")
_IN = re.compile(r" in (?:the )?")
_NEXT_TERM = re.compile(r"[,;]?(?: (?:and|while))?(?: [a-z]+){0,4},? ")
_TERM = re.compile(
    r",? (?:to|for|received|got) (?P<term>(?:\d+|[a-z]+)(?:(?: and a half)?[ -](?:years?|months?))?"
    r"|life(?: in prison)?)(?=[,.;]| and\b|$)"
)


def cast_list(cast: Cast, verb: Any) -> None:
    """Cast the rest of a list of people of which the parse gave one."""
    for part in cast.participants():
        if part.role in ("suspect", "defendant"):
            for name in lists.listed_with(cast.text, cast.mentions.found, part):
                if name.end <= verb.idx or part.start > verb.idx:
                    cast.put(name.start, name.end, part.role)


def cast_after(cast: Cast, verb: Any, role: str) -> None:
    """Cast the person named right after a verb: "also convicted were A, B and C"."""
    for name in cast.mentions.found.names:
        if name.kind == "person" and name.start == verb.idx + len(verb.text) + 1:
            cast.put(name.start, name.end, role)


def cast_between(cast: Cast, start: int, end: int, role: str) -> None:
    """Cast the people named or counted between two offsets: "found A and B guilty"."""
    found = cast.mentions.found
    people = [(n.start, n.end) for n in found.names if n.kind == "person"]
    people += [(g.start, g.end) for g in found.groups]
    for first, last in people:
        if start <= first and last <= end:
            cast.put(first, last, role)


def cast_gapped(cast: Cast, role: str) -> None:
    """Cast the rest of "18 were held in Germany, nine in France and six in Spain"."""
    text, found = cast.text, cast.mentions.found
    places = {n.start: n for n in found.names if n.kind == "place"}
    ends = [cast.trigger.idx + len(cast.trigger.text)]
    ends += [p.end for p in cast.participants() if p.role == "place" and p.end > ends[0]]
    for group in found.groups:
        if not any(e < group.start and _NEXT.fullmatch(text, e, group.start) for e in ends):
            continue
        at = _IN.match(text, group.end)
        place = places.get(at.end()) if at else None
        if place:
            cast.put(group.start, group.end, role)
            cast.put(place.start, place.end, "place")
            ends.append(place.end)


def cast_gapped_terms(cast: Cast) -> None:
    """Cast the rest of "A was sentenced to nine years, B to six and C to four"."""
    found = cast.mentions.found
    last = max((p.end for p in cast.participants() if p.role == "penalty"), default=0)
    people = [n for n in found.names if n.kind == "person"] + list(found.groups)
    for one in sorted(people, key=lambda n: n.start) if last else ():
        if one.start < last or not _NEXT_TERM.fullmatch(cast.text, last, one.start):
            continue
        term = _TERM.match(cast.text, one.end)
        if term:
            cast.put(one.start, one.end, "defendant")
            cast.put(*term.span("term"), "penalty")
            last = term.end("term")
