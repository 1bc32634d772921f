"""People, organisations and places by name.

What a name is, is decided once for a text: the evidence at all its mentions is added up. The
statistical model's label is one voice among the form of the name, the gazetteer, and the words
around it (``candidates``).
"""

import re
from collections import Counter
from itertools import pairwise
from typing import Any

from comity.extract.english.parties import (
    aliases,
    evidence,
    header,
    keys,
    organisations,
    people,
    places,
    runs,
)
from comity.extract.english.parties.candidates import KINDS, Candidate, Reader
from comity.extract.english.parties.letters import UPPER
from comity.extract.english.parties.runs import Run, Word
from comity.extract.finding import Findings, Name

_IN_TITLE = re.compile(
    r"\bU\.?S\.?(?= (?:(?:acting|assistant|deputy|district|magistrate|chief) )*"
    r"(?:attorneys?|judges?|marshals?|magistrates?|dollars?)\b)"
)
_PARTS_OF_LANDS = ("South", "North", "East", "West", "Latin", "Central", "New")
_LEAST = 0.6  # evidence below which a capitalised word is taken for no name
_NAME = rf"[{UPPER}]\w+(?: [{UPPER}]\w+)*"
_LAW = re.compile(
    r"\b(?:Act|Law|Code|Ordinance)(?:,? \d{4})? \([\"“]?(?P<short>[A-Z]{3,8})[\"”]?\)"
)
_IN = re.compile(
    r"\b(?:in|across|near|around|throughout) (?:the )?$"
    r"|\b(?:suburb|town|cit|village|district)(?:s|ies) of $"
)
_THEY_ARE = re.compile(
    r"\b(?:suspects|smugglers|traffickers|men|women|defendants|accused|others|people|persons|gang)"
    r"\b[^.;\n]{0,24}(?:includ(?:e|ed|ing)|namely|are|were|as):? $"
)
_PLURAL = re.compile(r"[A-Z]{2,4}s")  # "UAVs"
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")
_ROAD = re.compile(r"[A-Z]{1,2}\d{1,3}")
_NOT_NAMED = re.compile(  # ships and operations are named, but are no parties
    rf"\b(?:[Oo]peration|OPERATION|Project) [\"“]?{_NAME}"
    r"|\bso-called [\"“][^\"”\n]{3,40}[\"”]"
    rf"|(?<=\w )(?:[{UPPER}][\w-]+ ){{1,2}}(?=(?:assault |sniper )?(?:rifles?|pistols?|missiles?|"
    r"revolvers?|handguns?|vehicle|trucks?|lorry|pickup|motorcycle|helicopters?|sedan|SUV|minivan)\b)"
    rf"|\b(?:MSC|M/V|MV|M/T|MT|SS|USS|HMS|HMCS|USCGC|F/V|MS) [{UPPER}]\w+(?: [{UPPER}]\w+)?"
    r"|\b(?:ship|vessel|freighter|tanker|trawler|yacht|bulker|carrier|submarine|boat)s?,? (?:the )?"
    rf"[\"“]?(?P<ship>{_NAME})"
)


def find(doc: Any, found: Findings) -> list[Name]:
    """Return the mentions in the order of the text.

    No name is looked for in what is found already: identifiers, dates, substances.
    """
    text = doc.text
    taken = _taken(text, found)
    given = _by_layout(text, taken)
    loud = header.loud_lines(text)
    read = Reader(doc, text)
    shouted: list[Run] = []
    for run in runs.find(text, taken):
        if any(start <= run[0].start < end for start, end in loud):
            shouted.append(run)
            continue
        for candidate in read.candidates(run):
            if not candidate.short:
                evidence.weigh(text, candidate)
            given.append(candidate)
    _weigh_lists(text, given)
    kinds = _decided(given)
    _spread(text, given, kinds)
    chosen = [(c, kinds[_id(c)]) for c in given if kinds.get(_id(c))]
    chosen = keys.with_short_forms(text, chosen, given)
    spans = [(c.start, c.end, kind) for c, kind in chosen] + _in_loud(text, shouted, chosen)
    return keys.named(text, sorted(set(spans)))


def _weigh_lists(text: str, given: list[Candidate]) -> None:
    """Note on listed names what comes before the list: "in A, B and C", "the men are A and B"."""
    ordered = sorted((c for c in given if not c.short), key=lambda c: c.start)
    listed = ""
    for one, other in pairwise(ordered):
        link = text[one.end : other.start]
        if link not in (", ", " and ", ", and "):
            listed = ""
            continue
        listed = listed or _kind_of_list(text, one)
        persons = any(people.form([w.text for w in c.words]) >= 2 for c in (one, other))
        if listed and not (persons and listed == "place"):
            for c in (one, other):
                c.speak("list", listed, 2.0)


def _kind_of_list(text: str, first: Candidate) -> str:
    before = text[max(0, first.start - 60) : first.start]
    if _IN.search(before) or (before.endswith(" from ") and places.lookup(first.text)):
        return "place"
    return "person" if _THEY_ARE.search(before) else ""


