"""What a word of the parse stands for: its sort, and the span that names it in an event's role.

Named things keep the span of their name, counted people that of their group, goods that of the
whole phrase; any other noun is given with its modifiers, without article or relative clause.
"""

import re
from typing import Any

from comity.extract.english.happenings import sorts
from comity.extract.english.happenings.coordination import with_conjuncts
from comity.extract.finding import Date, Findings, Span

_NEVER_FIRST = frozenset(
    """a an the this that these those its his her their our my your some any more than about nearly
    almost at least over around roughly approximately up to an estimated both all each every
    as many much of no such , ( " “ ” ‘ - – — : 's ’s also and or not even just only around other's
    fewer less under""".split()
)
_LEFT = frozenset("amod compound nummod nmod poss quantmod npadvmod advmod case punct det".split())

_NUMBERS = frozenset("thousand hundred dozen million number handful series".split())
_JUDGE = r"(?:[Jj]udge|[Jj]ustice|[Mm]agistrate|[Rr]ecorder|[Ss]heriff)"
_JUDGE_BEFORE = re.compile(rf"\b{_JUDGE},?(?: (?:[Mm]r|[Mm]rs|[Mm]s|[Dd]ame|[Ss]ir)\.?)? $")
_JUDGE_AFTER = re.compile(rf", (?:an?|the) (?:[\w.'-]+ ){{0,4}}{_JUDGE}\b")
_AMOUNTING = re.compile(r" amounting to\b")
_FAR = 30  # code points between goods and the sum that they amount to
_HEAD = 60  # code points of a line within which its news agency stands
_AGENCY_ENDS = re.compile(r"\)?\s*(?:--?|–|—)\s")
_DASHES = ("-", "--", "–", "—")


