"""The features of two names of people: each that has a weight is found where a reader expects it.

A case names a feature and two names that must show it. A feature of the table of weights that no
case shows fails the last tests here.
"""

from itertools import pairwise

import pytest

from comity.resolve.names import judge
from comity.resolve.names.persons import align, read
from comity.resolve.names.spellings import rows
from comity.resolve.names.weighing import features, signals

EAST = "surname and given name: "
_WEIGHTS = {feature: float(w) for model, feature, w in rows("weights") if model == "person"}
_COUNTS = [feature for feature in _WEIGHTS if feature[0].isdigit()]


def shown(a: str, b: str) -> dict[str, float]:
    """Return the features of two names → their points."""
    found: dict[str, float] = {}
    for signal, points in judge(a, b).signals:
        found[signal.feature] = found.get(signal.feature, 0.0) + points
    return found


CASES = [
    ("bias", "Liu Yong", "Ivan Petrov"),
    ("surname agrees", "刘勇", "Liu Ming"),
    ("surname agrees", "Lau Yung", "Liu Yong"),
    ("surname differs", "刘勇", "王勇"),
    ("surname differs", "Liu Yong", "Wang Yong"),
    ("given name agrees", "刘勇", "Lau Yung"),
    ("given name agrees", "김영수", "金永洙"),
    ("given name differs", "刘勇", "刘永"),
    ("given name differs", "Liu Xiaomin", "Liu Xiaoming"),
    ("tone differs", "Liú Yōng", "刘勇"),
    ("hidden name", "王某某", "王小明"),
    ("hidden name", "Wang Moumou", "Wang Xiaoming"),
    ("hidden name agrees", "陈某彬", "陈文彬"),
    ("hidden name differs", "刘某甲", "刘某乙"),
    ("missing Western name", "Tony Leung Chiu-wai", "梁朝伟"),
    ("syllable agrees", "Nguyễn Văn An", "Nguyen Van An"),
    ("syllable differs", "Nguyễn Thị Hồng", "Nguyễn Thị Hương"),
    ("same word", "Ivan Petrov", "Ivan Sidorov"),
    ("like word", "Lavrov", "Lawrow"),
    ("like word", "Bill Gates", "William Gates"),
    ("like word", "Muhammad Rahimi", "Mohamed Rahimi"),
    ("other word", "Ivan Petrov", "Ivan Sidorov"),
    ("other word", "Muhammad", "Mahmoud"),
    ("like sound", "Johnson", "约翰逊"),
    ("like sound", "Ivan Petrov", "Иван Петров"),
    ("other sound", "Johnson", "刘勇"),
    ("other sound", "Ivan Petrov", "Иван Сидоров"),
    ("initial agrees", "J. Smith", "John Smith"),
    ("initial differs", "J. Smith", "Peter Smith"),
    ("particle", "Jan van Dijk", "Jan van Eyck"),
    ("missing particle", "Ludwig van Beethoven", "Ludwig Beethoven"),
    ("generation differs", "John Smith Jr", "John Smith Sr"),
    ("generation differs", "John Smith II", "John Smith III"),
    ("missing generation", "John Smith Jr.", "John Smith"),
    ("order differs", "Khalid bin Abdullah", "Abdullah bin Khalid"),
    ("family name agrees", "SMITH, John", "Smith, Peter"),
    ("family name differs", "Smith, John", "Jones, John"),
    ("first name agrees", "Smith, John", "Jones, John"),
    ("first name differs", "Smith, John", "Smith, Peter"),
    ("surnames exchanged", "Perez, Gomez", "Gomez, Perez"),
    ("number differs", "Agent 47", "Agent 48"),
]


@pytest.mark.parametrize(("feature", "a", "b"), CASES)
def test_a_feature_is_found_whichever_name_comes_first(feature: str, a: str, b: str) -> None:
    assert feature in shown(a, b)
    assert shown(a, b) == shown(b, a)


@pytest.mark.parametrize(
    ("feature", "a", "b"),
    [
        ("surname differs", "刘勇", "Liu Yong"), ("given name differs", "刘勇", "Liu Yong"),
        ("tone differs", "Liú Yǒng", "刘勇"), ("tone differs", "Liu Yong", "刘勇"),
        ("hidden name", "王小明", "王小明"), ("missing Western name", "梁朝伟", "Leung Chiu-wai"),
        ("syllable differs", "Nguyễn Văn An", "Nguyen Van An"),
        ("other word", "Ivan Petrov", "PETROV, Ivan"), ("other sound", "Ivan", "Иван"),
        ("initial agrees", "John Smith", "John Smith"),
        ("missing particle", "Jan van Dijk", "Jan van Dijk"),
        ("missing particle", "Jan van Dijk", "Dijk, Jan van"),
        ("generation differs", "John Smith Jr", "John Smith Junior"),
        ("generation differs", "John Smith Jr", "John Smith"),
        ("missing generation", "John Smith Jr", "John Smith Jr"),
        ("order differs", "Khalid bin Abdullah", "Khalid bin Abdullah"),
        ("surnames exchanged", "Perez, Gomez", "Perez, Gomez"),
        ("family name agrees", "John Smith", "Smith, John"),  # only one says which it is
        ("first name agrees", "John Smith", "Smith, John"),
        ("like sound", "Ivan", "Ivan"), ("like word", "Ivan", "Ivan"),
    ],
)  # fmt: skip
def test_a_feature_is_not_found_where_it_has_no_place(feature: str, a: str, b: str) -> None:
    assert feature not in shown(a, b)


