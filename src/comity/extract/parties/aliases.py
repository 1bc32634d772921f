"""Second names that a text gives."""

import re
from typing import Any

from comity.extract.finding import Alias, Findings, Name, Span
from comity.extract.parties import organisations
from comity.extract.parties.letters import UPPER

_KNOWN = (
    r"(?:(?:also|better|otherwise|commonly|formerly|previously|widely|sometimes|popularly)\ )?"
    r"(?:known|referred\ to|identified)\ "
    r"(?:online\ |locally\ |there\ |(?:on|to|in|by|among)\ [\w ]{2,30}?\ )?"
    r"(?:(?:simply|variously|also)\ )?(?:as|by)"
    r"(?:\ (?:his|her|its|their|the)\ (?:\w+\ )?(?:nick)?(?:name|alias|handle|moniker"
    r"|acronym|initials|pseudonym|nom\ de\ guerre|abbreviation))?"
)
_NAMES = (
    r"(?:under|by|using|used|uses|use|with|adopted|through)\ (?:also\ )?"
    r"(?:(?:the|an?|his|her|their|several|various|such|other|multiple)\ )?"
    r"(?:(?:online|user|screen|street|code|pen|false|fake|assumed|internet|nick|dark\ web|darknet|"
    r"vendor|business|trade|English|account|brand)[ -]?)*"
    r"(?:names?|monikers?|handles?|aliase?s?|pseudonyms?|nicknames?|usernames?|identity|identities|"
    r"nom\ de\ guerre)(?:\ (?:of|including|such\ as|like))?,?"
)
_OTHER_CUES = (
    r"a\.?k\.?a\.?|A\.?K\.?A\.?|[afd]/[kb]/a|alias(?:es)?|nicknamed|dubbed|formerly|formally|"
    r"officially|short\ for|née|nee|born|pos(?:ing|ed)\ as|call(?:ing|ed)\ (?:him|her|it)self|"
    r"(?:went|goes|going|go)\ by(?:\ the\ names?(?:\ of)?)?|real\ name(?:\ (?:is|was))?|"
    r"(?:nickname|alias|moniker|handle|username|street\ name|screen\ name)\ (?:is|was|of)"
)
_CUE = re.compile(rf"\b(?:{_KNOWN}|{_NAMES}|{_OTHER_CUES})\ (?:the\ )?")
_WORD = rf"(?:[{UPPER}]\.|(?:[a-z]{{1,2}})?[{UPPER}](?:[\w-]|\.(?=\w))*|[{UPPER}]?\d[\w-]*)"
_ITEM = (
    r"(?:[\"“‘'](?P<q>[^\"”’'\n]{1,40})[\"”’'],?"
    rf"|(?P<n>{_WORD}(?:\ (?:(?:of|the|de|del|la|el|bin|al)\ )?{_WORD}){{0,4}}))"
)
_THE_NOUN = re.compile(r"\b[Tt]he (\w+), $")
_AHEAD = re.compile(rf",? [{UPPER}]\w+ [{UPPER}]")  # "Using the name X, Ann Roe sold"
_FIRST = re.compile(_ITEM)
_NEXT = re.compile(rf"(?:,?\ (?:and|or)\ |,\ |\ (?=[\"“]))(?:also\ )?{_ITEM}")
_NICKNAME = re.compile(
    rf"[{UPPER}][\w.'’-]+\ (?:[\"“‘'](?P<nick>[{UPPER}][^\"”’'\n.,!?]{{1,24}})[\"”’']"
    rf"|\((?![{UPPER}]+\))(?P<round>(?:[{UPPER}]\w+\ ?){{1,3}})\))\ [{UPPER}]"
)
_SHORT = re.compile(
    rf"(?:['’]s)? \([\"“]?(?P<n>[{UPPER}][\w&.-]{{1,14}})[\"”]?\)"  # "... (DEA)"
)
_OR = re.compile(rf",? or (?:the )?(?P<n>[{UPPER}]{{2,8}})(?=[,. ])")  # "..., or FSB,"
_FOREIGN = r"[^\x00-\u024f()（）]"
_SCRIPT = re.compile(
    r"\s?[(（](?:[A-Z]\w+:\s*)?" rf"(?P<n>{_FOREIGN}{{2,30}}(?:[ ·]{_FOREIGN}{{1,20}})*)[)）]"
)
_PERSONAL = re.compile(
    r"\b(?:born|née|nee|nick|moniker|handle|user|screen|street|pseudonym|alias|used|went|under|using)"
)