class Mentions:
    """The things found in one parsed text, looked up by token.

    Args:
        doc: the spaCy Doc; ``found``: what earlier layers found in it.
    """

    def __init__(self, doc: Any, found: Findings) -> None:
        self.doc = doc
        self.text: str = doc.text  # which spaCy joins anew each time
        self.found = found
        self._judges: set[str] | None = None
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
                self._enter(sort, thing.start, thing.end)
        for name in found.names:
            self._enter(name.kind, name.start, name.end)

    def _enter(self, sort: str, start: int, end: int) -> None:
        span = Span(start, end)
        at = self._starts.get(start)
        if at is None:
            return
        while at < len(self.doc) and self.doc[at].idx < span.end:
            held = self._things.get(at)
            if held is None or held[1].end - held[1].start > span.end - span.start:
                self._things[at] = (sort, span)
            at += 1

    def is_judge(self, name: Span) -> bool:
        """Return whether a person's name stands somewhere in the text beside a judge's post."""
        if self._judges is None:
            persons = [n for n in self.found.names if n.kind == "person"]
            self._judges = {n.key for n in persons if self._judge_stands_by(n.start, n.end)}
        at = self.found.names
        return any(n.key in self._judges for n in at if (n.start, n.end) == (name.start, name.end))

    def _judge_stands_by(self, start: int, end: int) -> bool:
        if _JUDGE_BEFORE.search(self.text, max(0, start - 60), start):
            return True
        return _JUDGE_AFTER.match(self.text, end) is not None

    def bearer(self, token: Any) -> Any:
        """Return a token of the main name of which the token is another."""
        for alias in self.found.aliases:
            if alias.start <= token.idx < alias.end:
                tokens = self.tokens(alias.of.start, alias.of.end)
                return tokens[-1] if tokens else token
        return token

    def is_dateline(self, name: Span) -> bool:
        """Return whether a name is that of the news agency at the head: "PARIS (AFP) - A was"."""
        first = self.text.rfind("\n", 0, name.start) + 1
        return name.start - first < _HEAD and bool(
            _AGENCY_ENDS.match(self.text, name.end)
            and self.text[first : name.start].rstrip()[-1:] in ("", "(")
        )

    def without_dateline(self, tokens: list[Any]) -> list[Any]:
        """Return the tokens, with the party in the place of the town before it: "MIAMI - A was"."""
        found = []
        for token in tokens:
            named = self.name(token)
            if named and self.is_dateline(named):
                continue
            parties = [
                party
                for party in token.children
                if party.dep_ == "appos"
                and self.sort(party) != "place"
                and any(t.text in _DASHES for t in self.doc[token.i : party.i])
            ]
            if parties and token.i == token.sent.start and self.sort(token) == "place":
                found += [c for party in parties for c in with_conjuncts(party)]
            else:
                found.append(token)
        return found

    def named(self, token: Any) -> list[Any]:
        """Return the heads of the parties' names beside a noun: "two agents, A and B"."""
        return [
            c
            for child in token.children
            if child.dep_ == "appos"
            for c in with_conjuncts(child)
            if self.sort(c) in ("person", "organisation")
        ]

    def sentence_dates(self, sentence: Any) -> list[tuple[Date, list[Any]]]:
        """Return the dates in a sentence with their tokens."""
        found = []
        for date in self.found.dates:
            if sentence.start_char <= date.start and date.end <= sentence.end_char:
                tokens = self.tokens(date.start, date.end)
                if tokens:
                    found.append((date, tokens))
        return found

    def tokens(self, start: int, end: int) -> list[Any]:
        """Return the tokens between two offsets; none if no token begins at ``start``."""
        at = self._starts.get(start)
        found = []
        while at is not None and at < len(self.doc) and self.doc[at].idx < end:
            found.append(self.doc[at])
            at += 1
        return found

    def sort(self, token: Any) -> str:
        """Return what a noun stands for.

        A kind of name, ``group``, ``amount``, ``money``, ``date``, ``pronoun``, or a sort of words
        (see ``sorts``); empty if it is none of these.
        """
        if token.i in self._things:
            return self._things[token.i][0]
        if token.lemma_.lower() in _NUMBERS:
            for child in token.rights:
                if child.lower_ == "of":  # "thousands of euros"
                    return next((self.sort(c) for c in child.children if c.dep_ == "pobj"), "")
        if token.pos_ == "PRON" and token.lower_ not in ("one", "others"):
            return "pronoun"
        return sorts.of_word(token.lemma_.lower(), token.lower_)

    def name(self, token: Any) -> Span | None:
        """Return the span of the found thing that the token belongs to, if any."""
        held = self._things.get(token.i)
        return held[1] if held else None

    def span(self, token: Any, whole: bool = False) -> Span:
        """Return the words of the noun phrase that the token heads; ``whole`` keeps its "of …"."""
        held = self._things.get(token.i)
        if held and held[0] in ("person", "organisation", "place", "date"):
            return held[1]
        first = self._first(token)
        start, end = first.idx, token.idx + len(token.text)
        if _AMOUNTING.match(self.text, end):  # "cash amounting to €5,000"
            end = next((s.end for s in self.found.sums if 0 < s.start - end < _FAR), end)
        if held:
            start, end = (
                (held[1].start if held[0] != "substance" else min(start, held[1].start)),
                (max(end, held[1].end)),
            )
        end = max(end, self._hyphened(token))
        if whole or (held and held[0] == "amount") or token.lemma_.lower() in sorts.MEASURES:
            end = max(end, self._of(token))
        return Span(start, end)

    def _first(self, token: Any) -> Any:
        first = token
        for child in reversed(list(token.lefts)):
            if child.dep_ not in _LEFT or child.lower_ in ("which", "whose"):
                break
            first = child.left_edge
        for before in self.doc[first.i : token.i]:  # "LYON, France - Police"
            if before.text in _DASHES and before.i and before.nbor(-1).whitespace_:
                first = self.doc[before.i + 1]
        while first.i < token.i and (
            first.lower_ in _NEVER_FIRST or first.tag_ in ("DT", "PRP$", "WP$", "PDT", "POS")
        ):
            first = self.doc[first.i + 1]
        while first.i and first.nbor(-1).text == "-" and not first.nbor(-1).whitespace_:
            if first.i < 2 or first.nbor(-2).whitespace_ or not first.nbor(-2).is_alpha:
                break
            first = self.doc[first.i - 2]  # "co-defendants"
        return first

    def _hyphened(self, token: Any) -> int:
        """Return where a word ends that hyphens part: "co-defendants", headed by its first part."""
        at = token
        while at.i + 2 < len(self.doc) and at.nbor(1).text == "-" and not at.whitespace_:
            if at.nbor(1).whitespace_ or not at.nbor(2).is_alpha:
                break
            at = at.nbor(2)
        return int(at.idx + len(at.text))

    def _of(self, token: Any) -> int:
        end = 0
        for child in token.rights:
            if child.lower_ != "of" or child.i > token.i + 2:
                continue
            for noun in child.children:
                if noun.dep_ in ("pobj", "pcomp"):
                    end = max(end, self.span(noun, True).end)
        return end
