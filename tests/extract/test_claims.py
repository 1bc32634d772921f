"""Who is said to say what: each row a sentence, and what should be read from it."""

from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.sayings import claims, layout, quotes
from comity.extract.finding import Claim, Findings, Name

NAMES = {
    "person": (
        "Melanie Pierson",
        "Anna Berg",
        "Jürgen Stock",
        "Loretta Preska",
        "Alvin Bragg",
        "Zhang Wei",
        "Ryan L. Spradlin",
        "Rosa Diaz",
        "Geng Shuang",
        "Nikki Holland",
        "Carlos Ruiz",
        "Paul Green",
        "Amy Lin",
        "Haibin",
        "Wray",
        "Khan",
        "Casey Durst",
        "Alla",
        "Kapoor",
    ),
    "organisation": (
        "Reuters",
        "Europol",
        "Interpol",
        "Bloomberg",
        "Xinhua",
        "Citizen Lab",
        "The New York Times",
        "Foreign Ministry",
        "National Crime Agency",
        "U.S. Treasury",
        "CBP",
        "BBC",
    ),
    "place": ("Baltimore", "Beijing", "Moscow", "China", "Macau"),
}


def find(text: str) -> list[Claim]:
    doc = next(language.parse([text]))
    names = [
        Name(at, at + len(word), kind, word, "Thing")
        for kind, words in NAMES.items()
        for word in words
        for at in _places(text, word)
    ]
    return claims.find(doc, Findings(names=tuple(sorted(names))))


