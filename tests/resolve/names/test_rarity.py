"""How rare a name is: what two records that share it are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve.names import rarity


@pytest.mark.parametrize(
    ("usual", "rare"),
    [
        ("刘勇", "刘琬琰"), ("王伟", "欧阳锋"), ("王伟", "汝伟"), ("刘勇", "刘大勇"),
        ("Wang Wei", "Ouyang Feng"), ("Wang Wei", "Wang Xiaowei"),
        ("John Smith", "Zbigniew Brzezinski"), ("John Smith", "Austin Moore"),
        ("J. Smith", "John Smith"), ("Smith", "John Smith"),
        ("Mohammed Ali", "Mohammed Ali Zangeneh"), ("Maria", "Maria Garcia"),
    ],
)  # fmt: skip
def test_which_of_two_names_is_rarer(usual: str, rare: str) -> None:
    assert rarity(usual) < rarity(rare)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("刘勇", 7.5, 10.5), ("王伟", 6, 9), ("Wang Wei", 4.5, 8), ("John Smith", 8, 11),
        ("Austin Moore", 12, 17), ("Zbigniew Brzezinski", 17, 20),
        ("van der", 0, 0), ("", 0, 0), ("Dr. Mr.", 0, 0),
    ],
)  # fmt: skip
def test_the_measure_of_a_name(name: str, least: float, most: float) -> None:
    assert least <= rarity(name) <= most


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("John Smith", "SMITH, John"), ("John Smith", "Mr. John Smith"), ("刘勇", "劉勇"),
        ("刘勇", "刘 勇"), ("Liu Yong", "LIU YONG"), ("Jan Dijk", "Jan van Dijk"),
    ],
)  # fmt: skip
def test_how_a_name_is_written_does_not_make_it_rarer(a: str, b: str) -> None:
    assert rarity(a) == pytest.approx(rarity(b))


@pytest.mark.parametrize(
    ("spelled", "written"), [("Liu Yong", "刘勇"), ("Wang Wei", "王伟"), ("Li Na", "李娜")]
)
def test_a_spelling_is_borne_by_more_people_than_the_characters(spelled: str, written: str) -> None:
    assert rarity(spelled) < rarity(written)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_the_measure_is_from_0_to_20_for_any_text(text: str) -> None:
    assert 0 <= rarity(text) <= 20


def test_a_text_that_is_too_long_says_nothing() -> None:
    assert rarity("刘勇 " * 1_000_000) == 0
