"""Two names, or two entities: the probability that they are one, and the reasons for it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import ASK, Entity, compare, score

_NAMES = (
    "Liu Yong", "刘勇", "Lau Yung", "Mohammed Ali", "Иван Петров", "Ivan Petrov", "김정은",
    "奥斯汀·摩尔", "Carrie LAM CHENG Yuet-ngor", "林鄭月娥", "Nguyễn Văn An", "J. Smith",
)  # fmt: skip
_any = st.one_of(st.sampled_from(_NAMES), st.text(max_size=30))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Liu Yong", "刘勇"), ("LIUYONG", "劉勇"), ("Lau Yung", "刘勇"), ("Liú Yǒng", "刘勇"),
        ("Shan Xiaoming", "单晓明"), ("Ouyang Feng", "欧阳锋"), ("Teng Hsiao-p'ing", "邓小平"),
        ("Carrie LAM CHENG Yuet-ngor", "林鄭月娥"), ("Kim Jong-un", "김정은"),
        ("Austin Moore", "奥斯汀·摩尔"), ("Ivan Petrov", "Иван Петров"),
        ("Bill Gates", "William Gates"),
        ("深圳市华森国际物流有限公司", "Shenzhen Huasen International Logistics Co., Ltd."),
    ],
)  # fmt: skip
def test_two_writings_of_one_name(a: str, b: str) -> None:
    assert compare(a, b).score > 0.6


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("刘勇", "刘永"), ("Liu Yong", "刘荣"), ("Xu Xiaomin", "许小明"), ("Liú Yōng", "刘勇"),
        ("Kim Jong-il", "김정은"), ("Li Xi'an", "李先"), ("王某某", "王小明"),
        ("上海远航贸易有限公司", "Ningbo Yuanhang Trading Co., Ltd."),
    ],
)  # fmt: skip
def test_two_names(a: str, b: str) -> None:
    assert compare(a, b).score < 0.5


def test_a_frequent_name_alone_is_no_match_and_a_rare_one_nearly_is() -> None:
    for name in ("刘勇", "Wang Wei", "John Smith"):
        assert compare(Entity("1", "Person", (name,)), Entity("2", "Person", (name,))).score < 0.5
    rare = Entity("1", "Person", ("Austin Moore",)), Entity("2", "Person", ("MOORE, Austin",))
    assert compare(*rare).score > 0.9


def test_what_else_is_known_counts_for_and_against() -> None:
    a = Entity("1", "Person", ("John Smith",), births=("1980-03-04",), genders=("male",))
    scores = [
        compare(a, Entity("2", "Person", ("John Smith",), births=born, genders=(gender,))).score
        for born, gender in (
            (("1980-03-04",), "male"), (("1980-04-03",), "male"), ((), "male"),
            (("1951-07-30",), "male"), (("1951-07-30",), "female"),
        )
    ]  # fmt: skip
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9 and scores[3] < 0.05


@pytest.mark.parametrize("bad", ["", " ", "\x00\x01", "\u202e\u200f", "\ud800", "x" * 10_000_000])
def test_what_is_no_name_matches_nothing(bad: str) -> None:
    assert compare(bad, bad).score < 0.01
    assert compare(bad, "Liu Yong").score < 0.01


@given(_any, _any)
def test_the_order_makes_no_difference_and_points_add_up(a: str, b: str) -> None:
    found, other = compare(a, b, "Person"), compare(b, a, "Person")
    assert found.score == other.score == score([(a, b)], "Person")[0]
    total = math.fsum(reason.points for reason in found.reasons)
    assert math.isclose(found.score, 1 / (1 + math.exp(-total)), abs_tol=1e-9)


def test_in_one_case_a_short_name_may_stand_for_the_long_one_of_a_company() -> None:
    long, short = ("深圳市华森国际物流有限公司",), ("华森国际物流",)
    within, apart = (
        compare(Entity("1", "Company", long, case=case), Entity("2", "Company", short, case=case))
        for case in ("c", "")
    )
    assert within.score > ASK > apart.score
