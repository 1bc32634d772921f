"""Chinese numerals and digits, and their values."""

from decimal import Decimal

import pytest

from comity.extract.chinese import numbers

VALUES = {
    "一百二十三万四千五百六十七": 1234567, "1.2万": 12000, "3亿": 300000000, "３億": 300000000,
    "百余": 100, "三百余": 300, "十几万": 100000, "两千": 2000, "一千零五十": 1050, "廿一": 21,
    "卅": 30, "二〇一九": 2019, "1,234.5": Decimal("1234.5"), "１２": 12, "三百五": 350,
    "一万五": 15000, "3亿5000万": 350000000, "半": Decimal("0.5"), "一万零五": 10005,
}  # fmt: skip


@pytest.mark.parametrize("words", VALUES)
def test_a_number_has_its_exact_value(words: str) -> None:
    assert numbers.value(words) == VALUES[words]


@pytest.mark.parametrize("words", ["三四", "万", "十两", "", "公斤"])
def test_what_is_no_number_of_one_value_has_none(words: str) -> None:
    assert numbers.value(words) is None


def test_a_run_of_numerals_without_end_is_no_number() -> None:
    assert numbers.value("万" * 5000) is None