def _places(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


class Row(NamedTuple):
    text: str
    content: str
    speaker: str | None
    denied: bool = False
    direct: bool = False


def rows(text: str) -> list[Row]:
    def words(span: Any) -> str | None:
        return text[span.start : span.end] if span else None

    return [
        Row(text, text[c.start : c.end], words(c.speaker), c.denied, c.direct) for c in find(text)
    ]


ONE_CLAIM = [
    # said, and its kin
    Row(
        "Customs officers said the ship carried 12 crates of rifles.",
        "the ship carried 12 crates of rifles",
        "Customs officers",
    ),
    Row(
        "SAN DIEGO, Calif. - Two men smuggled 70 sea turtles in a van, prosecutors said Tuesday.",
        "Two men smuggled 70 sea turtles in a van",
        "prosecutors",
    ),
    Row(
        "Casey Durst, director of field operations for CBP in Baltimore, said the ship was huge.",
        "the ship was huge",
        "Casey Durst",
    ),
    Row(
        "The police broke into a phone network, the National Crime Agency said.",
        "The police broke into a phone network",
        "National Crime Agency",
    ),
    Row(
        "The men, police said, had hidden 20 kilos of heroin in a truck.",
        "had hidden 20 kilos of heroin in a truck",
        "police",
    ),
    Row(
        "The driver, who insisted that he knew nothing, was released.", "he knew nothing", "driver"
    ),
    Row(
        "Court documents show that the ring moved 300 kilograms of ivory.",
        "the ring moved 300 kilograms of ivory",
        "Court documents",
    ),
    Row(
        "Officials said on condition of anonymity that the raid failed.",
        "the raid failed",
        "Officials",
    ),
    Row(
        "Xinhua quoted Zhang Wei, a spokesman, as saying that the case was closed.",
        "the case was closed",
        "Zhang Wei",
    ),
    Row(
        "A spokeswoman for the service, Rosa Diaz, confirmed that two men had been charged.",
        "two men had been charged",
        "Rosa Diaz",
    ),
    # according to
    Row(
        "According to an affidavit filed in federal court, agents found 12 tusks in a freezer.",
        "agents found 12 tusks in a freezer",
        "affidavit",
    ),
    Row(
        "The firm sold spyware to 20 governments, according to a report by Citizen Lab.",
        "The firm sold spyware to 20 governments",
        "Citizen Lab",
    ),
    Row(
        "As alleged in the indictment, the broker used shell companies in Panama.",
        "the broker used shell companies in Panama",
        "indictment",
    ),
    # quotations
    Row('"There was no deal," the minister said.', "There was no deal", "minister", direct=True),
    Row(
        '"This is the broadest operation ever," said Nikki Holland, a director.',
        "This is the broadest operation ever",
        "Nikki Holland",
        direct=True,
    ),
    Row(
        "“This was not a victimless crime,” said Special Agent in Charge Ryan L. Spradlin.",
        "This was not a victimless crime",
        "Ryan L. Spradlin",
        direct=True,
    ),
    Row(
        "'The gang's lorries crossed every week,' said Paul Green.",
        "The gang's lorries crossed every week",
        "Paul Green",
        direct=True,
    ),
    Row(
        'An unnamed official told the BBC: "We were late. We are sorry."',
        "We were late. We are sorry",
        "unnamed official",
        direct=True,
    ),
    Row(
        '"Who sold these statues?" Judge Loretta Preska asked.',
        "Who sold these statues?",
        "Loretta Preska",
        direct=True,
    ),
    Row(
        'The thieves were "lured by easy money", the court said.',
        'The thieves were "lured by easy money"',
        "court",
    ),
    # labels
    Row(
        'Alvin Bragg called the return of the statues "a step toward justice".',
        "a step toward justice",
        "Alvin Bragg",
        direct=True,
    ),
    Row(
        'The commissioner described it as a "game changer".',
        "game changer",
        "commissioner",
        direct=True,
    ),
    Row("They were described by police as armed and dangerous.", "armed and dangerous", "police"),
    # denials
    Row("Kapoor has denied the charges.", "the charges", "Kapoor", denied=True),
    Row("Moscow denies that it armed the rebels.", "it armed the rebels", "Moscow", denied=True),
    Row("His wife denied knowing about the coins.", "knowing about the coins", "wife", denied=True),
    Row('The bank rejected the allegations as "baseless".', "the allegations", "bank", denied=True),
    Row(
        "The ministry called the accusations groundless.",
        "the accusations groundless",
        "ministry",
        denied=True,
    ),
    Row(
        'But Haibin on Thursday said allegations that it began in China "irresponsible".',
        'allegations that it began in China "irresponsible"',
        "Haibin",
        denied=True,
    ),
    # nobody named
    Row(
        "It is alleged that Khan sold rifles to two militias.",
        "Khan sold rifles to two militias",
        None,
    ),
    Row(
        "Khan allegedly laundered the money through a casino in Macau.",
        "Khan allegedly laundered the money through a casino in Macau",
        None,
    ),
    Row(
        "The general is said to have received $2 million.",
        "The general is said to have received $2 million",
        None,
    ),
    Row("The jury was told that he kept the gun in a cellar.", "he kept the gun in a cellar", None),
    # who speaks, where the parse sees somebody else
    Row(
        '"My client fled," a lawyer for Paul Green, 43, said in a court in Bonn.',
        "My client fled",
        "lawyer",
        direct=True,
    ),
    Row(
        "According to the spokesperson for the port police, Rosa Diaz, a 20-year-old man was held.",
        "a 20-year-old man was held",
        "Rosa Diaz",
    ),
    Row(
        "According to Alvin Bragg, a prosecutor in Manhattan, the vase came from a tomb.",
        "the vase came from a tomb",
        "Alvin Bragg",
    ),
    Row(
        "Crates of tusks were opened, the police agency Europol added.",
        "Crates of tusks were opened",
        "Europol",
    ),
    Row(
        "The bloc's police agency, Europol, said that nine servers were seized.",
        "nine servers were seized",
        "Europol",
    ),
    Row(
        "According to the ex-governor, officers came at dawn.", "officers came at dawn", "governor"
    ),
    Row(
        "Four men were held at the quay, an officer revealed.",
        "Four men were held at the quay",
        "officer",
    ),
    Row("Cst. Anna Berg says the ring used three vans.", "the ring used three vans", "Anna Berg"),
    Row(
        "Police allege the man fled on foot when guards came.",
        "the man fled on foot when guards came",
        "Police",
    ),
    Row(
        "The bureau said one of the brokers earned 3 million euros by renting out servers.",
        "one of the brokers earned 3 million euros by renting out servers",
        "bureau",
    ),
    Row(
        "The guards fear a trade which, they said, has grown in the hills.",
        "has grown in the hills",
        "they",
    ),
    Row(
        "Jakarta, Aug 10 (Example Wire): Officers held two men, the agency said.",
        "Officers held two men",
        "agency",
    ),
    Row("He claimed to have been duped by the agents.", "to have been duped by the agents", "He"),
    # denials
    Row(
        "He continued to deny being the head of the ring.",
        "being the head of the ring",
        "He",
        denied=True,
    ),
    Row(
        "She faces two counts of taking bribes, both of which she denies.",
        "two counts of taking bribes",
        "she",
        denied=True,
    ),
    Row(
        "Khan denied charges that he told a buyer that he could get a missile.",
        "charges that he told a buyer that he could get a missile",
        "Khan",
        denied=True,
    ),
    # admissions, warnings, headlines
    Row("Lee admitted smuggling ivory.", "smuggling ivory", "Lee"),
    Row("The agency warned of a surge in fake pills.", "a surge in fake pills", "agency"),
    Row(
        "Police: 3 arrested in antiquities raid\n\nRome", "3 arrested in antiquities raid", "Police"
    ),
]


@pytest.mark.parametrize("row", ONE_CLAIM, ids=lambda row: row.text[:40])
def test_a_sentence_with_one_claim(row: Row) -> None:
    assert rows(row.text) == [row]


SEVERAL = [
    (
        'He told the officer that he could "get anything", the complaint states.',
        ['He told the officer that he could "get anything"', 'he could "get anything"'],
    ),
    (
        'A lawyer said it would return the bronzes, and that it "welcomed" the ruling.',
        ["it would return the bronzes", 'it "welcomed" the ruling'],
    ),
    (
        'Tehran dismissed as "baseless" allegations that it had armed the group.',
        ['"baseless" allegations that it had armed the group'],
    ),
    (
        "A banker moved $20 million for a cartel, a London court heard on Monday.",
        ["A banker moved $20 million for a cartel"],
    ),
    (
        "Prosecutors say he ran a lab in Malaga and that more than 100 couriers worked for him.",
        ["he ran a lab in Malaga", "more than 100 couriers worked for him"],
    ),
    (
        "The line said on Tuesday that it was cooperating and denied that it was the target.",
        ["it was cooperating", "it was the target"],
    ),
    (
        '"The FBI never gives up," Wray said, adding that hackers had stolen data, and warned that '
        "more attacks would follow.",
        ["The FBI never gives up", "hackers had stolen data", "more attacks would follow"],
    ),
    (
        '"These defendants," she said, "put profit above lives."',
        ["These defendants", "put profit above lives"],
    ),
    (
        "Prosecutors argued Jones ran the scheme, while his attorney argued he was a pawn.",
        ["Jones ran the scheme", "he was a pawn"],
    ),
    ('"I am innocent," he said. "I never met him."', ["I am innocent", "I never met him"]),
    (
        "The suspect admitted that he sold the guns, an affidavit says.",
        ["The suspect admitted that he sold the guns", "he sold the guns"],
    ),
]


@pytest.mark.parametrize(("text", "contents"), SEVERAL)
def test_several_claims(text: str, contents: list[str]) -> None:
    assert [r.content for r in rows(text)] == contents


NONE = [
    "Kapoor did not say where the statues were.",
    "JPMorgan declined to comment.",
    "He would not say whether either man had been detained.",
    "The judge denied bail. She dismissed the charges.",
    "A site called Hansa was shut. The group calls itself the Family.",
    "The so-called 'dark net' and its \"vendors\" came under attack.",
    "The treasury announced new sanctions on the port.",
    "The singer was admitted to hospital, and the ship was denied entry.",
    "Everything went according to plan.",
    "Outlet: Example Wire",
    "The two brothers, said to be at large, own the ship.",
    "The judge told the lawyer to apply again.",
    "She wrote to the judge, asking that her lawyer be replaced.",
    "He is accused of telling a buyer that he could get a missile.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_claim(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Jürgen Stock told Reuters in an interview that the raids went on.", "Reuters"),
        ('"It is a lie", he said later in response to a question from Bloomberg.', "Bloomberg"),
        ("Both men admitted to investigators that they had hauled bales.", "investigators"),
        ('"Do not believe him," Amy Lin told the jury.', "jury"),
        ("The jury was told that he kept the gun.", "jury"),
        ("Europol said that the gang was broken.", None),
    ],
)
def test_audience(text: str, audience: str | None) -> None:
    span = find(text)[0].audience
    assert (text[span.start : span.end] if span else None) == audience