def second_names(text: str) -> list[tuple[int, int, int]]:
    """Return the second names that words such as "also known as" introduce.

    Each is ``(start, end, cue)``, where ``cue`` is where the introducing words begin. "Known only
    as" introduces a first name and is left out.
    """
    found: list[tuple[int, int, int]] = []
    for cue in _CUE.finditer(text):
        if cue.group().strip() in ("born", "formerly") and text[cue.end()] not in '"“':
            continue
        item = _FIRST.match(text, cue.end())
        while item:
            group = "q" if item["q"] else "n"
            start = item.start(group)
            name = item[group].rstrip(",.")
            if name and (_has_main(text, name, cue.start()) or _AHEAD.match(text, item.end())):
                found.append((start, start + len(name), cue.start()))
            item = _NEXT.match(text, item.end())
            if item and not _lists(text, item):
                break
    return found


def _has_main(text: str, name: str, cue: int) -> bool:
    """Return whether there is a first name to which this is the second.

    "The group, known as APT41, ..." gives the only name, unless an acronym's words stood before.
    """
    sentence = max(text.rfind(". ", 0, cue) + 2, text.rfind("\n", 0, cue) + 1, 0)
    before = text[sentence:cue].lstrip('"“')
    noun = _THE_NOUN.search(before)
    if noun and re.search(rf"\b{noun[1]} [{UPPER}\d]", text[:sentence]):
        return True
    if re.search(rf"[{UPPER}]\w", before[1:]) or (
        before[:1].isupper() and " " not in before.strip()
    ):
        return True
    if re.match(r"(?:He|She|They|Both|It)\b|[^ ]+[,(]", before):
        return True
    letters = name if name.isupper() and name.isalpha() and len(name) < 8 else ""
    return bool(letters) and bool(_spelled(letters).search(text, 0, cue))


def _spelled(letters: str) -> re.Pattern[str]:
    return re.compile(r"\b" + r"\w* (?:(?:of|and|for|the|on|&) ){0,2}".join(letters) + r"\w*")


def nicknames(text: str) -> list[tuple[int, int, int]]:
    """Return the nicknames that stand within a name in quotation marks or brackets."""
    found = []
    for match in _NICKNAME.finditer(text):
        group = "nick" if match["nick"] else "round"
        found.append((*match.span(group), match.start()))
    return found


def _lists(text: str, item: re.Match[str]) -> bool:
    """Return whether the next item is still in the list, and not who or what comes next."""
    if item["q"] or item.group().startswith((" and ", " or ")):
        return True
    return not item.group().startswith((", and", ", or")) and bool(_NEXT.match(text, item.end()))


def find(doc: Any, found: Findings) -> list[Alias]:
    """Return them in the order of the text."""
    text = doc.text
    names = [name for name in found.names if name.kind in ("person", "organisation")]
    aliases: dict[tuple[int, int], Alias] = {}
    for start, end, cue in (*second_names(text), *nicknames(text)):
        inside = next((n for n in names if n.start <= start and end <= n.end), None)
        main = inside or _main(text, names, text[start:end], cue)
        if main and (main.start, main.end) != (start, end):
            aliases.setdefault((start, end), Alias(start, end, Span(main.start, main.end)))
    for name in found.names:
        short = _SHORT.match(text, name.end) if name.kind == "organisation" else None
        if short:
            aliases.setdefault(short.span("n"), Alias(*short.span("n"), Span(name.start, name.end)))
        other = _OR.match(text, name.end) if name.kind == "organisation" else None
        if other and organisations.acronym(text[name.start : name.end]) == other["n"]:
            aliases.setdefault(other.span("n"), Alias(*other.span("n"), Span(name.start, name.end)))
        match = _SCRIPT.match(text, name.end) if name.kind != "substance" else None
        if match:
            aliases.setdefault(match.span("n"), Alias(*match.span("n"), Span(name.start, name.end)))
    return sorted(aliases.values())


def _main(text: str, names: list[Name], alias: str, cue: int) -> Name | None:
    """Return the name that the second name belongs to: the last before its introduction."""
    before = [n for n in names if n.end <= cue and text.count("\n", n.end, cue) < 2]
    short = alias.replace(".", "")
    if short.isupper():
        for name in reversed(before):
            if (
                name.kind == "organisation"
                and organisations.acronym(text[name.start : name.end]) == short
            ):
                return name
    described = _THE_NOUN.search(text, max(0, cue - 40), cue)
    noun = f" {described[1]} " if described else ""
    for name in reversed(names) if noun else ():
        if text[: name.start].endswith(noun):  # "the fund, formally ..."
            return name
    sentence = max(text.rfind(". ", 0, cue), text.rfind("\n", 0, cue), 0)
    near = [n for n in before if n.start >= sentence]
    if not near and not _AHEAD.match(text, cue + text[cue:].find(alias) + len(alias) + 1):
        near = before[-1:]
    people = [n for n in near if n.kind == "person"]
    if people and (near[-1].kind == "person" or _PERSONAL.search(text, cue, cue + 30)):
        return people[-1]
    if near:
        return near[-1]
    end = cue + text[cue:].find(alias) + len(alias)
    ahead = next((n for n in names if n.start >= end), None)
    return ahead if ahead and ahead.start - end <= 3 else None
