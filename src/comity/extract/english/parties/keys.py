"""The fullest form of each name in a text, and which mentions are short for it."""

import re
from collections import defaultdict
from itertools import pairwise

from comity.extract.english.parties import homonyms, organisations, people, places
from comity.extract.english.parties.candidates import Candidate
from comity.extract.english.parties.runs import TOPICS
from comity.extract.finding import Name

_NICKNAME = re.compile(r"\s(?:[\"“‘'][^\"”’]{2,25}[\"”’']|\([^()]{2,30}\))(?=\s)")
_ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l)[- ](?=[A-Z])")
_THERE = re.compile(r"\b(?:in|(?<!according )to|from|near|of) $")
_BRACKET = re.compile(r"(?:['’]s)? \([“\"]?")
_SUFFIXES = ("Jr", "Sr", "II", "III", "IV")
Chosen = list[tuple[Candidate, str]]


def with_short_forms(text: str, chosen: Chosen, given: list[Candidate]) -> Chosen:
    """Return the chosen candidates with those that are short for a person or body among them."""
    full = [c.text for c, kind in chosen if kind == "person" and len(c.words) > 1]
    short = short_names(full)
    first_names = _first_names(full)
    addressed = {c.text for c, _ in chosen if "honorific" in c.evidence and len(c.words) == 1}
    families = {f"{name}s" for name in short}
    bodies = [c.text for c, kind in chosen if kind == "organisation"]
    letters = {
        letters
        for body in bodies
        if " " in body
        for letters in organisations.acronyms(body)
        if 2 <= len(letters) <= 8
    }
    firsts = _firsts(bodies)
    decided = {id(c): kind for c, kind in chosen}
    result: Chosen = []
    for c in given:
        kind = decided.get(id(c), "")
        family = c.text in families and text[: c.start].endswith(("the ", "The "))
        if kind == "place" and _is_there(text, c):
            pass  # "in Jordan", though a person has that name too
        elif (c.text in short or family or _is_loud(c, short)) and c.evidence.get("known", ("", 0))[
            1
        ] < 5:
            kind = "person"
        elif not kind and len(c.words) == 2 and c.words[-1].text in addressed:
            kind = "person"  # "Zablon Onyango", who is "Mr Onyango" elsewhere
        elif c.text in first_names and (kind == "person" or c.short or "speech" in c.evidence):
            kind = "person"
        elif c.text in letters or (c.text in firsts and kind != "place" and not _is_person(c)):
            kind = "organisation"
        if kind:
            result.append((c, kind))
    return result


def _is_loud(c: Candidate, short: dict[str, str]) -> bool:
    """Return whether a word in capitals is a surname that the text has: "MOORE"."""
    return len(c.text) > 3 and c.text.isupper() and c.text.title() in short


def _firsts(bodies: list[str]) -> set[str]:
    """Return the first words of firms' names, which can stand for the whole: "Goldman"."""
    firms = [
        b.split(" ") for b in bodies if " " in b and organisations.schema_of(b) != "PublicBody"
    ]
    return {
        words[0]
        for words in firms
        if len(words[0]) > 3
        and not places.lookup(words[0])
        and not people.is_given_name(words[0])
        and words[0].lower() not in TOPICS | people.MODIFIERS | people.OPENERS
    }