@pytest.mark.parametrize(
    ("text", "antecedents"),
    [
        (
            'Haibin said the case was closed.\n\n"Drug crime is an enemy", he added.',
            [None, "Haibin"],
        ),
        (
            'A senior official told Reuters that it was over. "We won", he said. "At last we won".',
            [None, "senior official", "senior official"],
        ),
        ('The bank said it knew nothing. "We are shocked", he added.', [None, None]),
        ('Haibin said it was over.\n\nKhan left the court. "I lost", he said.', [None, None]),
        ("The report states that it sank. It says that nobody drowned.", [None, "report"]),
    ],
)
def test_antecedent(text: str, antecedents: list[str | None]) -> None:
    found = [c.antecedent for c in find(text)]
    assert [text[s.start : s.end] if s else None for s in found] == antecedents


def test_the_sentence_holds_content_and_attribution() -> None:
    text = 'Rain fell. "We won. They lost," the minister said. He left.'
    (claim,) = find(text)
    sentence = '"We won. They lost," the minister said.'
    assert text[claim.sentence.start : claim.sentence.end] == sentence


WORDS = st.sampled_from(
    """said told denied called described as according to that the he police "Yes," “No.” allegedly
    prosecutors , . ; : " ' ’ ” \n\n adding and but officials admitted is alleged to have sold it
    Bragg Paul Green smugglers 12 nine were who which claims false U.S. -- reports""".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60)))
