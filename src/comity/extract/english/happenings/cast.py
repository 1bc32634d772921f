"""The participants of one event, collected with their roles; each word is cast once."""

import re
from typing import Any

from comity.extract.english.happenings import roles, triggers
from comity.extract.english.happenings.antecedents import antecedent
from comity.extract.english.happenings.coordination import with_conjuncts
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.sorts import PLACES, VEHICLES
from comity.extract.finding import Event, Participant, Span

_JUDICIAL = re.compile(r"\b(?:District|Circuit|Court|Division|Tribunal|Old Bailey)\b")
_MEANS = frozenset("sea air land rail road post mail courier force trick wire hand".split())
_ARRIVALS = frozenset("arrival landing raid search operation visit".split())
_NO_PARTY = ("NORP", "DATE", "TIME")
_NOBODY = frozenset("time accused charge case".split())
_NUMBERS = frozenset("dozen hundred thousand score".split())
_ACCOUNTS = frozenset("account wallet".split())
_MEMBERS = frozenset(
    """agent officer official member investigator police prosecutor detective inspector lawyer
    employee staff team force jury juror""".split()
)
_TURNED = {
    ("Payment", "object", "person"): "recipient",
    ("Payment", "object", "group"): "recipient",
    ("Payment", "object", "people"): "recipient",
    ("Charge", "agency", "court"): "court",
    ("Charge", "agency", "person"): "",
    ("Charge", "agency", "people"): "",
}
"""Where a schema gives a sort of words another role than its verbs do; empty for none."""
_WHOLE = frozenset(("object", "penalty"))
_PARTIES = frozenset("suspect defendant giver recipient sender".split())


