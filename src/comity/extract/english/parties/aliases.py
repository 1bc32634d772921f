"""Second names that a text gives."""

import re
from typing import Any

from comity.extract.english.parties import organisations
from comity.extract.english.parties.letters import UPPER
from comity.extract.finding import Alias, Findings, Name, Span

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
_CUE_NEXT = re.compile(rf",? (?:\d+, )?(?:{_KNOWN}|a\.?k\.?a\.?|[afd]/[kb]/a|alias|nicknamed)\b")
_HAS_CUE = re.compile(rf"(?:{_NAMES}|(?:went|goes|going|go)\ by|call(?:ing|ed)\ )")
_APPOSED = re.compile(r"(?: \d+,)?(?:,| \(| (?:is|was)) ?(?:\d+, )?(?!and )")
_PRONOUN = re.compile(r"(?:He|She|They|Both|It)\b")
_BODY = re.compile(rf" [{UPPER}]\w+")
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
            name = item[group].rstrip(",.;: ")
            if name and (_has_main(text, name, cue.start()) or _AHEAD.match(text, item.end())):
                found.append((start, start + len(name), cue.start()))
            item, quoted = _NEXT.match(text, item.end()), group == "q"
            if item and not _lists(text, item, quoted):
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


def _lists(text: str, item: re.Match[str], quoted: bool) -> bool:
    """Return whether the next item is still in the list, and not who or what comes next.

    After an item in quotation marks (``quoted``) one without them is the next person.
    """
    if (quoted and not item["q"]) or _CUE_NEXT.match(text, item.end()):
        return False
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
        main = inside or _main(doc, names, text[start:end], cue)
        if main and (main.start, main.end) != (start, end) and not _is_kind(doc, end):
            aliases.setdefault((start, end), Alias(start, end, Span(main.start, main.end)))
    for name in found.names:
        short = _SHORT.match(text, name.end) if name.kind == "organisation" else None
        if short and _is_short(text, name, short, found.names):
            aliases.setdefault(short.span("n"), Alias(*short.span("n"), Span(name.start, name.end)))
        other = _OR.match(text, name.end) if name.kind == "organisation" else None
        if other and organisations.acronym(text[name.start : name.end]) == other["n"]:
            aliases.setdefault(other.span("n"), Alias(*other.span("n"), Span(name.start, name.end)))
        match = _SCRIPT.match(text, name.end) if name.kind != "substance" else None
        if match:
            aliases.setdefault(match.span("n"), Alias(*match.span("n"), Span(name.start, name.end)))
    return sorted(aliases.values())


def _is_short(text: str, name: Name, short: re.Match[str], names: tuple[Name, ...]) -> bool:
    """Return whether what stands in brackets after a body's name is a shorter name of it.

    It is none where it says in which country or region the body is: "the police (Haryana)".
    """
    letters, full = short["n"], text[name.start : name.end]
    if any(n.kind == "place" and n.start == short.start("n") for n in names):
        return False
    if len(letters) < 3:
        whole = not _BODY.match(text, short.end())
        return whole and letters in organisations.acronyms(full)
    if letters.isupper() or '"' in short[0] or "“" in short[0]:
        return True
    rest = iter(full.lower())
    first = any(word[0].lower() == letters[0].lower() for word in full.split())
    return first and all(letter in rest for letter in letters.lower() if letter.isalpha())


def _is_kind(doc: Any, end: int) -> bool:
    """Return whether a noun goes on after the words: "posed as Latin American **dealers**"."""
    if doc.text[end : end + 1] != " ":
        return False
    after = doc.char_span(end + 1, end + 2, alignment_mode="expand")
    return bool(after and after[0].tag_ in ("NN", "NNS"))


def _is_of_other(doc: Any, name: Name | None, cue: int) -> bool:
    """Return whether words between a name and a cue make it a cue of something else.

    So in "Roe set up a firm, known as X" and "Roe and a courier who used the name X"; but not in
    "Roe, a dealer known as X". Without a name the words of the sentence are judged.
    """
    text = doc.text
    start = name.end if name else max(text.rfind(". ", 0, cue) + 2, text.rfind("\n", 0, cue) + 1)
    if start < 2 and not name:
        start = 0
    earlier = _CUE.search(text, start, cue)
    if earlier and cue - earlier.end() < 40:  # "dubbed X and also known as Y"
        cue = earlier.start()
    span = doc.char_span(start, cue, alignment_mode="contract")
    words = [t for t in span if t.is_alpha] if span is not None else []
    relative = [k for k, t in enumerate(words) if t.lower_ in ("who", "which", "that")]
    own = bool(_HAS_CUE.match(text, cue)) and not relative
    if relative and (name or relative[-1]):
        words = words[: relative[-1]]
    while words and words[-1].pos_ in ("AUX", "ADV", "CCONJ") and len(words) > 1:
        words.pop()
    if own or not words or words[-1].pos_ not in ("NOUN", "PROPN"):
        return False
    verbs = [t for t in words[:-1] if t.pos_ == "VERB" or t.tag_ == "VBN"]
    return bool(verbs) or not _APPOSED.match(text, start)


def _main(doc: Any, names: list[Name], alias: str, cue: int) -> Name | None:
    """Return the name that the second name belongs to: the last before its introduction."""
    text = doc.text
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
    sentence = max(text.rfind(". ", 0, cue) + 1, text.rfind("\n", 0, cue) + 1)
    near = [n for n in before if n.start >= sentence]
    end = cue + text[cue:].find(alias) + len(alias)
    if not near:
        pronoun = _PRONOUN.match(text[sentence:cue].lstrip(' "“'))
        if before and pronoun and not _is_of_other(doc, None, cue):
            return before[-1]
        ahead = next((n for n in names if n.start >= end), None)
        return ahead if ahead and ahead.start - end <= 3 else None
    people = [n for n in near if n.kind == "person"]
    personal = people and _PERSONAL.search(text, cue, cue + 30)
    main = people[-1] if personal else near[-1]
    return None if _is_of_other(doc, main, cue) else main
