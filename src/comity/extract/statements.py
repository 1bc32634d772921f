"""What was found in a document → its statements, each with its span, its source and its method."""

from collections.abc import Iterator

from comity.extract import telling
from comity.extract.finding import Findings, Name, Span
from comity.extract.scribe import Conditions, Scribe, outlet_id, report_id
from comity.extract.subjects import Subject
from comity.extract.telling import amount
from comity.intake import Document, Marked
from comity.model import Statement

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
    "idNumber": "idNumberMentioned",
    "registrationNumber": "registrationNumberMentioned",
}


def statements(
    document: Document,
    findings: Findings,
    conditions: Conditions = Conditions(),  # noqa: B008
) -> Iterator[Statement]:
    """Yield the statements of one document."""
    scribe = Scribe(document, findings, conditions)
    yield from _header(scribe)
    yield from _outlets(scribe)
    yield from _mentions(scribe)
    for name in findings.names:
        yield from _name(scribe, name)
    yield from _posts_and_aliases(scribe)
    yield from _groups(scribe)
    yield from telling.events(scribe)
    yield from telling.relations(scribe)
    yield from telling.claims(scribe)
    for subject, span in scribe.subjects.described.items():
        yield scribe.say(subject, "name", span)


def _header(scribe: Scribe) -> Iterator[Statement]:
    document = scribe.document
    report = Subject(report_id(document.sha256), "Report")
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
            yield scribe.say(report, prop, Span(mark.start, mark.end), mark.value)
    if document.outlet:
        mark, outlet = document.outlet, Subject(scribe.outlet.asserters[0], "Organization")
        yield scribe.say(outlet, "name", Span(mark.start, mark.end), mark.value)


def _outlets(scribe: Scribe) -> Iterator[Statement]:
    """Yield the names of the outlets that a table's rows give."""
    for row in scribe.rows.values():
        if row.outlet:
            outlet = Subject(outlet_id(scribe.words(row.outlet)), "Organization")
            yield scribe.say(outlet, "name", row.outlet)


def _mentions(scribe: Scribe) -> Iterator[Statement]:
    found, report = scribe.findings, Subject(report_id(scribe.document.sha256), "Report")
    values = [
        *(("dateMentioned", d.start, d.end, d.value) for d in found.dates),
        *(
            ("quantityMentioned", q.start, q.end, amount(q.number, q.unit, q.grams))
            for q in found.quantities
        ),
        *(("moneyMentioned", m.start, m.end, f"{m.number} {m.currency}") for m in found.sums),
        *((_MENTIONED[i.scheme], i.start, i.end, i.value) for i in found.identifiers),
    ]
    for prop, start, end, value in values:
        yield scribe.say(report, prop, Span(start, end), value)


def _name(scribe: Scribe, name: Name) -> Iterator[Statement]:
    subject, span = scribe.subjects.of_name(name), Span(name.start, name.end)
    words = " ".join(scribe.words(span).split())
    if name.kind == "substance":
        yield scribe.say(subject, "substanceId", span, name.key)
        yield scribe.say(subject, "name", span)
        return
    # A part of the fullest name says less than the name itself.
    if words != name.key and words in name.key:
        yield scribe.say(subject, "weakAlias", span)
    else:
        yield scribe.say(subject, "name", span, name.key)
    if name.country:
        yield scribe.say(subject, "country", span, name.country)
    if name.within and name.kind == "place":
        whole = Name(*span, "place", name.within, "Territory", name.country)
        yield scribe.say(subject, "partOf", span, scribe.subjects.of_name(whole).id)


def _posts_and_aliases(scribe: Scribe) -> Iterator[Statement]:
    for title in scribe.findings.titles:
        if holder := scribe.subjects.named(title.holder):
            yield scribe.say(holder, "position", Span(title.start, title.end))
    for alias in scribe.findings.aliases:
        if holder := scribe.subjects.named(alias.of):
            yield scribe.say(holder, "alias", Span(alias.start, alias.end))


def _groups(scribe: Scribe) -> Iterator[Statement]:
    for group in scribe.findings.groups:
        subject, span = scribe.subjects.of_group(group), Span(group.start, group.end)
        yield scribe.say(subject, "name", span)
        yield scribe.say(subject, "size", span, str(group.size))
        if group.part_of and (whole := scribe.subjects.named(group.part_of)):
            yield scribe.say(subject, "partOf", span, whole.id)
