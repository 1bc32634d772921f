"""Names in Chinese characters or in Hangul: the surname, the given name, what courts hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.extract import surnames
from comity.resolve import compare
from comity.resolve.names import judge
from comity.resolve.names.characters import Characters, hidden, read

_COMMON = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚英华玉兰文辉建国志斌"
_SURNAMES = [s.simplified for s in surnames().values()][:300]


def features(a: str, b: str) -> set[str]:
    return {signal.feature for signal, _ in judge(a, b).signals}


@pytest.mark.parametrize(
    ("text", "surname", "second", "given_name"),
    [
        ("刘勇", "刘", "", "勇"), ("王小明", "王", "", "小明"),
        ("欧阳锋", "欧阳", "", "锋"), ("司马相如", "司马", "", "相如"),
        ("欧阳", "欧", "", "阳"),  # two characters: each is one part
        ("林郑月娥", "林", "郑", "月娥"), ("陈方安生", "陈", "方", "安生"),
        ("金永洙", "金", "", "永洙"),
        ("김영수", "김", "", "영수"), ("남궁민", "남궁", "", "민"),
    ],
)  # fmt: skip
def test_the_likeliest_reading(text: str, surname: str, second: str, given_name: str) -> None:
    assert read(text)[0] == Characters(surname, second, given_name)


def test_a_name_that_begins_with_a_double_surname_may_have_a_single_one() -> None:
    assert read("司马光") == (Characters("司马", "", "光"), Characters("司", "", "马光"))


@pytest.mark.parametrize("text", ["", "刘", "的确", "奥斯汀摩尔", "刘勇和王明的"])
def test_what_is_no_name_has_no_reading(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("surname", _SURNAMES)
def test_each_surname_of_the_table_is_read_and_a_name_with_it_is_itself(surname: str) -> None:
    name = f"{surname}勇"
    assert surname in {way.surname for way in read(name)}
    assert {"surname agrees", "given name agrees"} <= features(name, name)
    assert compare(name, name).score >= 0.8


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("刘勇", "劉勇"), ("张伟", "張偉"), ("陈静", "陳靜"), ("萧潇", "蕭瀟"), ("叶华", "葉華"),
        ("欧阳锋", "歐陽鋒"), ("林郑月娥", "林鄭月娥"),
        ("刘 勇", "刘勇"), ("刘勇先生", "刘勇"),
        ("김영수", "김 영수"),
        ("김영수", "金永洙"), ("박근혜", "朴槿惠"), ("이명박", "李明博"), ("문재인", "文在寅"),
        ("남궁민", "南宮珉"),
    ],
)  # fmt: skip
def test_one_name_in_other_characters(a: str, b: str) -> None:
    assert {"surname agrees", "given name agrees"} <= features(a, b)
    assert compare(a, b).score >= 0.8


@pytest.mark.parametrize(
    ("a", "b", "differs", "how"),
    [
        ("刘勇", "刘永", "given name", "same sound, other characters"),
        ("刘勇", "刘咏", "given name", "same sound, other characters"),
        ("王晓明", "王小明", "given name", "same sound, other characters"),
        ("刘勇", "刘强", "given name", "other characters"),
        ("刘勇", "刘大勇", "given name", "other characters"),
        ("王勇", "汪勇", "surname", "other characters"),
        ("李明", "黎明", "surname", "other characters"),
        ("김영수", "김영호", "given name", "other characters"),
        ("김정은", "이정은", "surname", "other characters"),
        ("김영수", "金正恩", "given name", "other characters"),
    ],
)  # fmt: skip
def test_other_characters_are_another_name(a: str, b: str, differs: str, how: str) -> None:
    parts = [s.part for s, _ in judge(a, b).signals if s.feature == f"{differs} differs"]
    assert [part.how for part in parts] == [how]
    assert compare(a, b).score <= 0.3


def test_a_married_woman_may_be_named_by_one_of_her_surnames() -> None:
    for name in ("林月娥", "郑月娥"):
        assert {"surname agrees", "given name agrees"} <= features(name, "林郑月娥")
        assert compare(name, "林郑月娥").score >= 0.8
    assert compare("王月娥", "林郑月娥").score <= 0.3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("王某某", "王小明"), ("王某", "王伟"), ("王某某", "王某某"), ("王某", "王某"),
        ("刘某甲", "刘某甲"), ("刘某甲", "刘勇"),
        ("王××", "王小明"), ("王×", "王伟"), ("王xx", "王小明"), ("王**", "王小明"),
        ("王某某", "Wang Xiaoming"), ("王某", "Wang Mou"), ("Wang Mou", "王伟"),
        ("Wang Moumou", "Wang Xiaoming"), ("Wang Moumou", "Wang Moumou"),
        ("WANG Mou", "Wang Wei"), ("Wang Moumou", "王小明"), ("Liu Moujia", "刘勇"),
    ],
)  # fmt: skip
def test_what_a_court_has_hidden_never_counts_as_agreement(a: str, b: str) -> None:
    found = features(a, b)
    assert "hidden name" in found and "surname agrees" in found
    assert not {f for f in found if f.startswith(("given name", "hidden name agrees"))}
    assert not {f for f in found if " agree, " in f}  # nor is it counted
    assert compare(a, b).score < 0.5


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("刘某甲", "刘某乙"), ("Wang Moujia", "Wang Mouyi"),
        ("刘某甲", "Liu Mouyi"), ("陈某彬", "陈文斌"), ("赵某强", "赵国庆"), ("陈小某", "陈大文"),
    ],
)  # fmt: skip
def test_what_a_court_has_left_can_differ(a: str, b: str) -> None:
    assert "hidden name differs" in features(a, b)
    assert compare(a, b).score <= 0.15


def test_what_a_court_has_left_can_agree_and_says_less_than_the_whole_name() -> None:
    assert "hidden name agrees" in features("陈某彬", "陈文彬")
    less, more = compare("陈某某", "陈文彬").score, compare("陈文彬", "陈文彬").score
    assert less < compare("陈某彬", "陈文彬").score < more


def test_another_surname_beside_a_hidden_name_is_another_person() -> None:
    for a, b in (("王某", "汪某"), ("王某某", "李某某"), ("王某", "Li Mou")):
        assert compare(a, b).score <= 0.2


@pytest.mark.parametrize(
    ("a", "b", "evidence"),
    [
        ("某", "勇", 0), ("某某", "小明", 0), ("某甲", "某甲", 0), ("某", "某", 0),
        ("某甲", "某乙", -1), ("某彬", "文彬", 1), ("某彬", "文斌", -1), ("文某", "文彬", 1),
        ("某某", "勇", 0),  # courts do not keep to the number of characters
    ],
)  # fmt: skip
def test_what_is_left_of_hidden_given_names(a: str, b: str, evidence: int) -> None:
    for part in (hidden(a, b), hidden(b, a)):
        assert (part.evidence > 0) - (part.evidence < 0) == evidence


@given(
    st.sampled_from(_SURNAMES), st.sampled_from(_SURNAMES), st.text(_COMMON, min_size=2, max_size=2)
)
def test_two_names_in_characters_are_one_if_these_are_the_same(
    surname: str, other: str, given_name: str
) -> None:
    one, two = surname + given_name, other + given_name
    assert (compare(one, two).score >= 0.8) == (one == two)


@given(st.sampled_from(_SURNAMES[:100]), st.sampled_from(_COMMON), st.sampled_from("某×"))
def test_no_hidden_name_matches(surname: str, char: str, sign: str) -> None:
    for name in (surname + char, surname + char * 2):
        assert "given name agrees" not in features(surname + sign, name)
        assert compare(surname + sign, name).score < 0.5
