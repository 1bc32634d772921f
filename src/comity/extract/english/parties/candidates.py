"""Where a name may stand: runs of capitalised words, cut into candidates.

What only begins a sentence is taken off; a title is cut from the name after it and the body before
it. ``evidence`` says what speaks for each candidate, and ``names`` decides.
"""

import re
from bisect import bisect_right
from typing import Any

from comity.extract.english.parties import organisations, people, places, runs
from comity.extract.english.parties.name_words import words as listed
from comity.extract.english.parties.runs import Run

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
"""Labels of the statistical model that propose a kind."""

_SURNAMES_TOO = listed("candidates", "months_safe")
_LABELS = listed("candidates", "labels")
_CLOSERS = ("Ltd", "Inc", "LLC", "Corp", "LLP", "Limited", "Co", "Pvt", "Company")
_BUILDINGS = ("Building", "Tower", "Towers", "Hospital", "Stadium", "Airport", "Courthouse")
_AFTER_NAMES = listed("candidates", "after_names")
_STANDS_ALONE = listed("candidates", "stands_alone")
_GEOGRAPHIC = listed("candidates", "geographic")
_TRIMMED = listed("candidates", "trimmed")
_OFFICE = re.compile(r" (?:of|for) ")
_LOWER = re.compile(r"(?<![\w.@/-])[a-z]{2,}\b")


class Candidate:
    """Words that may be a name, with the evidence for each kind: ``feature → (kind, weight)``.

    ``short`` says that the words name nobody unless they are short for a name given in full.
    """

    __slots__ = ("end", "evidence", "label", "short", "start", "text", "words")

    def __init__(self, text: str, run: Run, short: bool = False) -> None:
        self.start, self.end = run[0].start, run[-1].end
        self.text = text[self.start : self.end]
        self.words = run
        self.label = ""
        self.short = short
        self.evidence: dict[str, tuple[str, float]] = {}

    def speak(self, feature: str, kind: str, weight: float) -> None:
        """Note evidence for a kind."""
        self.evidence[feature] = (kind, weight)