# How many parts agree, how many differ, how many words stand in one name only.
EASTERN = [
    ("0 agree, 1 differ, 1 missing", "Sun Li", "宋丽"),
    ("0 agree, 1 differ, 2 missing", "LYU Wei", "卢伟"),
    ("0 agree, 2 differ, 0 missing", "刘勇", "王明"),
    ("0 agree, 2 differ, 1 missing", "Liu Yong", "Wang Ming Petrov"),
    ("1 agree, 0 differ, 0 missing", "Carrie Lam", "林月娥"),
    ("1 agree, 1 differ, 0 missing", "刘勇", "Liu Ming"),
    ("1 agree, 1 differ, 1 missing", "Liu Yong Petrov", "Liu Ming"),
    ("2 agree, 0 differ, 0 missing", "刘勇", "Lau Yung"),
    ("2 agree, 0 differ, 1 missing", "Liu Yong Petrov", "刘勇"),
    ("2 agree, 1 differ, 0 missing", "Tony Leung Chiu-wai", "Tony Leung Ka-fai"),
    ("3 agree, 0 differ, 0 missing", "Lau Tak Wah, Andy", "Andy Lau Tak-wah"),
]


@pytest.mark.parametrize(("counts", "a", "b"), EASTERN)
def test_the_parts_of_an_eastern_name_are_counted(counts: str, a: str, b: str) -> None:
    assert EAST + counts in shown(a, b)
    assert not set(_COUNTS) & set(shown(a, b))


_SAME = ("Ludwig", "Zbigniew", "Ferdinand")
_OURS, _THEIRS = ("Olga", "Kowalczyk"), ("Pierre", "Mustermann")
_MORE = ("Santiago", "Buchanan")


def counted(agree: int, differ: int, missing: int) -> tuple[str, str]:
    """Return two names of which so many words agree, differ, stand only in one."""
    same = _SAME[:agree]
    a, b = (*same, *_OURS[:differ]), (*same, *_THEIRS[:differ], *_MORE[:missing])
    return " ".join(a) or "Van", " ".join(b if a else ("Van", *b))  # a particle does not count


@pytest.mark.parametrize("feature", _COUNTS)
def test_the_words_of_other_names_are_counted(feature: str) -> None:
    agree, differ, missing = (int(count.split()[0]) for count in feature.split(", "))
    assert feature in shown(*counted(agree, differ, missing))


def test_more_than_three_that_agree_and_two_that_differ_are_counted_as_so_many() -> None:
    five = "Ludwig Zbigniew Ferdinand Olga Santiago"
    assert "3 agree, 0 differ, 0 missing" in shown(five, five)
    a, b = "Olga Kowalczyk Wolfgang", "Pierre Mustermann Santiago Buchanan Timothy Eleanor"
    assert "0 agree, 2 differ, 2 missing" in shown(a, b)


def test_each_feature_with_a_weight_has_a_case() -> None:
    found = {feature for feature, _, _ in CASES} | {EAST + counts for counts, _, _ in EASTERN}
    assert set(_WEIGHTS) - set(_COUNTS) <= found


@pytest.mark.parametrize("feature", [f for f in _WEIGHTS if f.endswith((" agrees", " differs"))])
def test_what_agrees_never_counts_against_nor_what_differs_in_favour(feature: str) -> None:
    assert _WEIGHTS[feature] >= 0 if feature.endswith("agrees") else _WEIGHTS[feature] <= 0


@pytest.mark.parametrize(
    ("feature", "positive"),
    [
        ("same word", True), ("like word", True), ("like sound", True), ("other word", False),
        ("other sound", False), ("1 agree, 0 differ, 0 missing", True),
        ("2 agree, 0 differ, 0 missing", True), ("2 agree, 1 differ, 0 missing", False),
        (f"{EAST}2 agree, 0 differ, 0 missing", True),
        (f"{EAST}1 agree, 1 differ, 0 missing", False),
    ],
)  # fmt: skip
def test_the_direction_of_the_main_weights(feature: str, positive: bool) -> None:
    assert (_WEIGHTS[feature] > 0) == positive


def test_a_rare_word_that_is_shared_says_more_than_a_usual_one() -> None:
    assert shown("Zbigniew", "Zbigniew")["same word"] > shown("John", "John")["same word"]
    assert shown("Brzezinski", "Brzezinsky")["like word"] > shown("Smith", "Smyth")["like word"]


def test_two_words_that_agree_count_in_full_and_further_ones_less_and_less() -> None:
    words = ["Qorwinthal", "Vexmoorby", "Tzelkarund", "Ulbrathmon", "Ypsendroek"]
    points = [shown(" ".join(words[:n]), " ".join(words[:n]))["same word"] for n in range(1, 6)]
    gains = [
        points[0],
        *(later - earlier for earlier, later in pairwise(points)),
    ]
    assert gains[0] > 0.9 * gains[1] > 0
    assert gains[1] > gains[2] > gains[3] > gains[4] > 0


def test_a_particle_that_only_one_has_is_not_counted_as_missing() -> None:
    assert "2 agree, 0 differ, 0 missing" in shown("Ludwig van Beethoven", "Ludwig Beethoven")


def test_features_are_summed_by_name() -> None:
    a, b = "Ivan Petrov", "Ivan Petrov"
    found = align(a, b)
    assert found is not None
    made = signals(found, read(a), read(b))
    total = sum(signal.value for signal in made if signal.feature == "same word")
    assert features(made)["same word"] == total > 0
