"""Amounts, sums and counted people in Chinese texts."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract.chinese import numbers, quantities

AMOUNTS = {
    "查获11.9公斤芬太尼": [("11.9公斤", "11.9", "kg", "11900")],
    "超过三百余克，30粒": [("三百余克", "300", "g", "300"), ("30粒", "30", "粒", "")],
    "約2公噸": [("2公噸", "2", "t", "2000000")],
    "五个包裹": [("五个包裹", "5", "个包裹", "")],
    "3两冰毒": [("3两", "3", "两", "150")],
    "三两句话": [],
    "500克拉": [],
    "一支队伍办理3件案件": [],
    "扣押轿车3辆、手枪两把、银行卡20张": [
        ("3辆", "3", "辆", ""),
        ("两把", "2", "把", ""),
        ("20张", "20", "张", ""),
    ],
    "起出犀牛角7根，假酒1.5万余盒": [("7根", "7", "根", ""), ("1.5万余盒", "15000", "盒", "")],
    "在三個貨櫃和4个行李箱内": [("三個", "3", "個", ""), ("4个", "4", "个", "")],
    "三部门、两台湾人、五只有、两张某、一张网、两个月、4个小时": [],
}
SUMS = {
    "罚金5万元人民币": [("5万元人民币", "50000", "CNY")],
    "人民币3000元": [("人民币3000元", "3000", "CNY")],
    "100万美元": [("100万美元", "1000000", "USD")],
    "新台幣5萬元，另付3000元": [("新台幣5萬元", "50000", "TWD")],
    "¥500": [("¥500", "500", "CNY")],
    "US$20": [("US$20", "20", "USD")],
    "50万令吉、3万泰铢和2000瑞士法郎": [
        ("50万令吉", "500000", "MYR"),
        ("3万泰铢", "30000", "THB"),
        ("2000瑞士法郎", "2000", "CHF"),
    ],
}
COUNTS = {
    "嫌疑人18名": [("嫌疑人18名", 18)],
    "94名诈骗嫌疑人": [("94名诈骗嫌疑人", 94)],
    "，9名被告人": [("9名被告人", 9)],
    "三人": [("三人", 3)],
    "三人民": [],
    "救出12名外国公民，拘留5名本地男女": [("12名外国公民", 12), ("5名本地男女", 5)],
    "死者为6男3女": [("6男", 6), ("3女", 3)],
    "三男涉毒被捕，警方起诉4嫌": [("三男", 3), ("4嫌", 4)],
    "两汉时期，三女嫁人，起诉2嫌疑人": [],
    "对七名毒品販運者宣判": [("七名毒品販運者", 7)],
}  # fmt: skip


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts(text: str) -> None:
    assert [(text[q[0] : q[1]], *q[2:]) for q in quantities.find(text)] == AMOUNTS[text]


@pytest.mark.parametrize("text", SUMS)
def test_sums(text: str) -> None:
    assert [(text[s[0] : s[1]], *s[2:]) for s in quantities.find_money(text)] == SUMS[text]


@pytest.mark.parametrize("text", COUNTS)
def test_counts(text: str) -> None:
    assert [(text[g[0] : g[1]], g.size) for g in quantities.find_counts(text)] == COUNTS[text]


@given(st.text("0123两三百万余半元克公斤名人，.约", max_size=40))
def test_spans_hold_the_words_of_the_value_and_never_overlap(text: str) -> None:
    finders: list[Callable[[str], list[Any]]]
    finders = [quantities.find, quantities.find_money, quantities.find_counts]
    for find in finders:
        found = find(text)
        assert all(a.end <= b.start for a, b in pairwise(found))
        for one in found:
            words = text[one.start : one.end]
            again = find(words)
            assert [x[2:] for x in again] == [one[2:]]
            assert words[0] in numbers.NUMERALS or words[0].isdigit()
