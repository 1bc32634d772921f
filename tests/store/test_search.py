"""The search: any language, any way of writing, and nothing that a user types breaks it."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comity.model import ComityError
from comity.store import Case, Node, Session
from comity.store.words import fold, tokens, tsqueries, tsvectors

from .making import document, file, file_name, person, said

BODY = """On November 7, 2019 a court in Xingtai jailed nine for smuggling fentanyl.
2019年11月7日，河北省邢台市中级人民法院公开宣判王菊等人走私芬太尼案，DEA特工提供了11.9公斤线索。
José Pérez of O’Brien & Sons said: "I ordered 4-ANPP at Straße 5, СПб." It was 二〇一九年. 𠮷野家
Le cœur de l'été. NAÏVE fen\u00adtanyl analogues; Pe\u0301rez again. مُحَمَّد and ｶﾞｽ in café_noir.
"""

FOUND = [
    "fentanyl",
    "FENTANYL xingtai",
    '"smuggling fentanyl"',
    "nine Xingtai 邢台",
    # Chinese: words, phrases over what others would take for a boundary, beside Latin and figures
    "邢台市",
    "中级人民法院",
    "王菊",
    '"走私芬太尼案"',
    "特工",
    "DEA特工",
    "公斤",
    "11.9公斤",
    "11月7日",
    "二〇一九",
    "𠮷野家",
    # accents, case, ligatures and forms
    "jose perez",
    "JOSÉ PÉREZ",
    "Pe\u0301rez",
    '"perez again"',
    "naive",
    "ete",
    "strasse",
    "спб",
    '"o brien"',
    "ｆｅｎｔａｎｙｌ",
    "محمد",
    "noir",
    # signs within and around words
    "4-anpp",
    '"4-ANPP at"',
    "(fentanyl)",
    "fentanyl!!!",
    "'fentanyl'",
    "fentanyl*",
    "  \t fentanyl \n",
    '"fentanyl',
    "“fentanyl”",
]
NOT_FOUND = [
    "heroin",
    "fentanyl heroin",
    '"fentanyl smuggling"',
    "菊王",
    "台邢",
    '"王等人"',
    "fent",
    "an",
    "9公斤11",
]
EMPTY = ["", " ", "!", '""', '" "', "'", "\\", "&", "|", "<->", "()", ":*", "\0", "\ud800", "%", "ﾞ"]


@pytest.fixture
def full(node: Node, case: Case) -> Case:
    file(node, case, (document(BODY), []))
    return case


@pytest.mark.parametrize("query", FOUND)
def test_found(chief: Session, full: Case, query: str) -> None:
    assert [hit[0] for hit in chief.search(full, query)] == ["document"]


@pytest.mark.parametrize("query", NOT_FOUND)
def test_not_found(chief: Session, full: Case, query: str) -> None:
    assert chief.search(full, query) == []


@pytest.mark.parametrize("query", EMPTY)
def test_a_query_without_a_word_says_so(chief: Session, full: Case, query: str) -> None:
    with pytest.raises(ComityError, match="Nothing to search for"):
        chief.search(full, query)


def test_a_query_that_is_far_too_long_says_so(chief: Session, full: Case) -> None:
    assert chief.search(full, "fentanyl " * 100) != []
    with pytest.raises(ComityError, match="at most 100"):
        chief.search(full, "fentanyl " * 101)
    with pytest.raises(ComityError, match="at most 100"):
        chief.search(full, "法" * 100_000)
    assert chief.search(full, "x" * 100_000) == []


HOSTILE = st.text(st.sampled_from("ab'\"\\&|!<->():*%_;\0 \n法é½⑴ﷺΐﾞ'")) | st.text(max_size=30)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=HOSTILE)
@example(query="'; DROP TABLE statement; --")
@example(query="a' & 'b")
@example(query="\\'")
@example(query="foo:* | !bar")
def test_no_query_breaks_the_search(chief: Session, case: Case, query: str) -> None:
    with suppress(ComityError):
        assert chief.search(case, query) == []
    assert chief.count(case)["documents"] == 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(HOSTILE, min_size=1, max_size=6), data=st.data())
def test_every_word_and_every_run_of_words_is_found(
    node: Node, chief: Session, case: Case, words: list[str], data: st.DataObject
) -> None:
    row = document(" ".join(words), name="x")
    file(node, case, (row, []))
    found = tokens(row.body)
    if not found:
        return
    start = data.draw(st.integers(0, len(found) - 1))
    end = data.draw(st.integers(start + 1, min(len(found), start + 20)))
    phrase = row.body[found[start][1] : found[end - 1][2]].replace('"', " ")
    assert row.id in [hit[1] for hit in chief.search(case, f'"{phrase}"', limit=10_000)]


@given(st.text())
def test_tokens_have_spans_and_are_folded_once(text: str) -> None:
    place = 0
    for token, start, end in tokens(text):
        assert place <= start < end <= len(text)
        assert token
        assert token == fold(text[start:end]) == fold(token)
        place = end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年11月", ["2019", "年", "11", "月"]),
        ("DEA特工", ["dea", "特", "工"]),
        ("re-entry U.S. a_b", ["re", "entry", "u", "s", "a", "b"]),
        ("Pe\u0301rez Pérez", ["perez", "perez"]),
        ("ひらがな 한국", ["ひ", "ら", "が", "な", "한", "국"]),
        ("½ kg", ["1⁄2", "kg"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert [token for token, _, _ in tokens(text)] == [fold(t) for t in expected]


def test_a_word_at_the_end_of_a_long_document_is_found(
    node: Node, chief: Session, case: Case
) -> None:
    """PostgreSQL drops positions after the 255th of a word and beyond 16383, and fails at 1 MB."""
    body = "the start " + "the agent of the office in the port of the town " * 3000
    body += " ".join(f"word{n}" for n in range(120_000)) + " the agent seized the parcel"
    long, short = document(body), document("the agent seized nothing")
    file(node, case, (long, []), (short, []))

    def hits(query: str) -> list[str]:
        return [key for _, key, _ in chief.search(case, query)]

    assert hits('"agent seized the parcel"') == [long.id]
    assert hits('"the start"') == [long.id]
    assert hits("start parcel word77777") == [long.id]
    assert hits('"word4999 word5000"') == hits('"word99999 word100000"') == [long.id]
    assert hits('"parcel the start"') == []
    assert sorted(hits('"the agent seized"')) == sorted([long.id, short.id])


def test_no_phrase_is_lost_between_the_parts_of_a_long_text(
    node: Node, chief: Session, case: Case
) -> None:
    body = " ".join(f"w{n}" if n % 3 else "the" for n in range(9000))
    assert len(list(tsvectors(body))) > 5
    file(node, case, (row := document(body), []))
    for n in range(1, 8990, 37):
        phrase = " ".join(f"w{i}" if i % 3 else "the" for i in range(n, n + 6))
        assert [hit[1] for hit in chief.search(case, f'"{phrase}"')] == [row.id], n


def test_names_of_entities_are_found_and_come_first(node: Node, chief: Session, case: Case) -> None:
    row = file_name(node, case, "Zhang Jianhua")
    file(node, case, (other := document(), [said(other, person("x"), "张建华", "alias")]))
    assert [hit[:2] for hit in chief.search(case, "zhang jianhua")] == [
        ("entity", person("Zhang Jianhua")),
        ("entity", person("x")),
        ("document", row.id),
    ]
    assert [hit[:2] for hit in chief.search(case, "建华")] == [("entity", person("x"))]
    assert [hit[:2] for hit in chief.search(case, "jianhua", limit=1)] == [
        ("entity", person("Zhang Jianhua"))
    ]


def test_what_says_a_word_more_often_ranks_higher(node: Node, chief: Session, case: Case) -> None:
    often, once = document("parcel parcel parcel"), document("a parcel")
    file(node, case, (once, []), (often, []))
    assert [key for _, key, _ in chief.search(case, "parcel")] == [often.id, once.id]


def test_title_and_name_of_a_document_are_found(node: Node, chief: Session, case: Case) -> None:
    row = document("nothing", title="Nine jailed", name="annex-7.pdf")
    file(node, case, (row, []))
    assert [hit[1] for hit in chief.search(case, "jailed")] == [row.id]
    assert [hit[1] for hit in chief.search(case, "annex-7.pdf")] == [row.id]


def test_the_same_clause_twice_is_one() -> None:
    assert tsqueries('a "b c" A b-c') == ["'a'", "'b' <-> 'c'"]
