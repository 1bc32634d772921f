"""Events, relations and claims → statements, each in the voice of who says it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from types import ModuleType

from comity.extract.chinese.happenings import weight as chinese_weight
from comity.extract.english.happenings import weight as english_weight
from comity.extract.finding import Claim, Event, Name, Participant, Relation, Span, Spanned
from comity.extract.reading import CHINESE
from comity.extract.scribe import Scribe
from comity.extract.subjects import Subject
from comity.model import Statement, entity_id, vocabulary

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
_CHINESE_AMOUNT_OF = re.compile(r"的?(?:高纯度|高純度|液体|液體|固体|固體|新型)?")
_OF_CHINESE_AMOUNT = re.compile(
    r"(?:成品|片剂|片劑|粉末|毒品)?(?:[约約共近逾]|[共总總][计計]|净重|淨重|重|超[过過])*"
)
_AMOUNT_OF = re.compile(r"\s+(?:worth\s+)?of\s+(?:[\w-]+\s+){0,2}")
_Part = tuple[str, Span, str | None]


def events(scribe: Scribe) -> Iterator[Statement]:
    """Yield the statements on every event: what it is called, told by, dated, and who has part."""
    for event in scribe.findings.events:
        yield from _event(scribe, event)


def relations(scribe: Scribe) -> Iterator[Statement]:
    """Yield the statements on every relation: its words and its two ends."""
    for relation in scribe.findings.relations:
        yield from _relation(scribe, relation)


def claims(scribe: Scribe) -> Iterator[Statement]:
    """Yield the statements on every claim: its content, who makes it to whom, what it is about."""
    for claim in scribe.findings.claims:
        yield from _claim(scribe, claim)


def amount(number: str, unit: str, grams: str) -> str:
    """Return an amount of goods normalised: weights in kilograms, else number and unit.

    >>> amount("11.9", "kg", "11900")
    '11.9 kg'
    """
    return f"{(Decimal(grams) / 1000).normalize():f} kg" if grams else f"{number} {unit}"


def _event(scribe: Scribe, event: Event) -> Iterator[Statement]:
    document = scribe.document.sha256
    subject = Subject(entity_id(document, "event", event.schema, str(event.start)), event.schema)
    span, voice = Span(event.start, event.end), scribe.voice(event.start)
    trigger, words = _told(event.schema)
    parts: list[_Part] = [(trigger, span, None), (words, scribe.trimmed(event.sentence), None)]
    if event.date:
        parts.append(("date", _dating(scribe, event), event.date))
    said, start = scribe.words(event.sentence), event.sentence.start
    weight = _weight(scribe)
    for prop, at, value in weight.of(event.schema, said, _moved(span, -start)):
        parts.append((prop, _moved(at, start), value))
    for participant in event.participants:
        parts += _parts(scribe, event.schema, participant)
    for prop, at, value in parts:
        yield scribe.say(subject, prop, at, value, voice)


def _parts(scribe: Scribe, schema: str, part: Participant) -> Iterator[_Part]:
    """Yield the properties of an event that a participant gives, with their words and values."""
    prop, span = _ROLES.get(schema, {}).get(part.role, part.role), Span(part.start, part.end)
    properties = vocabulary.model().get(schema).properties
    if part.role == "place":
        place = scribe.subjects.named(span)
        known = place if place and place.schema == "Territory" else None
        prop = "place" if known else "location"
        if prop in properties:
            yield prop, span, known.id if known else None
    elif part.role == "object":
        yield from (found for found in _object(scribe, span) if found[0] in properties)
    elif prop in properties:
        entity = properties[prop].type.name == "entity"
        yield prop, span, scribe.subjects.party(span).id if entity else None


def _object(scribe: Scribe, span: Span) -> Iterator[_Part]:
    """Yield what goods or money are: the phrase, and its amounts, sums and substances.

    An amount and its substance ("11.9 kilograms of fentanyl") have one span, and so belong
    together.
    """
    yield "object", span, None
    drugs = [n for n in scribe.subjects.names_within(span) if n.kind == "substance"]
    for q in scribe.findings.quantities:
        if span.start <= q.start and q.end <= span.end:
            own = next((n for n in drugs if _is_amount_of(scribe, Span(q.start, q.end), n)), None)
            phrase = Span(*_around(q, own or q))
            yield "quantity", phrase, amount(q.number, q.unit, q.grams)
            if own:
                drugs.remove(own)
                yield "substance", phrase, scribe.subjects.of_name(own).id
    for name in drugs:
        yield "substance", Span(name.start, name.end), scribe.subjects.of_name(name).id
    for m in scribe.findings.sums:
        if span.start <= m.start and m.end <= span.end:
            at = Span(m.start, m.end)
            yield "money", at, f"{m.number} {m.currency}"
            yield "amount", at, m.number
            yield "currency", at, m.currency


def _around(one: Spanned, other: Spanned) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _is_amount_of(scribe: Scribe, amount: Span, drug: Name) -> bool:
    """Return whether an amount is that of a substance; in Chinese it may also follow it."""
    after = scribe.words(Span(amount.end, drug.start)) if drug.start >= amount.end else None
    if scribe.document.language != CHINESE:
        return after is not None and _AMOUNT_OF.fullmatch(after) is not None
    if after is not None:
        return _CHINESE_AMOUNT_OF.fullmatch(after) is not None
    before = scribe.words(Span(drug.end, amount.start))
    return drug.end <= amount.start and _OF_CHINESE_AMOUNT.fullmatch(before) is not None


def _dating(scribe: Scribe, event: Event) -> Span:
    """Return the words in the event's sentence that date it."""
    for date in scribe.findings.dates:
        if event.sentence.start <= date.start < event.sentence.end and date.value == event.date:
            return Span(date.start, date.end)
    return Span(event.start, event.end)