def _first_names(full: list[str]) -> dict[str, str]:
    """Return the first names by which reports call people again: "Heru" for "Heru Pambudi".

    Only those that one person alone in the text has, and that name no place.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name in {plain(name) for name in full}:
        for word in name.split(" "):
            found[word].add(name)
    return {
        name.split(" ")[0]: name
        for name in {plain(name) for name in full}
        if len(found[name.split(" ")[0]]) == 1
        and len(name.split(" ")[0]) > 2
        and not places.lookup(name.split(" ")[0])
    }


def _is_person(c: Candidate) -> bool:
    return any(kind == "person" and weight > 2.5 for kind, weight in c.evidence.values())


def _is_there(text: str, c: Candidate) -> bool:
    """Return whether the words before a certain place say that it is meant as one."""
    before = text[max(0, c.start - 6) : c.start]
    return places.is_certain(c.text) and bool(_THERE.search(before))


def short_names(full: list[str]) -> dict[str, str]:
    """Return the surnames (and rests) of full names → the full name, or "" if several share it.

    For a name in Chinese order both parts stand alone; else the first name does not.
    """
    found: dict[str, set[str]] = defaultdict(set)
    whole = {plain(name) for name in full}
    for name in whole:
        words = name.split(" ")
        if words[-1].rstrip(".") in _SUFFIXES:
            words = words[:-1]
        if len(words) < 2:
            continue
        first = 0 if people.is_surname_first(words) or people.is_east_asian(words) else 1
        for start in range(first, len(words)):
            for end in range(start + 1, len(words) + 1):
                part = " ".join(words[start:end]).lstrip(",").strip()
                if (start, end) != (0, len(words)) and len(part) > 1 and not part.endswith("."):
                    found[part].add(name)
                    if (bare := _ARTICLE.sub("", part)) != part and len(bare) > 2:
                        found[bare].add(name)
        if len(words) > 2:
            found[f"{words[0]} {words[-1]}"].add(name)
    return {
        part: _one_of(part, names)
        for part, names in found.items()
        if part not in whole or len(part.split(" ")) > 1
    }


def _one_of(part: str, names: set[str]) -> str:
    """Return the one person that the names are of: the longest, if the others are short for it."""
    named = [name for name in names if name.split(" ")[-1] == part]
    if len(named) == 1:
        return named[0]  # "Guzman" is Joaquin Guzman, and not his son Joaquin Guzman Lopez
    longest = max(names, key=lambda name: (len(name), name))
    parts = set(longest.split(" "))
    return longest if all(set(name.split(" ")) <= parts for name in names) else ""


def plain(name: str) -> str:
    """Return a name without the nickname in it, and not all in capitals."""
    name = " ".join(_NICKNAME.sub("", name).split()).rstrip(",")
    letters = name.replace(" ", "")
    return name.title() if letters.isupper() and len(letters) > 6 and " " in name else name


def named(text: str, spans: list[tuple[int, int, str]]) -> list[Name]:
    """Return the spans as names, with key, schema, country and what they lie in."""
    where = [(start, end) for start, end, kind in spans if kind == "place"]
    resolved = dict(zip(where, places.resolve(text, where), strict=True))
    full = [text[s:e] for s, e, kind in spans if kind == "person" and " " in text[s:e]]
    persons = short_names(full)
    first_names = _first_names(full)
    bodies = _bodies([text[s:e] for s, e, kind in spans if kind == "organisation"])
    countries = {place.country for place in resolved.values() if place.country}
    bodies |= homonyms.told_apart(bodies, countries)
    bodies |= _in_brackets(text, [s for s in spans if s[2] == "organisation"], bodies)
    names: list[Name] = []
    for start, end, kind in spans:
        if kind == "organisation" and names and is_in_brackets(text, names[-1], start, end):
            continue  # a second name, which ``aliases`` gives
        written = text[start:end]
        if kind == "place":
            place = resolved[start, end]
            names.append(
                Name(start, end, kind, place.key, "Territory", place.country, place.within)
            )
        elif kind == "person":
            key = plain(written)
            loud = persons.get(key.title()) if key.isupper() else ""
            known = persons.get(key) or loud or first_names.get(key)
            names.append(Name(start, end, kind, known or key, "Person"))
        else:
            key = bodies[written]
            schema = organisations.schema_of(written)
            schema = organisations.schema_of(key) if schema == "Organization" else schema
            country = homonyms.country_of(written, key, countries)
            names.append(Name(start, end, kind, key, schema, country))
    return names


def is_in_brackets(text: str, name: Name, start: int, end: int) -> bool:
    """Return whether the span is a second name in brackets after a body's: "... (DEA)"."""
    opened = name.kind == "organisation" and _BRACKET.fullmatch(text, name.end, start)
    return bool(opened) and text[end : end + 2].lstrip('”"').startswith(")")


def _bodies(written: list[str]) -> dict[str, str]:
    """Return each organisation's name → the fullest form of it in the text, or in the table."""
    known = organisations.known()
    fullest: dict[str, str] = {}
    for name in written:
        if body := known.get(name):
            best = fullest.get(body.name, "")
            if " " in name and len(name) > len(best):
                fullest[body.name] = name
    long_forms = {
        short: name
        for name in sorted(written, key=len)
        if " " in name
        for short in organisations.acronyms(name)
    }
    keys = {}
    for name in written:
        body = known.get(name)
        if name.isupper() and name in long_forms:
            keys[name] = long_forms[name]
        elif body:
            keys[name] = fullest.get(body.name, body.name)
        else:
            longer = {other for other in written if other.startswith(name + " ")}
            keys[name] = (
                longer.pop()
                if len(longer) == 1 and " " not in name and not name.isupper()
                else name
            )
    return keys


def _in_brackets(
    text: str, spans: list[tuple[int, int, str]], keys: dict[str, str]
) -> dict[str, str]:
    """Return each acronym that stands in brackets after a body's name → the key of that."""
    found: dict[str, str] = {}
    for (start, end, _), (then, last, _) in pairwise(spans):
        short = text[then:last]
        if short.isupper() and keys[short] == short and _BRACKET.fullmatch(text, end, then):
            found.setdefault(short, keys[text[start:end]])
    return found
