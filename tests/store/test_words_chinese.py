"""Chinese words: either script is one, each character is heard, and no span moves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.pinyin_dict import pinyin_dict

from comity.model import ComityError, simple_characters, simplified
from comity.store import pinyin
from comity.store.words import fold, places, tokens, tsqueries, tsvectors

MIXED = st.text(st.sampled_from('劉刘勇後后乾干𠮷ab é"1。\n的薴ノ한')) | st.text(max_size=40)


@given(MIXED)
def test_folding_keeps_the_spans_and_what_is_folded_stays_so(text: str) -> None:
    folded = text.translate(simple_characters())
    assert len(folded) == len(text)
    assert folded.translate(simple_characters()) == folded
    assert tokens(folded) == tokens(text)
    for token, start, end in tokens(text):
        assert fold(text[start:end]) == token == fold(token)


def test_every_traditional_character_is_one_simplified_character() -> None:
    table = simple_characters()
    assert len(table) > 4000
    assert all(len(new) == 1 and ord(new) not in table for new in table.values())
    assert "".join(map(fold, "劉勇長沙國號")) == "刘勇长沙国号"
    assert (fold("\uf92f"), fold("\uf90a")) == ("劳", "金")  # the forms of compatibility


def test_one_character_alone_is_turned_as_in_a_text() -> None:
    assert simplified("劉勇與蔣菊華") == "劉勇與蔣菊華".translate(simple_characters())


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("liuyong", {("liu", "yong")}),
        ("juhua", {("ju", "hua")}),
        ("zhangjianhua", {("zhang", "jian", "hua")}),
        ("fangan", {("fang", "an"), ("fan", "gan")}),
        ("tiananmen", {("tian", "an", "men")}),
        ("xian", {("xian",)}),
        ("lv", {("lu",)}),
        ("lyu", {("lu",)}),
        ("nvshi", {("nu", "shi")}),
        ("fentanyl", set()),
        ("court", set()),
        ("ng", set()),
        ("h", set()),
        ("4anpp", set()),
        ("刘", set()),
        ("liu" * 20, set()),
    ],
)
def test_words_are_split_into_the_fewest_syllables(
    word: str, expected: set[tuple[str, ...]]
) -> None:
    assert set(pinyin.splits(word)) == expected


@given(st.lists(st.sampled_from(sorted(pinyin._syllables())), min_size=1, max_size=5))
def test_whatever_is_made_of_syllables_is_split(syllables: list[str]) -> None:
    word = "".join(syllables)
    ways = pinyin.splits(word)
    assert ways
    assert len({len(way) for way in ways}) == 1
    assert len(ways[0]) <= len(syllables)


@pytest.mark.parametrize("word", ["a" * 39 + "!", "xian" * 10, "zhang" * 8 + "h", "n" * 200])
def test_no_word_takes_long_to_split(word: str) -> None:
    assert len(pinyin.splits(word)) <= 6


def test_every_character_is_read_as_pypinyin_reads_it_first() -> None:
    read, simple = pinyin.readings(), simple_characters()
    for code, listed in pinyin_dict.items():
        first = unicodedata.normalize("NFKD", listed.split(",")[0])
        plain = "".join(c for c in first if c.isascii())
        if set(plain) & set("aeiou"):
            assert plain in read[simple.get(code, chr(code))], chr(code)


SURNAMES = (
    "刘liu 單shan 单shan 解xie 曾zeng 仇qiu 查zha 盖ge 蓋ge 区ou 區ou 朴piao 任ren 华hua 乐yue "
    "缪miao 翟zhai 覃qin 种chong 洗xian 冼xian 牟mou 宓mi 员yun 召shao 黑he 秘bi 祭zhai 繁po 折she "
    "盛sheng 燕yan 应ying 宁ning 相xiang 那na 车che 沈shen 吕lu 尉yu 迟chi 万mo 俟qi 长zhang 句gou"
)


@pytest.mark.parametrize("surname", SURNAMES.split())
def test_every_surname_is_heard_as_such(surname: str) -> None:
    assert surname[1:] in pinyin.readings()[fold(surname[0])]


def test_readings_that_are_rare_are_not_heard() -> None:
    read = pinyin.readings()
    assert [read[c] for c in "勇大王曾"] == [("yong",), ("da",), ("wang",), ("ceng", "zeng")]
    assert {"qian", "gan"} <= set(read["干"])  # 乾隆 and 乾净


def test_syllables_stand_where_their_character_stands_and_weigh_more() -> None:
    assert list(tsvectors("A 劉勇, 刘b")) == ["'a':1 '刘':2,4 '勇':3 'b':5 '~liu':2A,4A '~yong':3A"]
    assert list(tsvectors("Liu Yong")) == ["'liu':1 'yong':2"]
    assert list(tsvectors("ひら 한")) == [f"'ひ':1 'ら':2 '{fold('한')}':3"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("liuyong", ["'liuyong' | '~liu' <-> '~yong'"]),
        ("Liú Yǒng", ["'liu' | '~liu' <-> '~yong'", "'yong' | '~liu' <-> '~yong'"]),
        ('"LIU Yong"', ["'liu' <-> 'yong' | '~liu' <-> '~yong'"]),
        ("Xi'an", ["'xi' <-> 'an' | '~xi' <-> '~an'"]),
        ("liu yong fentanyl", ["'liu' | '~liu' <-> '~yong'", "'yong' | '~liu' <-> '~yong'",
                               "'fentanyl'"]),
        ("liu fentanyl yong", ["'liu'", "'fentanyl'", "'yong'"]),
        ("劉勇", ["'刘' <-> '勇'"]),
        ("劉 yong", ["'刘'", "'yong'"]),
        ("DEA特工", ["'dea' <-> '特' <-> '工'"]),
        ("an", ["'an'"]),
        ("he", ["'he'"]),
        ("fang-an", ["'fang' <-> 'an' | '~fang' <-> '~an'"]),
    ],
)  # fmt: skip
def test_syllables_are_asked_for_where_two_stand_in_a_row(query: str, expected: list[str]) -> None:
    assert tsqueries(query) == expected


def test_places_of_what_is_written_and_of_what_is_heard() -> None:
    text = "被告劉勇（Liu Yong）六永, 劉 yong"
    assert [(text[p.start : p.end], p.clause) for p in places("刘勇", text)] == [("劉勇", 0)]
    assert [text[p.start : p.end] for p in places('"liu yong"', text)] == [
        "劉勇", "Liu Yong", "六永",
    ]  # fmt: skip
    assert {(text[p.start : p.end], p.clause) for p in places("liu yong", text)} == {
        ("劉勇", 0), ("劉勇", 1), ("Liu", 0), ("Yong", 1), ("六永", 0), ("六永", 1), ("yong", 1),
    }  # fmt: skip


@given(MIXED, MIXED)
def test_places_are_within_the_text_and_in_its_order(query: str, text: str) -> None:
    try:
        found = places(query, text)
    except ComityError:
        return
    assert found == sorted(found)
    assert all(0 <= place.start < place.end <= len(text) for place in found)
