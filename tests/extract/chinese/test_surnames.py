"""The table of surnames: what each row says, and that it keeps its own rules."""

import pytest

from comity.extract import surnames
from comity.extract.chinese import people


def test_a_row_says_how_a_surname_is_spelled() -> None:
    chen = surnames()["陈"]
    assert chen.traditional == ("陳",)
    assert chen.pinyin == "chen"
    assert "chan" in chen.cantonese
    assert "tan" in chen.hokkien_teochew
    assert chen.wade_giles == ("ch'en", "chen")
    assert chen.per_mille == 46.1
    assert chen.cantonese_known
    assert not chen.doubtful


def test_the_commonest_stand_first_and_none_twice() -> None:
    shares = [s.per_mille for s in surnames().values() if s.per_mille is not None]
    assert list(surnames())[:3] == ["王", "李", "张"]
    assert shares[0] == max(shares)
    assert sum(shares) < 1000


def test_every_row_is_whole() -> None:
    for key, row in surnames().items():
        assert row.simplified == key
        assert row.traditional
        assert row.pinyin.isalpha()


@pytest.mark.parametrize("word", ["和", "时", "来", "但", "国", "张简", "第五"])
def test_a_word_is_a_doubtful_surname(word: str) -> None:
    assert surnames()[word].doubtful


@pytest.mark.parametrize("surname", ["萧", "傅", "褟", "欧阳", "濮阳"])
def test_a_surname_hides_a_name(surname: str) -> None:
    [span] = people.hidden([], f"被告人{surname}某某到庭。")
    assert span == (3, 3 + len(surname) + 2)
