"""The one who writes a document's statements: what they all have in common."""

from typing import NamedTuple

from comity.extract import reading, tables
from comity.extract.finding import Claim, Findings, Span
from comity.extract.subjects import Subject, Subjects
from comity.intake import Document
from comity.model import OPEN, Handling, Statement, entity_id, grade

RULES = "rules 1"
"""The method of what rules alone find; raised when they change what they find."""

_PRONOUNS = frozenset(
    "he she it they i we you who 他 她 它 他们 她们 他們 她們 其 我 我们 我們".split()
)


class Conditions(NamedTuple):
    """What whoever adds a document says of it: its 4x4 grade and its handling."""

    grade: str = grade.UNKNOWN
    handling: Handling = OPEN


class Voice(NamedTuple):
    """Who says something, the outlet first, and whether they deny it."""

    asserters: tuple[str, ...]
    denied: bool = False


class Scribe:
    """Writes statements on one document.

    Attributes:
        document, findings, subjects: what is read, what was found, whom the words mean.
        outlet: the voice in which the document itself speaks.
        rows: of a table, who tells what stands in each row.
    """

    def __init__(self, document: Document, findings: Findings, conditions: Conditions) -> None:
        self.document, self.findings = document, findings
        self.subjects = Subjects(document.sha256, document.text, findings)
        self.outlet = Voice((outlet_id(document.outlet.value),) if document.outlet else ())
        self.rows = tables.rows(document.text) if document.kind == "table" else {}
        self._grade, self._handling = conditions
        reader = reading.method(document.language) if findings != Findings() else ""
        self._method = f"{RULES}, {reader}" if reader else RULES

    def say(
        self,
        subject: Subject,
        prop: str,
        span: Span,
        value: str | None = None,
        voice: Voice | None = None,
    ) -> Statement:
        """State something: by default the words at the span, in the voice of the document.

        A span at -1 is in the file's metadata.
        """
        words = self.words(span)
        said = " ".join(words.split()) if value is None else value
        by = voice or self.outlet
        return Statement(
            subject.id,
            subject.schema,
            prop,
            said,
            "" if said == words else words,
            self.document.sha256,
            span.start,
            span.end,
            by.asserters,
            by.denied,
            self._method,
            grade=self._grade,
            handling=self._handling,
        )

    def words(self, span: Span) -> str:
        """Return the text at a span."""
        return self.document.text[span.start : span.end] if span.start >= 0 else ""

    def trimmed(self, span: Span) -> Span:
        """Return a span without the blanks at its ends."""
        words = self.words(span)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def speaker(self, claim: Claim) -> Subject | None:
        """Return who speaks; nobody where the text has a pronoun that may stand for anyone."""
        words = claim.antecedent or claim.speaker
        if words is None or self.words(words).lower() in _PRONOUNS:
            return None
        return self.subjects.party(words)

    def voice(self, at: int) -> Voice:
        """Return who says what stands at a place: the document, or the speaker of the narrowest
        claim around it."""
        around = [c for c in self.findings.claims if c.start <= at < c.end]
        claim = min(around, key=lambda c: c.end - c.start, default=None)
        return self.voice_of(claim) if claim else self._row_voice(at)

    def voice_of(self, claim: Claim) -> Voice:
        """Return who says what a claim holds."""
        speaker = self.speaker(claim)
        outlet = self._row_voice(claim.start).asserters[:1] if self.rows else self.outlet.asserters
        return Voice((*outlet, speaker.id) if speaker else outlet, claim.denied)

    def _row_voice(self, at: int) -> Voice:
        """Return who tells what stands in a row of a table; elsewhere it is the document."""
        row = self.rows.get(self.document.text.rfind("\n", 0, at) + 1)
        if row is None:
            return self.outlet
        outlet = (outlet_id(self.words(row.outlet)),) if row.outlet else self.outlet.asserters
        speaker = (self.subjects.party(row.speaker).id,) if row.speaker else ()
        return Voice((*outlet, *speaker))


def report_id(sha256: str) -> str:
    """Return the entity id of a document."""
    return entity_id("Report", sha256)


def outlet_id(name: str) -> str:
    """Return the entity id of an outlet, the same in every document."""
    return entity_id("outlet", " ".join(name.casefold().removeprefix("the ").split()))
