"""The language of short texts: what is mostly Han characters is Chinese."""

import pytest

from comity.intake.text import language


@pytest.mark.parametrize(
    "text",
    ["刘勇", "劉勇在深圳", "13800138000 王某某", "被告刘某（Liu）", "刘勇 https://example.org/liu"],
)
def test_a_short_text_in_han_characters_is_chinese(text: str) -> None:
    assert language(text) == "zho"


@pytest.mark.parametrize("text", ["東京で", "サイ 斉", "서울 劉", "Liu Yong 刘勇", "ok", "138", ""])
def test_other_short_texts_have_no_known_language(text: str) -> None:
    assert language(text) is None


def test_a_longer_text_is_known_by_its_words() -> None:
    assert language("中国の裁判所は木曜日、九人に判決を言い渡した。") == "jpn"
    assert language("A court in Xingtai (邢台) sentenced nine people.") == "eng"