class Cast:
    """Who and what takes part in the event that ``trigger`` tells."""

    def __init__(self, mentions: Mentions, trigger: Any, schema: str) -> None:
        self.mentions = mentions
        self.text: str = mentions.text
        self.trigger = trigger
        self.schema = schema
        self._found: dict[tuple[int, int], Participant] = {}

    def participants(self) -> tuple[Participant, ...]:
        """Return them in the order of the text."""
        return tuple(sorted(self._found.values()))

    def event(self, end: int, date: str) -> Event:
        """Return the event with those who were cast; its words end at ``end``."""
        sentence = self.trigger.sent
        span = Span(sentence.start_char, sentence.end_char)
        start = self.trigger.idx
        if self.trigger.lower_ == "off":  # of "tip-off", three tokens
            start = self.trigger.nbor(-2).idx
        return Event(start, end, self.schema, date, self.participants(), span)

    def hidden(self, goods: Any, verbs: frozenset[str]) -> None:
        """Cast the place in which goods are said to have been hidden."""
        for noun in (goods, *(g for c in goods.children if c.dep_ == "prep" for g in c.children)):
            for clause in noun.children:
                if clause.dep_ == "acl" and clause.lemma_ in verbs:
                    self.add([n for _, n in roles.of_verb(clause).prepositions], "place")

    def has(self, role: str) -> bool:
        """Return whether somebody has that role already."""
        return any(p.role == role for p in self._found.values())

    def put(self, start: int, end: int, role: str) -> None:
        """Cast the words from ``start`` to ``end``, unless they overlap what is cast already."""
        if not any(c.isalnum() for c in self.text[start:end]):
            return
        if not any(a < end and start < b for a, b in self._found):
            for first, last in self._apart(start, end, role):
                self._found[first, last] = Participant(first, last, role)

    def _apart(self, start: int, end: int, role: str) -> list[tuple[int, int]]:
        """Return the spans of a drug and of what is named after it: "fentanyl and pill presses"."""
        for name in self.mentions.found.names if role == "object" else ():
            listed = name.end < end and self.text.startswith(" and ", name.end)
            listed = listed and " other " not in self.text[start:end]
            if name.start == start and listed and name.kind == "substance":
                return [(start, name.end), (name.end + 5, end)]
        return [(start, end)]

    def add(self, tokens: list[Any], role: str, after: str = "") -> None:
        """Cast the noun phrases that the tokens head, where their sort fits the role.

        ``after`` is the preposition before them; a noun of unknown sort needs one that is clear.
        """
        for token in tokens:
            for noun, sort in self._meant(token, role):
                part = self._part(noun, sort, role, after)
                if part == "object" and self._widened(noun):
                    continue
                if part:
                    whole = part in _WHOLE or (part in _PARTIES and sort in ("people", "authority"))
                    span = self.mentions.span(noun, whole)
                    if span.start <= self.trigger.idx and noun.i > self.trigger.i:
                        span = Span(self.trigger.nbor(1).idx, span.end)
                    if not span.start <= self.trigger.idx < span.end:
                        self.put(span.start, span.end, part)
                if not (part in ("place", "court") and sort == "place"):
                    self._places_of(token)

    def place(self, prepositions: list[tuple[str, Any]]) -> None:
        """Cast the places among a verb's prepositions."""
        routed = self.schema == "Shipment"
        where = roles.where(self.trigger)
        if where is not None and self._is_place(where):
            self._put_place(where)
        for word, noun in prepositions:
            if word in ("on", "upon", "during", "after"):
                self.arrival(noun)
            if word in triggers.PLACED or (routed and word in triggers.ROUTED):
                if self._is_place(noun):
                    self._put_place(noun)
                else:
                    self._places_of(noun)
                    for of in (n for w, n in roles.of_noun(noun) if w == "of"):
                        self._places_of(of)
                    for part in noun.children:  # "in a Miami hotel room"
                        if part.dep_ == "compound" and noun.lemma_.lower() in VEHICLES | PLACES:
                            self._put_place(part)

    def arrival(self, noun: Any) -> None:
        """Cast the place of "upon arrival in Athens", "a search of his home in Athens"."""
        if noun.lemma_ in _ARRIVALS:
            for at in (noun, *(n for w, n in roles.of_noun(noun) if w == "of")):
                self._places_of(at)

    def _widened(self, noun: Any) -> bool:
        """Take "and other drugs" into the words of the goods before it."""
        if noun.dep_ != "conj" or not any(c.lower_ == "other" for c in noun.lefts):
            return False
        last = max((p for p in self._found.values() if p.start < noun.idx), default=None)
        if last is None or last.role != "object":
            return False
        del self._found[last.start, last.end]
        self.put(last.start, noun.idx + len(noun.text), "object")
        return True

    def _meant(self, token: Any, role: str) -> list[tuple[Any, str]]:
        """Return whom a noun means: those named beside it, or the body whose members they are."""
        sort = self.mentions.sort(token)
        if sort in ("person", "organisation", "place", "pronoun"):
            return [(token, sort)]
        if sort == "alias":
            return [(self.mentions.bearer(token), "person")]
        named = self.mentions.named(token)
        if named and role != "object":
            return [(n, self.mentions.sort(n)) for n in named]
        bodies = self._bodies(token) if role == "agency" else []
        if bodies:
            return [(body, "organisation") for body in bodies]
        holder = self._holder(token) if role != "object" else None
        return [(token, sort)] if holder is None else [(holder, "person")]

    def _bodies(self, token: Any) -> list[Any]:
        """Return the organisations whose members a noun means: "agents of the FBI"."""
        if token.lemma_.lower() not in _MEMBERS:
            return []
        found = [
            antecedent(noun) or noun
            for word, noun in roles.of_noun(token)
            if word in ("of", "from", "with", "at", "for", "poss")
        ]
        return [body for body in found if self.mentions.sort(body) == "organisation"]

    def _holder(self, noun: Any) -> Any | None:
        """Return the person whom a noun between commas describes: "Kapoor, the owner, was"."""
        first = noun.left_edge
        if first.tag_ != "DT" or first.i < 2 or first.nbor(-1).text != ",":
            return None
        before = first.nbor(-2)
        return before if self.mentions.sort(before) == "person" else None

    def _part(self, noun: Any, sort: str, role: str, after: str) -> str:
        """Return the role that a noun of this sort really has, or an empty string."""
        if role == "court" and (
            sort in ("place", "person") or (sort == "organisation" and after in ("at", "in"))
        ):
            return self._court(noun, sort)
        turned = _TURNED.get((self.schema, role, sort))
        if turned is not None:
            return turned
        if role == "place" or (role in ("recipient", "sender") and self._is_place(noun)):
            held = self._is_place(noun) or noun.lemma_.lower() in VEHICLES
            return "place" if held else ""
        if sort == "":
            return self._of_unknown(noun, role, after)
        many = noun.lemma_.lower() in _NUMBERS and not any(c.lower_ == "of" for c in noun.children)
        if many and role in ("suspect", "defendant"):  # "dozens were arrested"
            return ""
        fits = sort in triggers.sorts(triggers.ROLES[role])
        return ("object" if role == "cargo" else role) if fits else ""

    def _of_unknown(self, noun: Any, role: str, after: str) -> str:
        """Return the role that a noun of no known sort has, or an empty string."""
        if role in triggers.OPEN_ROLES:
            strict = after in triggers.STRICT and noun.pos_ != "PROPN"
            account = role == "recipient" and noun.lemma_ in _ACCOUNTS
            return role if account or (_may_be_party(noun) and not strict) else ""
        event = noun.lemma_ in triggers.nouns()  # "netted 27 arrests"
        thing = role in ("object", "cargo") and not event
        return "object" if thing else ""

    def _court(self, noun: Any, sort: str) -> str:
        """Return the role of a judge, a judicial district, a court, or a place of another kind."""
        named = self.mentions.name(noun)
        words = self.text[named.start : named.end] if named else ""
        if sort == "person":
            return "court" if named and self.mentions.is_judge(named) else ""
        if _JUDICIAL.search(words):
            return "court"
        return "place" if sort == "place" else ""

    def _is_place(self, noun: Any) -> bool:
        return self._place(noun) is not None

    def _place(self, noun: Any) -> Span | None:
        """Return the words of a place: a name, that of "Hebei province", or "25 countries"."""
        if self.mentions.sort(noun) == "place":
            return self.mentions.span(noun)
        if noun.lemma_.lower() not in PLACES:
            return None
        for child in reversed(list(noun.children)):  # "Hebei province", "the city of Los Mochis"
            for part in (child, *(child.children if child.lower_ == "of" else ())):
                if self.mentions.sort(part) == "place":
                    return self.mentions.span(part)
        counted = any(c.dep_ == "nummod" for c in noun.children)
        return self.mentions.span(noun) if counted else None

    def _put_place(self, noun: Any) -> None:
        span = self._place(noun)
        if span:
            self.put(span.start, span.end, "place")

    def _places_of(self, noun: Any) -> None:
        words = triggers.PLACED | {"from" if self.schema == "Shipment" else "on"}
        nouns = [noun] + [c for c in noun.children if c.dep_ == "appos"]
        for at in nouns:
            for child in at.children:
                if child.dep_ == "prep" and child.lower_ in words:
                    for place in child.children:
                        if place.dep_ == "pobj":
                            for each in with_conjuncts(place):
                                if self._is_place(each):
                                    self._put_place(each)


def _may_be_party(noun: Any) -> bool:
    """Return whether a noun of unknown sort can be somebody: no means, day or event."""
    if noun.lemma_.lower() in _NOBODY:
        return False
    if noun.lower_ == "old":  # "the 30-year-old"
        return True
    ordinal = noun.pos_ == "ADJ" and noun.dep_ in ("nsubj", "nsubjpass")  # "a fourth"
    return (
        (ordinal or noun.pos_ in ("NOUN", "PROPN", "NUM"))
        and noun.ent_type_ not in _NO_PARTY
        and noun.lemma_ not in _MEANS
        and noun.lemma_ not in triggers.nouns()
    )