class Reader:
    """A parsed text, and what is looked up in it for each run."""

    def __init__(self, doc: Any, text: str) -> None:
        self.text = text
        self.lower = frozenset(_LOWER.findall(text))
        self._entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        self._starts = [start for start, _, _ in self._entities]
        self._doc = doc
        self._tokens = doc.to_array("IDX").tolist()

    def token(self, start: int) -> Any:
        """Return the token that holds the code point ``start``; None before the first."""
        i = bisect_right(self._tokens, start) - 1
        return self._doc[i] if i >= 0 else None

    def label(self, start: int, end: int) -> str:
        """Return the model's label of the entity that covers most of the span, or ""."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        near = self._entities[first : first + 3]
        overlaps = [(min(end, e[1]) - max(start, e[0]), e[2]) for e in near]
        best = max(overlaps, default=(0, ""))
        return best[1] if best[0] > 0 else ""

    def candidates(self, run: Run) -> list[Candidate]:
        """Return the candidates of one run of words, without evidence but that of a title."""
        last = run[-1]
        if last.text.lower() in _LABELS and self.text[last.end : last.end + 2].strip() == ":":
            return []
        rest = _without_closers(self._without_openers(run))
        if self._is_shouted(rest):
            return []
        found = self._cut(rest) if rest else []
        if not found and (len(run) == 1 or rest):
            return self._perhaps_surname(run[-1:], bool(rest))
        for candidate in found:
            candidate.label = self.label(candidate.start, candidate.end)
        return found

    def _is_shouted(self, run: Run) -> bool:
        """Return whether a word in capitals is one that the text also has in small letters."""
        word = run[0].text if len(run) == 1 else ""
        return len(word) > 4 and word.isupper() and word.lower() in self.lower

    def _perhaps_surname(self, run: Run, is_post: bool) -> list[Candidate]:
        """Return a word that names nobody alone, but may be short for a person: "Shah", "Force"."""
        lower = run[0].text.lower()
        if lower in people.OPENERS or (lower in self.lower and not is_post):
            return []
        return [Candidate(self.text, run, short=True)]

    def _without_openers(self, run: Run) -> Run:
        """Return the run without words that have a capital only because a sentence begins there."""
        opens = False
        while run:
            word = run[0]
            if word.text == "The" and len(run) > 1 and run[1].text == "Hague":
                break
            starts = opens or _opens_sentence(self.text, word.start)
            if _is_opener(run, 0, starts) or (starts and self._is_ordinary(run)):
                run, opens = run[1:], True
            else:
                break
        return run

    def _is_ordinary(self, run: Run) -> bool:
        """Return whether the first word of a sentence is an ordinary word, not part of a name."""
        if _is_part_of_names(run[0].text):
            return False
        lower = run[0].text.lower()
        token = self.token(run[0].start)
        named = token.ent_type_ in KINDS
        if len(run) == 1:
            placed = KINDS.get(token.ent_type_) == "place"
            if named and not placed and not people.is_camel(run[0].text):
                named = not self._is_noun_next(token)  # "Antiques dealer jailed"
            return lower in self.lower or not (named or token.pos_ == "PROPN")
        if lower in runs.TOPICS or lower in people.MODIFIERS:
            return False
        if named:
            return token.pos_ != "PROPN" and not self.token(run[1].start).ent_type_
        return lower in self.lower or token.pos_ not in ("PROPN", "ADJ", "NOUN")

    def _is_noun_next(self, token: Any) -> bool:
        after = token.i + 1
        return bool(after < len(self._doc) and self._doc[after].pos_ == "NOUN")

    def _cut(self, run: Run) -> list[Candidate]:
        """Cut a run at its honorifics and titles."""
        words = [w.text for w in run]
        for i, word in enumerate(words[:-1]):
            firm = words[-1].rstrip(".") in _CLOSERS  # "Ms Rubies Ltd", for "M/s"
            if word.lower().rstrip(".") in people.HONORIFICS and not firm:
                post = people.is_post(words[i + 1]) and i + 2 < len(words)  # "Mr Justice Roe"
                person = Candidate(self.text, run[i + 1 + post :])
                person.speak("honorific", "person", 6.0)
                return [*(self._cut(run[:i]) if i else []), person]
        if self._is_whole(run, words):
            return [Candidate(self.text, run)]
        topics = next((i for i, word in enumerate(words) if word.lower() not in runs.TOPICS), 0)
        if topics and len(words) > topics + 1 and people.form(words[topics:]) >= 2:
            return self._cut(run[topics:])  # "Secretary for Export Enforcement Ann Roe"
        head, title = organisations.head(words), people.title(words)
        office = title and title[0] == 0 and _OFFICE.match(self.text, run[title[1] - 1].end)
        if title and (
            office
            or _is_person(words[title[1] :])
            or head < min(title[0], len(words) - 1)
            or title[1] == len(words)
            or (head < title[1] == len(words) - 2)
        ):
            return self._around_title(run, *title)
        if words[0] in people.demonyms():
            return self._after_demonym(run)
        return self._after_body(run, head)

    def _is_whole(self, run: Run, words: list[str]) -> bool:
        """Return whether a run is one name, whatever post stands in it: "Office of the ..."."""
        whole = self.text[run[0].start : run[-1].end]
        office = words[0] == "Office" and self.text.startswith(" of ", run[0].end)
        building = words[-1] in _BUILDINGS and len(words) > 2
        return office or building or whole in organisations.known() or places.is_certain(whole)

    def _after_body(self, run: Run, head: int) -> list[Candidate]:
        words = [w.text for w in run]
        if head >= 0 and _is_person(words[head + 1 :]):
            return [Candidate(self.text, run[: head + 1]), Candidate(self.text, run[head + 1 :])]
        return [Candidate(self.text, _trimmed(words, run))]

    def _around_title(self, run: Run, start: int, end: int) -> list[Candidate]:
        """Return what stands before and after a title."""
        joined = re.search(r" (?:of|for) ", self.text[run[0].start : run[-1].end])
        first = end
        while joined and end < len(run) and run[end].text.lower() in runs.TOPICS:
            end += 1  # "Minister of Public Security ..."
        rest = [w.text for w in run[first:]]
        body = len(rest) > 1 and organisations.head(rest) == len(rest) - 1
        if body and not people.is_given_name(rest[0]):
            return [*(self._cut(run[:start]) if start else []), Candidate(self.text, run[first:])]
        if all(word.lower() in runs.TOPICS for word in rest):
            end = len(run)  # "Commander Investigations"
        found = self._cut(run[:start]) if start else []
        if end < len(run):
            named = Candidate(self.text, run[end:])
            if not (places.is_certain(named.text) or named.text in organisations.known()):
                named.speak("title", "person", 3.0)
            found.append(named)
        return found

    def _after_demonym(self, run: Run) -> list[Candidate]:
        """Take off "Chinese" unless the name needs it, as in "Dutch National Police"."""
        words = [w.text for w in run]
        if len(words) == 1:
            return []
        if words[-1].lower() in _GEOGRAPHIC:
            return [Candidate(self.text, run)]  # "English Channel"
        if len(words) == 2 and words[1].lower() in ("government", "authorities", "republic"):
            return []
        if organisations.head(words) == len(words) - 1 and words[1].lower() not in _STANDS_ALONE:
            return [Candidate(self.text, run)]
        return self._cut(run[1:])


def _is_opener(run: Run, i: int, starts: bool = True) -> bool:
    """Return whether a word is no part of a name, though "Theresa May" and "March & Co" are.

    Within a sentence (``starts`` is false) "Said" is a name too.
    """
    lower = run[i].text.lower()
    surname = len(run) > 1 and lower in _SURNAMES_TOO
    surname = surname or (i == 0 and len(run) > 1 and lower == "said" and not starts)
    return lower in people.OPENERS and not surname and not run[i].text.isupper()


def _without_closers(run: Run) -> Run:
    if len(run) > 2 and run[-1].text in _AFTER_NAMES:
        run = run[:-1]
    while run and _is_opener(run, len(run) - 1):
        run = run[:-1]
    return run


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \t\"“‘'(")
    return not before or before[-1] in ".!?:;\n—–•*|>" or (len(before) > 1 and before[-1] == "-")


def _is_part_of_names(word: str) -> bool:
    """Return whether the word, wherever it stands, is one of those that names are made of."""
    lower = word.lower().rstrip(".")
    if (word.isupper() and len(word) > 1) or lower in people.HONORIFICS or lower in people.POSTS:
        return True
    return word in organisations.known() or word in people.demonyms() or places.is_certain(word)


def _is_person(words: list[str]) -> bool:
    return len(words) > 1 and (people.is_given_name(words[0]) or people.is_east_asian(words))


def _trimmed(words: list[str], run: Run) -> Run:
    """Take off words such as "Province", which are no part of a place's name."""
    if len(words) < 2:
        return run
    town = words[-1] in ("City", "State") and not places.lookup(" ".join(words))
    if words[-1].lower() in _TRIMMED or (town and places.lookup(" ".join(words[:-1]))):
        return run[:-1]
    return run
