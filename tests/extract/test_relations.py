"""Sentences and the relations between two parties that they state."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract import events, language, relations
from comity.extract.finding import Findings, Relation
from tests.extract import marked

# marked text, and for each relation: source > kind > target ("words that say it")
STATED = [
    (
        "{Ann Roe|person}, who ran the {Red Net|org}, was arrested.",
        ['Ann Roe > leads > Red Net ("ran")'],
    ),
    (
        "The ring was led by {Ann Roe|person} and {Tom Poe|person}.",
        ['Ann Roe > leads > ring ("led")', 'Tom Poe > leads > ring ("led")'],
    ),
    (
        "{Three men|group} are accused of leading the gang.",
        ['Three men > leads > gang ("leading")'],
    ),
    (
        "{Two men|group}, {Ann Roe|person} and {Tom Poe|person}, operated a laboratory in {Lyon|place}.",
        ['Ann Roe > leads > laboratory ("operated")', 'Tom Poe > leads > laboratory ("operated")'],
    ),
    ("Prosecutors say she headed the cartel.", ['she > leads > cartel ("headed")']),
    (
        "{Ann Roe|person}, acting director of the {FBI|org}, thanked the agents.",
        ['Ann Roe > leads > FBI ("acting director")'],
    ),
    (
        "{Ann Roe|person}, deputy director of the {FBI|org}, thanked the agents.",
        ['Ann Roe > works for > FBI ("deputy director")'],
    ),
    (
        "The director of {Europol|org}, {Ann Roe|person}, praised the raid.",
        ['Ann Roe > leads > Europol ("director")'],
    ),
    (
        "{FBI|org} Special Agent {Tom Poe|person} testified.",
        ['Tom Poe > works for > FBI ("Special Agent")'],
    ),
    (
        "{Interpol|org} secretary general {Tom Poe|person} said so.",
        ['Tom Poe > works for > Interpol ("secretary general")'],
    ),
    (
        "{Ann Roe|person}, director of field operations for {CBP|org} in {Baltimore|place}, spoke.",
        ['Ann Roe > works for > CBP ("director of field operations")'],
    ),
    (
        "{Ann Roe|person}, an attaché to {China|place} for the {DHS|org}, spoke.",
        ['Ann Roe > works for > DHS ("attaché to China")'],
    ),
    (
        "{Carl Force|person} of the {Drug Enforcement Administration|org} testified.",
        ['Carl Force > works for > Drug Enforcement Administration ("of")'],
    ),
    ("{Ann Roe|person}, the leader of the ring, fled.", ['Ann Roe > leads > ring ("leader")']),
    (
        "{Ann Roe|person} was described as the head of the network.",
        ['Ann Roe > leads > network ("head")'],
    ),
    (
        "{Six people|group} worked for {Ann Roe|person}.",
        ['Six people > works for > Ann Roe ("worked")'],
    ),
    ("The firm employed {40 people|group}.", ['40 people > works for > firm ("employed")']),
    (
        "{Ann Roe|person} sold pills to buyers in {Ohio|place}.",
        ['Ann Roe > supplies > buyers ("sold")'],
    ),
    (
        "Pills were sold to {two dealers|group} by {Ann Roe|person}.",
        ['Ann Roe > supplies > two dealers ("sold")'],
    ),
    (
        "{Ann Roe|person} bought the drug from {Tom Poe|person}.",
        ['Tom Poe > supplies > Ann Roe ("bought")'],
    ),
    (
        "{Tom Poe|person} supplied {Ann Roe|person} with bronzes.",
        ['Tom Poe > supplies > Ann Roe ("supplied")'],
    ),
    (
        "Bronzes that {Tom Poe|person} had supplied to a dealer in {London|place} were fakes.",
        ['Tom Poe > supplies > dealer ("supplied")'],
    ),
    ("{Ann Roe|person} owns a hotel in {Macau|place}.", ['Ann Roe > owns > hotel ("owns")']),
    ("The ship, which belongs to {Blue Line|org}, sank.", ['Blue Line > owns > ship ("belongs")']),
    (
        "{Ann Roe|person}, the owner of {Art House|org}, pleaded guilty.",
        ['Ann Roe > owns > Art House ("owner")'],
    ),
    (
        "{Tom Poe|person} mailed parcels to buyers in {Ohio|place}.",
        ['Tom Poe > sends to > buyers ("mailed")'],
    ),
    (
        "Parcels were shipped by {Tom Poe|person} and {Ann Roe|person} to {two customers|group}.",
        [
            'Tom Poe > sends to > two customers ("shipped")',
            'Ann Roe > sends to > two customers ("shipped")',
        ],
    ),
    ("{Ann Roe|person} denied leading the gang.", []),
    ("{Ann Roe|person} led the investigation.", []),
    ("{Ann Roe|person}, 24, of {Caledon|org}, was held.", []),
    (
        "{Ann Roe|person} is the ringleader of a smuggling ring.",
        ['Ann Roe > leads > smuggling ring ("ringleader")'],
    ),
    (
        "Investigators in {Spain|place} said the network was run from {Malaga|place} by {Ann Roe|person}.",
        ['Ann Roe > leads > network ("run")'],
    ),
    ("{Ann Roe|person} never worked for {Tom Poe|person}.", []),
]

WORDS = """she ran led owned sold supplied head of leader the ring director FBI a by to and who was
 company agent Ann Roe , . for with belongs market drugs""".split()


def _written(text: str, relation: Relation) -> str:
    source, target = relation.source, relation.target
    return (
        f"{text[source.start : source.end]} > {relation.kind} > {text[target.start : target.end]}"
        f' ("{text[relation.start : relation.end]}")'
    )


@pytest.mark.parametrize(("sentence", "expected"), STATED)
def test_who_leads_supplies_or_owns_whom(sentence: str, expected: list[str]) -> None:
    doc, found = marked.read(sentence)
    found = found._replace(events=tuple(events.find(doc, found)))
    assert [_written(doc.text, r) for r in relations.find(doc, found)] == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_gives_spans_within_it(text: str) -> None:
    doc = next(iter(language.parse([text])))
    for relation in relations.find(doc, Findings()):
        for span in (relation, relation.source, relation.target):
            assert 0 <= span.start < span.end <= len(doc.text)
