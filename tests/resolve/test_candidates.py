"""Pairs are ranked within a budget, and scored alike with their reasons and without."""

import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.resolve import Entity, candidates, compare, score
from comity.resolve.candidates import ALIKE, budget, least_rank, rank, ranked_to, weight
from comity.resolve.compare import reaching

_NAMES = (
    "Liu Yong", "刘勇", "Mohammed Ali", "Иван Петров", "J. Smith", "Quillon Vantreaux", "Vantreaux",
    "Golden Delta Trading Co., Ltd.", "深圳市华森国际物流有限公司", "",
)  # fmt: skip
_entity = st.builds(
    lambda schema, names, births, countries, numbers, source: Entity(
        "1", schema, tuple(names), births=tuple(births), countries=tuple(countries),
        identifiers=tuple(("idNumber", number) for number in numbers), source=source,
        marks=("9 sentenced",),
    ),
    st.sampled_from(("Person", "Company", "Group", "LegalEntity", "Thing")),
    st.lists(st.one_of(st.sampled_from(_NAMES), st.text(max_size=20)), max_size=3),
    st.lists(st.sampled_from(("1980-03-04", "1980", "1951-07-30")), max_size=2),
    st.lists(st.sampled_from(("cn", "us")), max_size=1),
    st.lists(st.sampled_from(("EX-0000001", "EX-0000002")), max_size=1),
    st.sampled_from(("", "report")),
)  # fmt: skip


@settings(deadline=None)  # the first reads tables
@given(_entity, _entity, st.sampled_from((0.0, 0.3, 0.5, 0.8)))
def test_a_score_is_the_same_with_and_without_reasons(a: Entity, b: Entity, least: float) -> None:
    found = compare(a, b)
    assert score([(a, b)]) == [found.score]
    assert compare(b, a).score == found.score
    assert reaching([(a, b)], least) == [found.score if found.score >= least else 0.0]
    total = math.fsum(reason.points for reason in found.reasons)
    assert math.isclose(found.score, 1 / (1 + math.exp(-total)), abs_tol=1e-9)


@pytest.mark.parametrize(
    ("number", "most"),
    [(1, 0), (100, 4_950), (1_000, 50_000), (100_000, 500_000), (1_000_000, 10_000_000)],
)
def test_the_budget(number: int, most: int) -> None:
    assert max(0, min(budget(number), number * (number - 1) // 2)) == most


def test_all_pairs_of_one_rank_are_proposed_or_none() -> None:
    ranks = {900: 40_000, 500: 10_000, 300: 1, 100: 80_000}
    assert least_rank(ranks, 1_000) == 500
    assert least_rank({**ranks, 500: 10_001}, 1_000) == 900


def test_a_key_that_fewer_have_tells_more() -> None:
    told = [weight(size, 1_000) for size in (2, 10, 100, 1_000)]
    assert told == sorted(told, reverse=True)
    assert told[-1] == 1
    assert rank(100, 100, 100) == ALIKE > rank(50, 100, 100) > rank(50, 200, 200)
    assert ranked_to(Counter({2: 10, 5: 10}), 10) == 10


def test_a_crowd_pushes_out_no_pair_that_has_more_in_common() -> None:
    chance = random.Random(5)
    given_names = ["".join(chance.sample("aeioubdklmnrst", 5)) for _ in range(200)]
    crowd = [
        Entity(f"{n:04}", "Person", (f"Smith, {chance.choice(given_names)} {n % 7}",))
        for n in range(1_500)
    ]
    crowd[3] = Entity("0003", "Person", ("Quillon Vantreaux",))
    crowd[4] = Entity("0004", "Person", ("Q. Vantreaux",))
    crowd[5] = Entity("0005", "Person", ("Quilon Vantreaux",))
    found = list(candidates(crowd))
    assert len(found) <= budget(len(crowd))
    assert {("0003", "0004"), ("0003", "0005")} <= set(found)
    assert found == list(candidates(reversed(crowd)))
