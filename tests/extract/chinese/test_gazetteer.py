"""A place is the same by its Chinese and by its English name."""

import pytest

from comity.extract import find
from comity.extract.chinese import gazetteer

_PLACES = [
    ("邢台市", "Xingtai"),
    ("河北", "Hebei"),
    ("内蒙古", "Inner Mongolia"),
    ("哈尔滨", "Harbin"),
    ("纽约", "New York"),
    ("美国", "United States"),
    ("缅甸", "Myanmar"),
    ("香港", "Hong Kong"),
    ("深圳", "Shenzhen"),
    ("加利福尼亚州", "California"),
    ("锡那罗亚州", "Sinaloa"),
]


@pytest.mark.parametrize(("chinese", "english"), _PLACES)
def test_a_place_is_one_in_both_languages(chinese: str, english: str) -> None:
    [ours] = find(f"包裹从{chinese}寄出。", "", "zho").names
    [theirs] = find(f"The parcel was sent from {english}.").names
    assert (ours.key, ours.country, ours.within) == (theirs.key, theirs.country, theirs.within)


@pytest.mark.parametrize(
    ("short", "whole"), [("陆丰", "陆丰市"), ("广东", "广东省"), ("惠来", "惠来县")]
)
def test_a_short_form_means_the_same(short: str, whole: str) -> None:
    assert gazetteer.find(short) == gazetteer.find(whole) is not None


def test_a_county_without_an_english_name_keeps_its_own() -> None:
    assert gazetteer.find("陆丰") == gazetteer.Place("陆丰市", "cn", "Guangdong")


def test_of_several_districts_the_city_before_says_which() -> None:
    assert gazetteer.find("鼓楼区") == gazetteer.Place("鼓楼区", "cn")
    assert gazetteer.find("鼓楼区", "南京市") == gazetteer.Place("鼓楼区", "cn", "Jiangsu")
    names = find("在江苏省南京市鼓楼区被抓获", "", "zho").names
    assert [n.within for n in names] == ["China", "Jiangsu", "Jiangsu"]


def test_a_province_goes_before_a_city_of_its_name() -> None:
    assert gazetteer.find("吉林") == gazetteer.Place("Jilin", "cn", "China")


@pytest.mark.parametrize("word", ["合作", "联合", "日照", "东方"])
def test_a_word_that_is_also_a_city_is_none_in_a_sentence(word: str) -> None:
    assert find(f"双方加强{word}。", "", "zho").names == ()


def test_what_is_no_place_is_none() -> None:
    assert gazetteer.find("毒品") is None
