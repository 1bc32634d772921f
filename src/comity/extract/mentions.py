"""What a word of the parse stands for: its sort, and the span that names it in an event's role.

Named things keep the span of their name, counted people that of their group, goods that of the
whole phrase; any other noun is given with its modifiers, without article or relative clause.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from comity.extract import roles
from comity.extract.finding import Date, Findings, Span

AUTHORITIES = frozenset(
    """agency agent attorney authority body border bureau commission cop customs department deputy
    detective force gendarme gendarmerie government guard inspector investigator marshal ministry enforcement
    office officer official patrol police policeman prosecution prosecutor ranger sheriff team
    trooper unit squad constable coastguard taskforce""".split()
)
COURTS = frozenset("court judge jury juror magistrate tribunal justice panel".split())
PEOPLE = frozenset(
    """accomplice accused administrator adult associate baron boss boy broker brother buyer captain
    carrier chemist citizen client collector colleague conspirator convict couple courier couple
    crew criminal customer daughter dealer defendant director distributor doctor dozen driver
    employee engineer exporter father founder fugitive gang gangster girl group hacker head hunter
    husband hundred importer individual inmate kingpin leader manager man manufacturer member
    middleman migrant minor mother national offender operator organization organisation other owner
    parent partner passenger people person pharmacist pilot poacher pirate prisoner recipient
    resident ring ringleader sailor seaman seller sister smuggler son soldier student supplier
    suspect syndicate teenager thief thousand trader trafficker user vendor victim wife woman
    worker youth network company firm businessman executive cartel lieutenant merchant purchaser
    consumer co-defendant defendants coconspirator co-conspirator reseller retailer middlemen
    undercover outlet clinic pharmacy warehouse militia rebel militant clan family crime-group mob
    ambassador politician ex-official banker accountant lawyer tourist diplomat""".split()
)
GOODS = frozenset(
    """ammunition amphetamine antique antiquity arm artefact artifact asset bag bale bitcoin bone
    bottle box bullet cannabis cargo carfentanil cargo cash chemical cigarette cocaine coin computer
    consignment contraband counterfeit cryptocurrency device drug ecstasy elephant explosive
    fentanyl file firearm goods good grenade gun hashish heroin hoard horn ingredient ivory jewelry
    ketamine kilo kilogram kit laptop laundered lot luxury machine marijuana material medication
    medicine meth methamphetamine missile morphine narcotic narcotics opiate opioid opium package
    pallet pangolin parcel part pelt phone pill pistol plant pound powder precursor press product
    property proceeds relic rifle rocket round scale server shell shipment skin statue stash
    steroid stone stockpile substance supply tablet ton tonne treasure tusk tramadol vehicle vessel
    vial wallet weapon wildlife wood yacht ship boat car truck aircraft plane domain site server
    painting sculpture mask coin gold diamond timber fin document passport one gram ounce equipment
    technology component chip animal reptile tortoise turtle bird parrot snake haul load container drone item money fund""".split()
)
PENALTIES = frozenset(
    """sentence term penalty punishment imprisonment fine probation reprieve life death prison jail
    year month day bar parole release reprieve detention forfeiture restitution""".split()
)
INFORMATION = frozenset(
    """address clue contact copy data detail dossier evidence file information intelligence intel
    lead list message name number record report tip tip-off tipoff detail image video
    screenshot conversation transcript this""".split()
)
DOCUMENTS = frozenset(
    """affidavit allegation charge complaint count document filing indictment information judgment
    memo memorandum motion paper plea ruling statement verdict warrant""".split()
)
PAYMENTS = frozenset("bribe ransom fee payment kickback deposit fund funds money cash".split())
VEHICLES = frozenset(
    """aircraft apartment bag bin boat body boot box cabin car carton cavity cellar compartment
    container crate flat garage hold home hotel house laboratory lab locker lorry luggage package
    parcel plane room safe ship shipment suitcase tanker trailer trunk tunnel truck van vehicle
    vessel warehouse yacht""".split()
)
PLACES = frozenset(
    """airport border city continent country county district nation port prison province region
    state territory town village""".split()
)
_MEASURES = frozenset(
    """bag bale batch block bottle box brick bundle cache cargo case consignment container crate
    dose dozen gram haul hundred item kilo kilogram lb liter litre load lot million milligram ounce
    package pack packet pair pallet parcel piece pound quantity round sachet sack set sheet shipment
    stash stockpile thousand ton tonne tablet pill unit vial worth amount carton copy sale kind
    number series""".split()
)
_NEVER_FIRST = frozenset(
    """a an the this that these those its his her their our my your some any more than about nearly
    almost at least over around roughly approximately up to an estimated another both all each every
    as many much of no such , ( " “ ” ‘ - – — : 's ’s also and or not even just only around other's
    fewer less under""".split()
)
_LEFT = frozenset("amod compound nummod nmod poss quantmod npadvmod advmod case punct det".split())
_TIME = r"(?:years?|months?|days?|weeks?|decades?)"
_NUMBER = (
    r"(?:\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|several|consecutive|concurrent)"
)
_COUNT = rf"{_NUMBER}(?:[\s-](?:{_NUMBER}|and|a half|half))*"
_SPAN = rf"(?:between\s+)?{_COUNT}(?:\s+{_TIME})?(?:\s+(?:to|and|or)\s+{_COUNT})?[\s-]+{_TIME}"
_HOW = (
    r"(?:\s+(?:in|behind)\s+(?:(?:a|federal|state|high-security|the)\s+)*"
    r"(?:prison|jail|bars|custody|detention|labou?r camps?)"
    r"|(?:'|’)?\s+(?:of\s+)?(?:imprisonment|probation|supervised release|community service"
    r"|hard labou?r|house arrest|incarceration|detention|jail time)"
    r"|\s+with(?:out)?\s+(?:the\s+possibility\s+of\s+)?(?:parole|(?:a\s+)?[\w-]+\s+reprieve)"
    r"|\s+without\s+the\s+possibility\s+of\s+parole|\s+suspended)"
)
_WORDS = (
    r"(?:(?:death|life|prison|jail|suspended|lengthy|long|stiff|maximum|severe|severest|lighter"
    r"|toughest|most|harsh|heavy|mandatory|minimum|custodial|consecutive|concurrent|reduced|lenient"
    rf"|[\w]+[\s-](?:year|month|day)|criminal|combined|total|federal|civil)\s+)"
)
_PENALTY = re.compile(
    rf"\b(?:{_WORDS}*(?:(?:sentence|term|penalt|punishment|fine)(?:y|ies|s)?\b"
    rf"(?:\s+of\s+(?:(?:between|up to|about)\s+)?(?:{_SPAN}|life|death)\b)?|imprisonment\b|probation\b)"
    rf"|(?:multiple\s+)?life(?:\s+terms?|\s+sentences?)?(?!\s+(?:of|savings|insurance|story)\b|[\w-])"
    rf"|death(?!\s+(?:of|toll|threats?|squads?|row|bed)\b|[\w-])"
    rf"|(?<!over\s)(?<!past\s)(?<!last\s)(?<!during\s)(?<!within\s)(?<!first\s){_SPAN}"
    rf"(?!\s+(?:ago|(?:prison\s+|jail\s+)?(?:sentence|term)s?|old|later|earlier|after|before|of\s+age)\b|-old)(?:'|’)?)"
    rf"{_HOW}*",
    re.IGNORECASE,
)


_LIST = re.compile(
    r"(?:[\s,;()]|\b(?:and|both|of|from|in|also|known|as|aged|age|the|Jr|Sr|\d{1,2}|years?|old)\b\.?|-"
    r"|\b(?:an?|his|her|their)(?: [a-z]+){1,2},)+"
)

_TO_VERB = re.compile(_LIST.pattern[:-1] + r"*(?:(?:was|were|is|are|has|have|had|been|also|later|then)\s+)*")


class Mentions:
    """The things found in one parsed text, looked up by token.

    Args:
        doc: the spaCy Doc; ``found``: what earlier layers found in it.
    """

    def __init__(self, doc: Any, found: Findings) -> None:
        self.doc = doc
        self.found = found
        self._things: dict[int, tuple[str, Span]] = {}
        self._starts = {token.idx: token.i for token in doc}
        for sort, spans in (
            ("group", found.groups),
            ("amount", found.quantities),
            ("money", found.sums),
            ("date", found.dates),
            ("alias", found.aliases),
        ):
            for thing in spans:
                self._enter(sort, Span(thing.start, thing.end))
        for name in found.names:
            self._enter(name.kind, Span(name.start, name.end))

    def _enter(self, sort: str, span: Span) -> None:
        at = self._starts.get(span.start)
        if at is None:
            return
        while at < len(self.doc) and self.doc[at].idx < span.end:
            held = self._things.get(at)
            if held is None or held[1].end - held[1].start > span.end - span.start:
                self._things[at] = (sort, span)
            at += 1

    def penalties(self, sentence: Any) -> list[Span]:
        """Return the penalties that a sentence of the text speaks of, in their order."""
        at = sentence.start_char
        return [
            Span(at + m.start(), at + m.end())
            for m in _PENALTY.finditer(sentence.text)
            if m.end() > m.start()
        ]

    def penalties_after(self, verb: Any, nearby: bool, objects: list[Any]) -> list[Span]:
        """Return the penalties that follow a verb in its sentence, up to the next full stop.

        ``nearby`` wants the first of them to be the verb's object, or to follow at once.
        """
        found: list[Span] = []
        for span in self.penalties(verb.sent):
            if span.start > verb.idx and not self._verb_between(found[-1].end if found else 0, verb, span):
                found.append(span)
        if nearby and found:
            first = found[0]
            between = self.doc.text[verb.idx + len(verb.text) : first.start]
            at_once = len(between.split()) <= 2
            if not at_once and not any(first.start <= t.idx < first.end for t in objects):
                return []
            return found[:1]
        return found

    def named(self, token: Any) -> list[Any]:
        """Return the heads of the people's names in apposition to a noun: "two agents, A and B"."""
        return [
            c
            for child in token.children
            if child.dep_ == "appos"
            for c in roles.with_conjuncts(child)
            if self.sort(c) == "person"
        ]

    def listed_with(self, span: Any) -> list[Span]:
        """Return the people's names that stand in one list with the one at ``span``.

        Between them only ages, commas, "and", and other named things ("of Davie, Florida") stand.
        """
        persons = [n for n in self.found.names if n.kind == "person"]
        at = next((i for i, n in enumerate(persons) if n.start == span.start), None)
        if at is None:
            return []
        found = []
        for before, name in pairwise(persons[at:]):
            if not self._only_listed(before.end, name.start):
                break
            found.append(Span(name.start, name.end))
        for name, after in pairwise(reversed(persons[: at + 1])):
            if not self._only_listed(after.end, name.start):
                break
            found.append(Span(after.start, after.end))
        return found

    def person_before(self, verb: Any) -> Span | None:
        """Return the last person's name before a verb, if only age, home and auxiliaries part them."""
        start = verb.sent.start_char
        for name in reversed(self.found.names):
            if name.kind == "person" and start <= name.start and name.end <= verb.idx:
                listed = self._only_listed(name.end, verb.idx, _TO_VERB)
                return Span(name.start, name.end) if listed else None
        return None

    def _only_listed(self, start: int, end: int, words: re.Pattern[str] = _LIST) -> bool:
        if end - start > 150 or start >= end:
            return False
        between = self.doc.text[start:end]
        for thing in (*self.found.names, *self.found.aliases):
            if start <= thing.start and thing.end <= end:
                between = between.replace(self.doc.text[thing.start : thing.end], "")
        return words.fullmatch(between) is not None

    def sentence_dates(self, sentence: Any) -> list[tuple[Date, list[Any]]]:
        """Return the dates in a sentence with their tokens."""
        found = []
        for date in self.found.dates:
            if sentence.start_char <= date.start and date.end <= sentence.end_char:
                tokens = self.tokens(date.start, date.end)
                if tokens:
                    found.append((date, tokens))
        return found

    def _verb_between(self, end: int, verb: Any, span: Span) -> bool:
        """Return whether another clause stands between a verb and a penalty."""
        for token in self.doc[verb.i + 1 : verb.sent.end]:
            if token.idx >= span.start:
                return False
            if token.idx >= end and token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "relcl", "pcomp", "amod"):
                return True
        return False

    def tokens(self, start: int, end: int) -> list[Any]:
        """Return the tokens between two offsets; none if no token begins at ``start``."""
        at = self._starts.get(start)
        found = []
        while at is not None and at < len(self.doc) and self.doc[at].idx < end:
            found.append(self.doc[at])
            at += 1
        return found

    def sort(self, token: Any) -> str:
        """Return what a noun stands for: a kind of name, ``group``, ``amount``, ``money``, ``date``,
        or by its word ``authority``, ``court``, ``people``, ``goods``, ``penalty``,
        ``information``, ``document``; empty if it is none of these.
        """  # fmt: skip
        if token.i in self._things:
            return self._things[token.i][0]
        if token.pos_ == "PRON" and token.lower_ not in ("one", "others"):
            return "pronoun"
        return _sort_of_word(token.lemma_.lower(), token.lower_)

    def name(self, token: Any) -> Span | None:
        """Return the span of the found thing that the token belongs to, if any."""
        held = self._things.get(token.i)
        return held[1] if held else None

    def span(self, token: Any, whole: bool = False) -> Span:
        """Return the words of the noun phrase that the token heads; ``whole`` keeps its "of ..."."""
        held = self._things.get(token.i)
        if held and held[0] in ("person", "organisation", "place", "date"):
            return held[1]
        first = self._first(token)
        start, end = first.idx, token.idx + len(token.text)
        if held:
            start, end = (held[1].start if held[0] != "substance" else min(start, held[1].start)), (
                max(end, held[1].end)
            )
        if whole or (held and held[0] == "amount") or token.lemma_.lower() in _MEASURES:
            end = max(end, self._of(token))
        return Span(start, end)

    def _first(self, token: Any) -> Any:
        first = token
        for child in reversed(list(token.lefts)):
            if child.dep_ not in _LEFT or child.lower_ in ("which", "whose"):
                break
            first = child.left_edge
        while first.i < token.i and (
            first.lower_ in _NEVER_FIRST or first.tag_ in ("DT", "PRP$", "WP$", "PDT", "POS")
        ):
            first = self.doc[first.i + 1]
        return first

    def _of(self, token: Any) -> int:
        end = 0
        for child in token.rights:
            if child.lower_ != "of" or child.i > token.i + 2:
                continue
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    end = max(end, self.span(noun, True).end)
        return end


@cache
def _sort_of_word(lemma: str, lower: str) -> str:
    for sort, words in (
        ("court", COURTS),
        ("authority", AUTHORITIES),
        ("people", PEOPLE),
        ("penalty", PENALTIES),
        ("payment", PAYMENTS),
        ("goods", GOODS),
        ("information", INFORMATION),
        ("document", DOCUMENTS),
    ):
        if lemma in words or lower in words:
            return sort
    return ""
