"""People who are counted: each row a text, and the groups in it as size and words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.parties import groups
from comity.extract.finding import Findings, Group, Name

PERSONS = (
    "Liu Yong",
    "Jiang Juhua",
    "Wang Fengxi",
    "John Smith",
    "Bob Doe",
    "Jane Roe",
    "Carl Force",
    "Shaun Bridges",
    "Ivan Petrov",
    "Li Na",
)


def find(text: str) -> list[Group]:
    doc = next(language.parse([text]))
    names = [
        Name(text.find(p), text.find(p) + len(p), "person", p, "Person")
        for p in PERSONS
        if p in text
    ]
    return groups.find(doc, Findings(names=tuple(sorted(names))))


def words(text: str) -> list[tuple[int, str]]:
    return [(g.size, text[g.start : g.end]) for g in find(text)]


def parts(text: str) -> list[tuple[int, str | None]]:
    return [
        (g.size, text[g.part_of.start : g.part_of.end] if g.part_of else None) for g in find(text)
    ]


FOUND = [
    ("The court sentenced nine people.", [(9, "nine people")]),
    ("Nine jailed in landmark operation", [(9, "Nine")]),
    ("China sentences nine over fentanyl", [(9, "nine")]),
    ("Five charged in $30 million ivory ring", [(5, "Five")]),
    ("More than 500,000 Americans died.", [(500000, "500,000 Americans")]),
    (
        "Agents held 21 suspects and two alleged money launderers.",
        [(21, "21 suspects"), (2, "two alleged money launderers")],
    ),
    ("Eight co-defendants await trial.", [(8, "Eight co-defendants")]),
    ("At least 40 migrants were found in a truck.", [(40, "40 migrants")]),
    ("Two dozen Filipino sailors were freed.", [(24, "Two dozen Filipino sailors")]),
    ("The site had 4,500 users in 12 countries.", [(4500, "4,500 users")]),
    ("Police arrested 14 men and one woman.", [(14, "14 men"), (1, "one woman")]),
    ("A jury convicted two former police officers.", [(2, "two former police officers")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_counted_people(text: str, expected: list[tuple[int, str]]) -> None:
    assert words(text) == expected


NOT = [
    "Nine parcels and 12 rifles were found at 30 addresses.",
    "The men face 20 counts and 12 years in prison.",
    "Three gang members' homes were searched.",
    "The three-man crew sailed on July 5, 2019.",
    "They paid $9 million for 600 customer accounts.",
    "It is one of the most significant threats.",
    "One of the men was armed.",
    "The 33-year-old lives 40 miles away.",
    "About 20 percent of users paid.",
    "Two men, John Smith, 34, of Ohio, and Bob Doe, 23, of Texas, were arrested.",
    "Jiang Juhua and Wang Fengxi, two accomplices, received life sentences.",
    "Two agents who had worked on it, Carl Force and Shaun Bridges, were charged.",
    "The ring sent three shipments to six countries.",
]


@pytest.mark.parametrize("text", NOT)
def test_no_groups(text: str) -> None:
    assert words(text) == []


PARTS = [
    ("Of the nine people jailed, one was given a death sentence.", [(9, None), (1, "nine people")]),
    (
        "Of the 21 suspects held, 15 are Nigerians and two are Kenyans.",
        [(21, None), (15, "21 suspects"), (2, "21 suspects")],
    ),
    ("Three of the five defendants pleaded guilty.", [(3, "five defendants"), (5, None)]),
    (
        "Six crew members were charged, five of whom remain in custody.",
        [(6, None), (5, "Six crew members")],
    ),
    (
        "The network had 4,500 users, about 600 of them in Spain.",
        [(4500, None), (600, "4,500 users")],
    ),
    (
        "Agents freed 40 migrants, including 12 children and seven women.",
        [(40, None), (12, "40 migrants"), (7, "40 migrants")],
    ),
    (
        "They charged eight other people: five Canadians, two residents of Iowa and one of Ohio.",
        [
            (8, None),
            (5, "eight other people"),
            (2, "eight other people"),
            (1, "eight other people"),
        ],
    ),
    (
        "The court sentenced nine people. Liu Yong got death. Jiang Juhua and Wang Fengxi were "
        "sentenced to life, and six others to less.",
        [(9, None), (6, "nine people")],
    ),
    (
        "Police held 12 men. Seven were charged. The other five men were released.",
        [(12, None), (7, None), (5, "12 men")],
    ),
    (
        "Nine poachers were tried. The court imposed the heaviest sentences on three men. "
        "The three men wept.",
        [(9, None), (3, "Nine poachers"), (3, "Nine poachers")],
    ),
    ("Police held 12 men. In Rome, six others were charged.", [(12, None), (6, None)]),
    (
        "Police arrested 14 men and three women. Twelve of them were charged.",
        [(14, None), (3, None), (12, None)],
    ),
    ("Nine people were held, Jane Roe said.", [(9, None)]),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_part_of(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert parts(text) == expected


WORDS = st.sampled_from(
    """nine 12 one two people of the them whom others more jailed suspects , . : ; and including
    Canadians were men women police officers' - $ Of 1.5 million three dozen \n\n""".split(" ")
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=60)))
def test_spans_hold_on_any_text(text: str) -> None:
    found = find(text)
    spans = {(g.start, g.end): g.size for g in found}
    for group in found:
        assert 0 <= group.start < group.end <= len(text) and group.size >= 1
        if group.part_of:
            assert spans[group.part_of.start, group.part_of.end] > group.size or group.size == 1
    assert found == sorted(found)
