"""Posts and occupations beside a name; ``titles.txt`` is a table of them and of second names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.parties import aliases, names, titles
from comity.extract.finding import Findings

from . import marked


def found(text: str) -> list[tuple[str, str]]:
    """Return each title of a text and the name of who holds it."""
    doc = next(language.parse([text]))
    findings = Findings(names=tuple(names.find(doc, Findings())))
    return [(text[t.start : t.end], text[slice(*t.holder)]) for t in titles.find(doc, findings)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Donald Trump spoke.", "President"),
        ("It was signed by U.S. District Judge Maria Lopez.", "U.S. District Judge"),
        ("Special Agent in Charge Maria Lopez spoke.", "Special Agent in Charge"),
        ("Chinese Foreign Ministry spokesman Geng Shuang spoke.", "spokesman"),
        ("Secretary of State Mike Pompeo spoke.", "Secretary of State"),
        ("He met the antiquities dealer Nancy Wiener.", "antiquities dealer"),
        ("The ship's second mate, Ivan Petrov, was charged.", "second mate"),
        ("A computer programmer, Ivan Petrov, was charged.", "computer programmer"),
        ("Austin Moore, an attaché to China for the DHS, spoke.", "attaché to China"),
        ("Andrew McCabe, acting director of the FBI, spoke.", "acting director"),
        ("Nikki Holland, the director of investigations, spoke.", "director of investigations"),
        ("Justin Herdman, the U.S. Attorney in Cleveland, spoke.", "U.S. Attorney"),
        ("Bin Wang, 42, a chemist in Massachusetts, pleaded guilty.", "chemist"),
        ("Anna Petrova, 42, of Davie, Florida, a former bank manager, fled.", "bank manager"),
        ("Anna Petrova, who was the treasurer of a charity, fled.", "treasurer"),
        ("Jayanth Murali, Director General of Police, spoke.", "Director General of Police"),
        ("Erik Jansen, also known as Rik, head of the gang, fled.", "head"),
    ],
)
def test_title(text: str, expected: str) -> None:
    assert [title for title, _ in found(text)] == [expected]


@pytest.mark.parametrize(("sentence", "expected"), marked.cases("titles.txt"))
def test_titles_and_second_names_of_the_people_marked(sentence: str, expected: list[str]) -> None:
    doc, findings = marked.read(sentence)
    text = doc.text
    findings = findings._replace(titles=tuple(titles.find(doc, findings)))
    tags = [f'title "{text[t.start : t.end]}"' for t in findings.titles]
    tags += [f'alias "{text[a.start : a.end]}"' for a in aliases.find(doc, findings)]
    assert tags == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Petrov, officials said, had fled.",
        "The director said that Ivan Petrov had fled.",
        "The drug dealer Ivan Petrov fled.",
        "Ivan Petrov, who heads the gang, fled.",
        "He spoke through an interpreter. Ivan Petrov fled.",
        "His father, Ivan Petrov, fled.",
    ],
)
def test_no_title(text: str) -> None:
    assert found(text) == []


def test_holder_is_the_nearest_name() -> None:
    text = "Ivan Petrov, Judge Maria Lopez and prosecutor Ann Roe met."
    assert found(text) == [("Judge", "Maria Lopez"), ("prosecutor", "Ann Roe")]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from("Jane Roe , a the judge of who is U.S. Attorney . 35 \n".split(" ")))
)
def test_spans_lie_in_any_text(words: list[str]) -> None:
    text = " ".join(words)
    doc = next(language.parse([text]))
    findings = Findings(names=tuple(names.find(doc, Findings())))
    for title in titles.find(doc, findings):
        assert 0 <= title.start < title.end <= len(text)
        assert title.end <= title.holder.start or title.start >= title.holder.end
