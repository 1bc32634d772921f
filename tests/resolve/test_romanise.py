"""Chinese names of persons in pinyin."""

import pytest

from comity.resolve import romanise


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("刘勇", "liu yong"),
        ("劉勇", "liu yong"),
        ("单伟", "shan wei"),
        ("單偉", "shan wei"),
        ("解明", "xie ming"),
        ("歐陽修", "ouyang xiu"),
        ("濮阳伟", "puyang wei"),
        ("吕伟", "lv wei"),
        ("张简明", "zhang jianming"),  # a given name of two characters is far more likely
        ("欧阳", "ou yang"),  # two characters: a surname and a given name
    ],
)
def test_a_name_is_read_with_its_surname_first(name: str, pinyin: str) -> None:
    assert romanise.person(name) == pinyin


@pytest.mark.parametrize("name", ["王某某", "奥斯汀·摩尔", "Liu Yong", "刘"])
def test_what_is_no_open_chinese_name_has_no_pinyin(name: str) -> None:
    assert romanise.person(name) is None