def test_spans_hold_on_any_text(text: str) -> None:
    for claim in find(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert any(map(str.isalnum, text[claim.start : claim.end]))
        assert claim.sentence.start <= claim.start and claim.end <= claim.sentence.end
        for span in (claim.speaker, claim.antecedent, claim.audience):
            assert span is None or 0 <= span.start < span.end <= len(text)
        if claim.speaker:
            inside = claim.start <= claim.speaker.start and claim.speaker.end <= claim.end
            assert not inside
        if claim.antecedent:
            assert claim.antecedent != claim.speaker


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=80)))
def test_quotations_and_sentences_keep_their_order(text: str) -> None:
    marked = quotes.quotes(text)
    spans = quotes.sentences(text, marked)
    for row in ([q.outer for q in marked], spans):
        assert all(before.end <= after.start for before, after in pairwise(row))
        assert all(0 <= span.start < span.end <= len(text) for span in row)
    kept = "".join(text[s.start : s.end] for s in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The U.S. Attorney spoke. Mr. Lee left.", ["spoke.", "left."]),
        ("It came from the U.S. He was held.", ["U.S.", "held."]),
        ('"Why?" Smith asked. "No. Never," he said.', ["asked.", "said."]),
        ("A headline\n\nThe text. J. Roe wrote it.", ["headline", "text.", "it."]),
    ],
)
def test_sentences(text: str, ends: list[str]) -> None:
    spans = quotes.sentences(text, quotes.quotes(text))
    assert [text[s.start : s.end].split()[-1] for s in spans] == ends


def test_an_open_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = '"One.\n\n"Two," he said.'
    assert [text[q.start : q.end] for q in quotes.quotes(text)] == ["One.", "Two,"]


def test_names_nest() -> None:
    doc = next(language.parse(["The U.S. Treasury spoke."]))
    inner, outer = Name(4, 8, "place", "U.S.", "X"), Name(4, 17, "organisation", "Treasury", "X")
    assert layout.Layout(doc, Findings(names=(inner, outer))).name_at(5) == outer
