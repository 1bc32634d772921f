"""What was found in a document → its statements, each with its span, its source and its method."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comity.extract import language
from comity.extract.finding import Claim, Event, Findings, Name, Relation, Span
from comity.extract.subjects import Subject, Subjects
from comity.intake import Document, Marked
from comity.model import OPEN, Handling, Statement, entity_id, grade, vocabulary

_VERSION = "1"
_RULES = f"rules {_VERSION}"
_MENTIONED = {
    "phone": "phoneMentioned",
    "email": "emailMentioned",
    "url": "urlMentioned",
    "wallet": "walletMentioned",
    "iban": "ibanMentioned",
    "passport": "passportMentioned",
    "vessel": "vesselMentioned",
    "container": "containerMentioned",
    "tracking": "trackingMentioned",
}
_ROLES = {
    "Payment": {"giver": "payer", "recipient": "beneficiary", "sender": "payer"},
    "Lead": {"recipient": "receiver", "agency": "receiver"},
    "Seizure": {"suspect": "holder", "defendant": "holder"},
    "Arrest": {"defendant": "suspect"},
    "Charge": {"agency": "prosecutor", "suspect": "defendant"},
    "Sentence": {"suspect": "defendant"},
    "Trial": {"suspect": "defendant"},
}
"""A role's property in a schema, where it has another name than the role."""
_RELATIONS = {
    "leads": ("Leadership", "leader", "led"),
    "works for": ("Employment", "employee", "employer"),
    "supplies": ("Supply", "supplier", "supplied"),
    "owns": ("Ownership", "owner", "asset"),
    "sends to": ("UnknownLink", "subject", "object"),
}
_PRONOUNS = frozenset("he she it they i we you who".split())
_OUTCOMES = (
    ("acquit", "acquittal"),
    ("not guilty", "plea"),
    ("plea", "plea"),
    ("pled", "plea"),
    ("convict", "conviction"),
    ("guilty", "conviction"),
)


class Conditions(NamedTuple):
    """What whoever adds a document says of it: its 4x4 grade and its handling."""

    grade: str = grade.UNKNOWN
    handling: Handling = OPEN


def statements(
    document: Document,
    findings: Findings,
    conditions: Conditions = Conditions(),  # noqa: B008
) -> Iterator[Statement]:
    """Yield the statements of one document."""
    yield from _Scribe(document, findings, conditions).write()


def report_id(sha256: str) -> str:
    """Return the entity id of a document."""
    return entity_id("Report", sha256)


def outlet_id(name: str) -> str:
    """Return the entity id of an outlet, the same in every document."""
    return entity_id("outlet", " ".join(name.casefold().removeprefix("the ").split()))