def _by_layout(text: str, taken: bytearray) -> list[Candidate]:
    """Return the names that a header or their form makes certain, and mark them as taken."""
    lines = header.find(text)
    lines += [header.Line(start, end, "organisation") for start, end in organisations.gangs(text)]
    given: list[Candidate] = []
    for line in lines:
        if any(taken[line.start : line.end]):
            continue
        candidate = Candidate(text, [Word(line.start, line.end, text[line.start : line.end])])
        candidate.speak("header", line.kind, 6.0)
        given.append(candidate)
        taken[line.start : line.end] = b"\1" * (line.end - line.start)
    return given


def _taken(text: str, found: Findings) -> bytearray:
    """Return a mark for every code point where no name is to be looked for."""
    taken = bytearray(len(text))
    spans = [(x.start, x.end) for x in found.identifiers]
    spans += [(x.start, x.end) for x in found.dates]
    spans += [(x.start, x.end) for x in found.sums]
    spans += [(x.start, x.end) for x in found.names]
    spans += [match.span() for match in _IN_TITLE.finditer(text)]
    ships = set()
    for match in _NOT_NAMED.finditer(text):
        group = "ship" if match["ship"] else 0
        spans.append(match.span(group))
        if " " in match[group]:
            ships.add(match[group])
    for ship in ships:
        spans += [m.span() for m in re.finditer(re.escape(ship), text)]
    spans += [(start, end) for start, end, _ in aliases.second_names(text)]
    for law in _LAW.finditer(text):
        spans += [m.span() for m in re.finditer(rf"\b{law['short']}\b", text)]
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return taken


def _id(candidate: Candidate) -> str:
    text = candidate.text
    return text if not text.isupper() or len(text) < 5 else text.title()


def _decided(given: list[Candidate]) -> dict[str, str]:
    """Return the kind of every distinct name: that with the most evidence in the whole text."""
    strongest: dict[str, dict[str, tuple[str, float]]] = {}
    votes: dict[str, Counter[str]] = {}
    for c in given:
        features = strongest.setdefault(_id(c), {})
        for feature, (kind, weight) in c.evidence.items():
            if weight > features.get(feature, ("", 0.0))[1]:
                features[feature] = kind, weight
        votes.setdefault(_id(c), Counter())[KINDS.get(c.label, "")] += 1
    decided = {}
    for name, features in strongest.items():
        total: Counter[str] = Counter()
        for kind, weight in features.values():
            total[kind] += weight  # type: ignore[assignment]
        for kind, count in votes[name].items():
            if kind:
                total[kind] += count / votes[name].total()  # type: ignore[assignment]
        best = max(total, key=lambda kind: total[kind], default="")
        if best and total[best] >= _LEAST and not _is_no_name(name):
            decided[name] = best
    return decided


def _spread(text: str, given: list[Candidate], kinds: dict[str, str]) -> None:
    """Give the names of a list that nothing tells the kind of the name beside them."""
    ordered = sorted(given, key=lambda c: c.start)
    pairs = list(pairwise(ordered))
    for one, other in (*pairs, *((b, a) for a, b in reversed(pairs))):
        between = text[min(one.end, other.end) : max(one.start, other.start)]
        known = kinds.get(_id(one), "")
        listed = between in (", ", " and ", ", and ") and not other.short
        if known == "person" and listed and not _is_no_name(_id(other)):
            kinds.setdefault(_id(other), known)


def _is_no_name(name: str) -> bool:
    words = name.split()
    if name in organisations.BARE or _ROAD.fullmatch(name):
        return True
    if _PLURAL.fullmatch(name) and name not in organisations.known():
        return True
    if _INITIALS.fullmatch(name) and not places.is_certain(name):
        return True
    if len(words) == 1 and name.lower() in people.MODIFIERS and not places.lookup(name):
        return True
    demonym = words[-1] in people.demonyms() and (len(words) == 1 or words[0] in _PARTS_OF_LANDS)
    demonym = (
        demonym or name in people.demonyms() or (name[-1] == "s" and name[:-1] in people.demonyms())
    )
    demonym = demonym and not places.is_certain(name)
    return name in organisations.NOT_ACRONYMS or demonym or organisations.is_no_name(words)


def _in_loud(
    text: str, shouted: list[Run], chosen: list[tuple[Candidate, str]]
) -> list[tuple[int, int, str]]:
    """Return the names in lines whose capitals tell nothing: those known from elsewhere."""
    known = {c.text.casefold(): kind for c, kind in chosen}
    spans = []
    for run in shouted:
        i = 0
        while i < len(run):
            for j in range(min(len(run), i + 6), i, -1):
                words = text[run[i].start : run[j - 1].end]
                kind = known.get(words.casefold(), "") or _known_anywhere(words)
                if kind:
                    spans.append((run[i].start, run[j - 1].end, kind))
                    i = j - 1
                    break
            i += 1
    return spans


def _known_anywhere(words: str) -> str:
    if words in organisations.known() and words not in organisations.NOT_ACRONYMS:
        return "organisation"
    if places.is_certain(words) and not (words.islower() or words in people.demonyms()):
        return "place"
    last = words.rsplit(" ", 1)[-1]
    return "organisation" if " " in words and last in ("Court", "Police", "Ministry") else ""
