"""Names in Chinese sentences, simplified and traditional: exactly those that are marked.

What the sentences tell is made up, and the people and companies in them with it.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract import find
from comity.extract.chinese import names
from comity.extract.chinese.script import words
from comity.extract.finding import Span, touches

_HERE = Path(__file__).parent
_MARK = re.compile(r"\{([^|{}]+)\|(\w+)\}")
_CASES = (_HERE / "names.txt").read_text("utf-8").splitlines()
_NONE = (_HERE / "no_names.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("sentence", _CASES, ids=range(len(_CASES)))
def test_names_that_are_marked(sentence: str) -> None:
    text = _MARK.sub(r"\1", sentence)
    found = [(text[n.start : n.end], n.kind) for n in find(text, "2019-11-07", "zho").names]
    assert found == _MARK.findall(sentence)


@pytest.mark.parametrize("sentence", _NONE, ids=range(len(_NONE)))
def test_words_of_the_field_are_no_names(sentence: str) -> None:
    found = [n for n in find(sentence, "2019-11-07", "zho").names if n.kind != "substance"]
    assert found == []


def test_a_body_is_not_named_by_the_place_before_a_general_word() -> None:
    text = "温州法院宣判，西班牙政府和北京警方表示欢迎。"
    assert [(n.key, n.kind) for n in find(text, "", "zho").names] == [
        ("Wenzhou", "place"),
        ("Spain", "place"),
        ("Beijing", "place"),
    ]


def test_a_short_name_that_the_text_gives_is_no_second_body() -> None:
    text = "最高人民法院（简称“最高法”）发布案例，最高法称案件增多。"
    found = [n for n in find(text, "", "zho").names if n.kind == "organisation"]
    assert [text[n.start : n.end] for n in found] == ["最高人民法院", "最高法"]
    assert found[1].start > text.index("）")


def test_a_body_keeps_its_name_where_the_text_says_the_short_one() -> None:
    text = "示例药业（中国）投资有限公司（简称“示药投资”）获刑。示药投资不上诉。"
    first, second = find(text, "", "zho").names
    assert (first.key, first.schema) == ("示例药业（中国）投资有限公司", "Company")
    assert (second.key, text[second.start : second.end]) == (first.key, "示药投资")


def test_a_foreign_person_keeps_the_whole_name_where_a_part_follows() -> None:
    text = "警方逮捕多南·柯林斯和同伙。法院判处柯林斯十年。"
    first, second = find(text, "", "zho").names
    assert (first.key, second.key) == ("多南·柯林斯", "多南·柯林斯")
    assert text[second.start : second.end] == "柯林斯"


def test_the_outlet_in_the_header_is_a_body() -> None:
    text = "两人获刑\nOutlet: 香港01\n2019年11月7日\n"
    assert [(n.key, n.kind) for n in find(text, "", "zho").names] == [("香港01", "organisation")]


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("深圳海关通报", "PublicBody"),
        ("深圳市示例物流有限公司通报", "Company"),
        ("示例日报报道", "Organization"),
    ],
)
def test_a_body_has_the_schema_of_its_kind(text: str, schema: str) -> None:
    assert [n.schema for n in find(text, "", "zho").names] == [schema]


_SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=12).map(
    lambda pairs: sorted(Span(start, start + size) for start, size in pairs)
)


@given(_SPANS, _SPANS)
def test_what_is_apart_touches_nothing(ones: list[Span], others: list[Span]) -> None:
    assert list(names.apart(ones, others)) == [s for s in ones if not touches(s, others)]


def test_a_very_long_text_takes_seconds() -> None:
    text = "\n".join(_MARK.sub(r"\1", s) for s in _CASES * 160)
    assert len(text.encode()) > 1_000_000
    assert len(names.find(text, text, words(text))) > 20_000