class _Scribe:
    """Writes the statements of one document."""

    def __init__(self, document: Document, findings: Findings, conditions: Conditions) -> None:
        self.document, self.findings, self.conditions = document, findings, conditions
        self.text = document.text
        self.subjects = Subjects(document.sha256, self.text, findings)
        self.report = Subject(report_id(document.sha256), "Report")
        self.outlet = (outlet_id(document.outlet.value),) if document.outlet else ()
        self.parsed = f"{_RULES}, {language.model_name()}" if findings != Findings() else _RULES

    def write(self) -> Iterator[Statement]:
        yield from self._header()
        yield from self._mentions()
        for name in self.findings.names:
            yield from self._name(name)
        for title in self.findings.titles:
            if holder := self.subjects.named(title.holder):
                yield self._say(holder, "position", Span(title.start, title.end))
        for alias in self.findings.aliases:
            if holder := self.subjects.named(alias.of):
                yield self._say(holder, "alias", Span(alias.start, alias.end))
        yield from self._groups()
        for event in self.findings.events:
            yield from self._event(event)
        for relation in self.findings.relations:
            yield from self._relation(relation)
        for claim in self.findings.claims:
            yield from self._claim(claim)
        for subject, span in self.subjects.described.items():
            yield self._say(subject, "name", span)

    def _say(
        self, subject: Subject, prop: str, span: Span, value: str | None = None,
        asserters: tuple[str, ...] | None = None, denied: bool = False,
    ) -> Statement:  # fmt: skip
        words = self.text[span.start : span.end] if span.start >= 0 else ""
        shown = " ".join(words.split())
        value = shown if value is None else value
        return Statement(
            subject.id,
            subject.schema,
            prop,
            value,
            "" if value == words else words,
            self.document.sha256,
            span.start,
            span.end,
            self.outlet if asserters is None else asserters,
            denied,
            self.parsed,
            grade=self.conditions.grade,
            handling=self.conditions.handling,
        )

    def _header(self) -> Iterator[Statement]:
        document = self.document
        known: list[tuple[str, Marked | None]] = [
            ("title", document.title),
            ("author", document.author),
            ("publisher", document.outlet),
            ("publishedAt", document.published),
            ("sourceUrl", Marked(document.url) if document.url else None),
            ("fileName", Marked(document.name)),
            ("mimeType", Marked(document.media_type)),
            ("language", Marked(document.language) if document.language else None),
        ]
        for prop, mark in known:
            if mark:
                yield self._say(self.report, prop, Span(mark.start, mark.end), mark.value)
        if document.outlet:
            mark, outlet = document.outlet, Subject(self.outlet[0], "Organization")
            yield self._say(outlet, "name", Span(mark.start, mark.end), mark.value)

    def _mentions(self) -> Iterator[Statement]:
        found = self.findings
        for date in found.dates:
            yield self._say(self.report, "dateMentioned", Span(*date[:2]), date.value)
        for q in found.quantities:
            value = amount(q.number, q.unit, q.grams)
            yield self._say(self.report, "quantityMentioned", Span(*q[:2]), value)
        for m in found.sums:
            value = f"{m.number} {m.currency}"
            yield self._say(self.report, "moneyMentioned", Span(*m[:2]), value)
        for i in found.identifiers:
            yield self._say(self.report, _MENTIONED[i.scheme], Span(*i[:2]), i.value)

    def _name(self, name: Name) -> Iterator[Statement]:
        subject, span = self.subjects.of_name(name), Span(name.start, name.end)
        words = " ".join(self.text[name.start : name.end].split())
        if name.kind == "substance":
            yield self._say(subject, "substanceId", span, name.key)
            yield self._say(subject, "name", span)
            return
        # A part of the fullest name says less than the name itself.
        if words != name.key and words in name.key:
            yield self._say(subject, "weakAlias", span)
        else:
            yield self._say(subject, "name", span, name.key)
        if name.country:
            yield self._say(subject, "country", span, name.country)
        if name.within and name.kind == "place":
            whole = Name(*span, "place", name.within, "Territory", name.country)
            yield self._say(subject, "partOf", span, self.subjects.of_name(whole).id)

    def _groups(self) -> Iterator[Statement]:
        for group in self.findings.groups:
            subject, span = self.subjects.of_group(group), Span(group.start, group.end)
            yield self._say(subject, "name", span)
            yield self._say(subject, "size", span, str(group.size))
            if group.part_of and (whole := self.subjects.named(group.part_of)):
                yield self._say(subject, "partOf", span, whole.id)

    def _event(self, event: Event) -> Iterator[Statement]:
        subject = Subject(
            entity_id(self.document.sha256, "event", event.schema, str(event.start)), event.schema
        )
        span, (asserters, denied) = Span(event.start, event.end), self._asserted(event.start)
        name, words = _told(event.schema)
        said = {"asserters": asserters, "denied": denied}

        def say(prop: str, at: Span, value: str | None = None) -> Statement:
            return self._say(subject, prop, at, value, **said)  # type: ignore[arg-type]

        yield say(name, span)
        yield say(words, self._trimmed(event.sentence))
        if event.date:
            yield say("date", self._date(event), event.date)
        if event.schema == "Trial" and (outcome := _outcome(self.text[event.start : event.end])):
            yield say("outcome", span, outcome)
        for participant in event.participants:
            at = Span(participant.start, participant.end)
            for prop, value in self._part(event.schema, participant.role, at):
                yield say(prop, at, value)

    def _part(self, schema: str, role: str, span: Span) -> Iterator[tuple[str, str | None]]:
        """Yield the properties of an event that a participant gives, with their values."""
        prop = _ROLES.get(schema, {}).get(role, role)
        properties = vocabulary.model().get(schema).properties
        if role == "place":
            place = self.subjects.named(span)
            prop = "place" if place and place.schema == "Territory" else "location"
            if prop in properties:
                yield prop, place.id if prop == "place" and place else None
        elif role == "object":
            yield from self._object(properties, span)
        elif prop in properties:
            entity = properties[prop].type.name == "entity"
            yield prop, self.subjects.party(span).id if entity else None

    def _object(self, properties: Iterable[str], span: Span) -> Iterator[tuple[str, str | None]]:
        found = [("object", None)] if "object" in properties else []
        inside = self.findings.quantities, self.findings.sums
        found += [
            ("quantity", amount(q.number, q.unit, q.grams))
            for q in inside[0]
            if span.start <= q.start and q.end <= span.end
        ]
        for m in inside[1]:
            if span.start <= m.start and m.end <= span.end:
                found += [("money", f"{m.number} {m.currency}"), ("amount", m.number)]
                found += [("currency", m.currency)]
        found += [
            ("substance", self.subjects.of_name(name).id)
            for name in self.subjects.names_within(span)
            if name.kind == "substance"
        ]
        yield from (pair for pair in found if pair[0] in properties)

    def _date(self, event: Event) -> Span:
        """Return the words in the event's sentence that date it."""
        for date in self.findings.dates:
            if event.sentence.start <= date.start < event.sentence.end and date.value == event.date:
                return Span(date.start, date.end)
        return Span(event.start, event.end)

    def _relation(self, relation: Relation) -> Iterator[Statement]:
        source, target = self.subjects.party(relation.source), self.subjects.party(relation.target)
        if source.id == target.id:
            return
        schema, from_prop, to_prop = _RELATIONS[relation.kind]
        if not (_fits(schema, from_prop, source) and _fits(schema, to_prop, target)):
            schema, from_prop, to_prop = _RELATIONS["sends to"]
        asserters, denied = self._asserted(relation.start)
        ends = entity_id(self.document.sha256, relation.kind, source.id, target.id)
        link, span = Subject(ends, schema), Span(relation.start, relation.end)
        for prop, at, value in (
            ("role", span, relation.kind),
            (from_prop, relation.source, source.id),
            (to_prop, relation.target, target.id),
        ):
            yield self._say(link, prop, at, value, asserters, denied)

    def _claim(self, claim: Claim) -> Iterator[Statement]:
        subject = Subject(entity_id(self.document.sha256, "claim", str(claim.start)), "Claim")
        span = Span(claim.start, claim.end)
        speaker = self._speaker(claim)
        asserters = (*self.outlet, speaker.id) if speaker else self.outlet
        yield self._say(subject, "content", span, None, asserters, claim.denied)
        yield self._say(subject, "words", self._trimmed(claim.sentence))
        yield self._say(subject, "stance", span, "denies" if claim.denied else "asserts")
        yield self._say(subject, "direct", span, "quoted" if claim.direct else "reported")
        if speaker and claim.speaker:
            yield self._say(subject, "speaker", claim.speaker, speaker.id)
        if claim.audience:
            audience = self.subjects.party(claim.audience)
            yield self._say(subject, "audience", claim.audience, audience.id)
        for name in self.subjects.names_within(span):
            about = self.subjects.of_name(name)
            yield self._say(subject, "about", Span(name.start, name.end), about.id)

    def _trimmed(self, span: Span) -> Span:
        """Return a span without the blanks at its ends."""
        words = self.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def _speaker(self, claim: Claim) -> Subject | None:
        """Return who speaks; nobody where the text has a pronoun that may stand for anyone."""
        words = claim.antecedent or claim.speaker
        if words is None or self.text[words.start : words.end].lower() in _PRONOUNS:
            return None
        return self.subjects.party(words)

    def _asserted(self, at: int) -> tuple[tuple[str, ...], bool]:
        """Return who asserts what stands at a place, and whether they deny it: the outlet alone,
        or the speaker of the narrowest claim around it."""
        around = [c for c in self.findings.claims if c.start <= at < c.end]
        claim = min(around, key=lambda c: c.end - c.start, default=None)
        if claim is None:
            return self.outlet, False
        speaker = self._speaker(claim)
        return ((*self.outlet, speaker.id) if speaker else self.outlet), claim.denied


def amount(number: str, unit: str, grams: str) -> str:
    """Return an amount of goods normalised: weights in kilograms, else number and unit.

    >>> amount("11.9", "kg", "11900")
    '11.9 kg'
    """
    if not grams:
        return f"{number} {unit}"
    from decimal import Decimal  # noqa: PLC0415

    return f"{(Decimal(grams) / 1000).normalize():f} kg"


def _told(schema: str) -> tuple[str, str]:
    """Return the properties for an event's trigger and its sentence."""
    return ("summary", "description") if schema == "Payment" else ("name", "words")


def _outcome(trigger: str) -> str:
    return next((outcome for stem, outcome in _OUTCOMES if stem in trigger.lower()), "")


def _fits(schema: str, prop: str, subject: Subject) -> bool:
    model = vocabulary.model()
    wanted = model.get(schema).properties[prop].range
    return bool(model.get(subject.schema).is_a(wanted))
