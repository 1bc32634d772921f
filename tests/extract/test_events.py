"""Sentences and the events that they tell, of cases of many kinds; and those that tell none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract import events, language
from comity.extract.finding import Event, Findings
from comity.model import EVENTS
from tests.extract import marked

# marked text, and for each event: schema "trigger" date: role words; role words
TOLD = [
    (
        "Police arrested {two men|group} in {Lagos|place} on {Friday|2020-05-01}.",
        ['Arrest "arrested" 2020-05-01: agency Police; suspect two men; place Lagos'],
    ),
    (
        "{Ann Roe|person}, who used the name {Rose|alias}, was arrested in {Lyon|place} on {July 5|2017-07-05}.",
        ['Arrest "arrested" 2017-07-05: suspect Ann Roe; place Lyon'],
    ),
    (
        "{Ann Roe|person}, 41, and {Tom Poe|person}, 33, of {Davie|place}, {Florida|place}, were detained {last month|2019-04}.",
        ['Arrest "detained" 2019-04: suspect Ann Roe; suspect Tom Poe'],
    ),
    (
        "Agents of the {FBI|org} arrested {Ann Roe|person} at a hotel in {Boston|place}.",
        ['Arrest "arrested": agency FBI; suspect Ann Roe; place Boston'],
    ),
    (
        "The arrest of {Ann Roe|person} by the {National Crime Agency|org} surprised her neighbours.",
        ['Arrest "arrest": suspect Ann Roe; agency National Crime Agency'],
    ),
    (
        "{MIAMI|place} – {Ann Roe|person}, 36, of {Davie|place}, {Florida|place}, was sentenced today to 15 years in prison.",
        ['Sentence "sentenced": defendant Ann Roe; penalty 15 years in prison'],
    ),
    ("{Nine|group} jailed in fraud case", ['Sentence "jailed": defendant Nine']),
    ("{FBI|org} arrests hackers", ['Arrest "arrests": agency FBI; suspect hackers']),
    (
        "{Hong Kong|place} customs seizes ivory worth millions",
        ['Seizure "seizes": agency customs; object ivory'],
    ),
    (
        "Court sentences drug lord to death",
        ['Sentence "sentences": court Court; defendant drug lord; penalty death'],
    ),
    (
        "Ship seized in {Rotterdam|place} after record {cocaine|drug} find",
        ['Seizure "seized": object Ship; place Rotterdam', 'Seizure "find": object record cocaine'],
    ),
    (
        "Officers found {12 rifles|amount} and {4,000 rounds|amount} of ammunition hidden in a truck on {May 3|2018-05-03}.",
        [
            'Seizure "found": agency Officers; object 12 rifles; object 4,000 rounds of ammunition; place truck'
        ],
    ),
    (
        "In {Spain|place}, {40 people|group} were arrested, and {300 kilos|amount} of {hashish|drug} were confiscated.",
        [
            'Arrest "arrested": place Spain; suspect 40 people',
            'Seizure "confiscated": place Spain; object 300 kilos of hashish',
        ],
    ),
    (
        "The {Coast Guard|org} seized a yacht on which its officers found {cocaine|drug} {last week|2020-W10}.",
        [
            'Seizure "seized": agency Coast Guard; object yacht',
            'Seizure "found" 2020-W10: place yacht; agency officers; object cocaine',
        ],
    ),
    (
        "On {July 4|2019-07-04} officers took custody of the vessel.",
        ['Seizure "took custody" 2019-07-04: agency officers; object vessel'],
    ),
    (
        "A court in {Mombasa|place} convicted {two nationals|group} of smuggling and jailed them for seven years.",
        [
            'Trial "convicted": court court; place Mombasa; defendant two nationals',
            'Sentence "jailed": court court; place Mombasa; penalty seven years',
        ],
    ),
    (
        "The jury found {Ann Roe|person} guilty of fraud.",
        ['Trial "found Ann Roe guilty": court jury; defendant Ann Roe'],
    ),
    (
        "{Tom Poe|person} pleaded guilty in {March|2019-03} to money laundering.",
        ['Trial "pleaded guilty" 2019-03: defendant Tom Poe'],
    ),
    (
        "Judge {Ann Roe|person} ordered {Tom Poe|person} to pay a fine of {$50,000|money}.",
        ['Sentence "ordered": court Ann Roe; defendant Tom Poe; penalty pay a fine of $50,000'],
    ),
    (
        "{Tom Poe|person} was fined {$10,000|money} by a court in {Oslo|place}.",
        ['Sentence "fined": defendant Tom Poe; penalty $10,000; court court; place Oslo'],
    ),
    (
        "{Tom Poe|person} received a death sentence with a two-year reprieve.",
        ['Sentence "received": defendant Tom Poe; penalty death sentence with a two-year reprieve'],
    ),
    (
        "{Tom Poe|person} and {Jim Doe|person} were sentenced to life in prison, and {six others|group} to between six months and 10 years.",
        [
            'Sentence "sentenced": defendant Tom Poe; defendant Jim Doe; penalty life in prison; penalty between six months and 10 years'
        ],
    ),
    (
        "The court handed down sentences totalling 78 years to {four men|group}.",
        ['Sentence "handed": court court; penalty sentences; defendant four men'],
    ),
    (
        "{Tom Poe|person} was handed a nine-year sentence by a court in {Amsterdam|place} in {2018|2018}.",
        [
            'Sentence "handed" 2018: defendant Tom Poe; penalty nine-year sentence; court court; place Amsterdam'
        ],
    ),
    (
        "A grand jury returned an indictment against {Tom Poe|person} in {2014|2014}.",
        ['Charge "indictment" 2014: court grand jury; defendant Tom Poe'],
    ),
    (
        "An indictment filed on {June 1|2017-06-01} accused {Tom Poe|person} of theft.",
        ['Charge "indictment" 2017-06-01: defendant Tom Poe'],
    ),
    (
        "An indictment unsealed on {Monday|2017-06-05} charges {two men|group} with theft.",
        ['Charge "charges": defendant two men'],
    ),
    (
        "Charges of bribery have been filed against {six officials|group}.",
        ['Charge "Charges": defendant six officials'],
    ),
    (
        "The group shipped {200 rifles|amount} to a cartel in {Sinaloa|place} between {2015|2015} and {2017|2017}.",
        [
            'Shipment "shipped" 2015: sender group; object 200 rifles; recipient cartel; place Sinaloa'
        ],
    ),
    (
        "{Tom Poe|person} received parcels from {China|place} and mailed them to buyers in {Ohio|place}.",
        [
            'Shipment "received": recipient Tom Poe; object parcels; place China',
            'Shipment "mailed": sender Tom Poe; recipient buyers; place Ohio',
        ],
    ),
    (
        "Bronzes were smuggled out of {India|place} by {Tom Poe|person}, who sold them.",
        ['Shipment "smuggled": object Bronzes; place India; sender Tom Poe'],
    ),
    (
        "{Tom Poe|person} was paid {$300|money} by {Jim Doe|person}.",
        ['Payment "paid": recipient Tom Poe; object $300; giver Jim Doe'],
    ),
    (
        "{Tom Poe|person} wired {$50,000|money} to suppliers in {China|place}.",
        ['Payment "wired": giver Tom Poe; object $50,000; recipient suppliers; place China'],
    ),
    (
        "The {DEA|org} passed the phone number to Chinese police in {2017|2017}.",
        ['Lead "passed" 2017: giver DEA; object phone number; recipient Chinese police'],
    ),
    (
        "Police acted on information provided by {Europol|org} in {2017|2017}.",
        ['Lead "information" 2017: recipient Police; giver Europol'],
    ),
    ("The raid followed a tip-off from German customs.", ['Lead "tip-off": giver German customs']),
]

NOT_TOLD = [
    "If convicted, {Ann Roe|person} faces 20 years in prison.",
    "Death sentences are nearly always commuted to life in prison.",
    "{Ann Roe|person} has not been arrested.",
    "No charges have been filed against {Ann Roe|person}.",
    "Police plan to arrest {two men|group}.",
    "They are expected to be sentenced in {May|2020-05}.",
    "According to the indictment, the ring made millions.",
    "The indictment says that {Ann Roe|person} lied.",
    "Prosecutors dropped the charges against {Ann Roe|person}.",
    "{Ann Roe|person} is accused of theft.",
    "The company charged buyers {$50|money} a pill.",
    "He found his keys in a drawer.",
    "{Two men|group} are awaiting trial.",
    "{Ann Roe|person} conspired to smuggle {cocaine|drug} into {Spain|place}.",
    "He would not say whether either man had been detained.",
    "The two sides held talks in {Geneva|place}.",
    "{Ann Roe|person} denied smuggling {cocaine|drug} into {Spain|place}.",
    "She took the train and sent a letter.",
    "Anyone caught can be jailed for up to 10 years.",
    "The actor received an award in {Cannes|place}.",
    "The report was sent to {Ann Roe|person}.",
    "Nobody has been charged over the deaths.",
    "{Ann Roe|person} will plead guilty and pay {$5,000|money}.",
    "The law provides for a sentence of up to 10 years.",
    "He took his own life in custody.",
    "The minister held a press conference.",
    "Police tried to arrest {Ann Roe|person}.",
    "Officials gave no information about the case.",
    "She paid tribute to the victims.",
    "The police recovered from their surprise.",
]

WORDS = """police arrested seized sentenced charged the a court of in to by and on was were has been
 guilty pleaded found cocaine kilos years life death given that who which agency shipped paid tip-off
 , . " - : indictment against convicted sentences held custody $ 12 Friday not will if""".split()


