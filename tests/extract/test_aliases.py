"""Second names that a text gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.parties import aliases, names
from comity.extract.finding import Findings


def found(text: str) -> list[tuple[str, str]]:
    """Return each alias of a text and the name that it belongs to."""
    doc = next(language.parse([text]))
    findings = Findings(names=tuple(names.find(doc, Findings())))
    return [(text[a.start : a.end], text[slice(*a.of)]) for a in aliases.find(doc, findings)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fujing Zheng, 35, also known as Gordon Jin, was charged.",
            [("Gordon Jin", "Fujing Zheng")],
        ),
        (
            "Alexandre Cazes, a Canadian known online as Alpha02 and Admin, was arrested.",
            [("Alpha02", "Alexandre Cazes"), ("Admin", "Alexandre Cazes")],
        ),
        (
            "Yan Xiaobing, who also used the names Steven Yan and William Zhou, fled.",
            [("Steven Yan", "Yan Xiaobing"), ("William Zhou", "Yan Xiaobing")],
        ),
        (
            'Sergey Medvedev, a/k/a "Stells," "segmed," 31, pleaded guilty.',
            [("Stells", "Sergey Medvedev"), ("segmed", "Sergey Medvedev")],
        ),
        (
            "Ross Ulbricht, who ran the site TorBazaar under the name Dread Pirate, was tried.",
            [("Dread Pirate", "Ross Ulbricht")],
        ),
        ('Joaquin "El Chapo" Guzman fled.', [("El Chapo", 'Joaquin "El Chapo" Guzman')]),
        ("Liu Yong (劉勇) was tried.", [("劉勇", "Liu Yong")]),
        ("Pavel Petrov (Павел Петров) was held.", [("Павел Петров", "Pavel Petrov")]),
        (
            "He called the National Crime Agency (NCA). The NCA came.",
            [("NCA", "National Crime Agency")],
        ),
        (
            "It belongs to Baltic Shipping Company of Malta. The line, known as BSC, denied it.",
            [("BSC", "Baltic Shipping Company")],
        ),
        ('John Low, nicknamed "Lucky", paid Ann Roe.', [("Lucky", "John Low")]),
        (
            'They are Victor Hale, a/k/a "Slim," and Peter Moss, a/k/a "Pops;".',
            [("Slim", "Victor Hale"), ("Pops", "Peter Moss")],
        ),
    ],
)  # fmt: skip
def test_alias(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'They ordered from a dealer known only as "Diana".',
        "The group, known as APT41, denied it.",
        "Wei Zhang is known as a careful man.",
        "Also known as Kim Wong is nobody.",
        "BEIJING (Reuters) - Police said so.",
        "Victor Hale set up a false company, known as Orion Trading, to move money.",
        "Victor Hale spread malware also known as Sodinokibi.",
        'Police held Ann Roe and a courier known as "Shorty" in Leeds.',
        'The case against Ann Roe began when an informant, nicknamed "Falcon," called.',
        "Ann Roe met men who posed as Latin American arms dealers.",
        "The Panchkula Police (Haryana) held him.",
        "The Income Tax Department (IT) searched it.",
    ],
)
def test_no_alias(text: str) -> None:
    assert found(text) == []


def test_a_list_ends_where_another_person_begins() -> None:
    text = "Sam Wong, also known as Kim Wong, and Ann Roe were charged."
    assert found(text) == [("Kim Wong", "Sam Wong")]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Jane", "Roe", "(", ")", '"', ",", "known as", "alias", "X1", "劉", "\n"])
    )
)
def test_spans_lie_in_any_text(words: list[str]) -> None:
    text = " ".join(words)
    doc = next(language.parse([text]))
    findings = Findings(names=tuple(names.find(doc, Findings())))
    for alias in aliases.find(doc, findings):
        assert 0 <= alias.start < alias.end <= len(text)