def _relation(scribe: Scribe, relation: Relation) -> Iterator[Statement]:
    source, target = (scribe.subjects.party(x) for x in (relation.source, relation.target))
    if source.id == target.id:
        return
    schema, from_prop, to_prop = _RELATIONS[relation.kind]
    if not (_fits(schema, from_prop, source) and _fits(schema, to_prop, target)):
        schema, from_prop, to_prop = _RELATIONS["sends to"]
    ends = entity_id(scribe.document.sha256, relation.kind, source.id, target.id)
    link, voice = Subject(ends, schema), scribe.voice(relation.start)
    yield scribe.say(link, "role", Span(relation.start, relation.end), relation.kind, voice)
    yield scribe.say(link, from_prop, relation.source, source.id, voice)
    yield scribe.say(link, to_prop, relation.target, target.id, voice)
    before = scribe.document.text[max(0, relation.start - 80) : relation.start]
    if cue := _weight(scribe).alleged(before):
        at = _moved(cue, relation.start - len(before))
        yield scribe.say(link, "status", at, "alleged", voice)


def _claim(scribe: Scribe, claim: Claim) -> Iterator[Statement]:
    subject = Subject(entity_id(scribe.document.sha256, "claim", str(claim.start)), "Claim")
    span, speaker = Span(claim.start, claim.end), scribe.speaker(claim)
    yield scribe.say(subject, "content", span, None, scribe.voice_of(claim))
    yield scribe.say(subject, "words", scribe.trimmed(claim.sentence))
    yield scribe.say(subject, "stance", span, "denies" if claim.denied else "asserts")
    yield scribe.say(subject, "direct", span, "quoted" if claim.direct else "reported")
    if speaker and claim.speaker:
        yield scribe.say(subject, "speaker", claim.speaker, speaker.id)
    if claim.audience:
        audience = scribe.subjects.party(claim.audience)
        yield scribe.say(subject, "audience", claim.audience, audience.id)
    for name in scribe.subjects.names_within(span):
        about = scribe.subjects.of_name(name)
        yield scribe.say(subject, "about", Span(name.start, name.end), about.id)


def _weight(scribe: Scribe) -> ModuleType:
    """Return what weighs the events of the document's language."""
    return chinese_weight if scribe.document.language == CHINESE else english_weight


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _told(schema: str) -> tuple[str, str]:
    """Return the properties for an event's trigger and its sentence."""
    return ("summary", "description") if schema == "Payment" else ("name", "words")


def _fits(schema: str, prop: str, subject: Subject) -> bool:
    model = vocabulary.model()
    wanted = model.get(schema).properties[prop].range
    return bool(model.get(subject.schema).is_a(wanted))