def _written(text: str, event: Event) -> str:
    head = " ".join(filter(None, (event.schema, f'"{text[event.start : event.end]}"', event.date)))
    cast = "; ".join(f"{p.role} {text[p.start : p.end]}" for p in event.participants)
    return f"{head}: {cast}"


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_who_does_what_to_whom(sentence: str, expected: list[str]) -> None:
    doc, found = marked.read(sentence)
    assert [_written(doc.text, e) for e in events.find(doc, found)] == expected


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_plans_conditions_and_denials_are_no_events(sentence: str) -> None:
    doc, found = marked.read(sentence)
    assert [_written(doc.text, e) for e in events.find(doc, found)] == []


def test_an_event_gives_the_sentence_that_tells_it() -> None:
    doc, found = marked.read("It rained. Police arrested {two men|group}. They went home.")
    (event,) = events.find(doc, found)
    assert doc.text[event.sentence.start : event.sentence.end] == "Police arrested two men."


def test_the_tables_name_only_events_of_the_model() -> None:
    from comity.extract import triggers  # noqa: PLC0415

    rows = [*triggers.verbs().values(), *triggers.nouns().values()]
    assert {row.schema for some in rows for row in some} == set(EVENTS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_gives_spans_within_it(text: str) -> None:
    doc = next(iter(language.parse([text])))
    for event in events.find(doc, Findings()):
        assert 0 <= event.start < event.end <= len(doc.text)
        assert event.sentence.start <= event.start
        for part in event.participants:
            assert 0 <= part.start < part.end <= len(doc.text)
