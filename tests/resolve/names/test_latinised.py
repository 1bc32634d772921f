"""Chinese and Korean names in Latin letters: where the surname ends, and two spellings of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve import compare
from comity.resolve.names import judge, spellings
from comity.resolve.names.latinised import divided, is_given, read, shown, sure
from comity.resolve.names.reading import words

_SYLLABLES = "wei fang na min jing li qiang lei jun yang yong yan jie hua tao ming chao".split()
_SURNAMES = "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin He Gao".split()


def features(a: str, b: str) -> set[str]:
    return {signal.feature for signal, _ in judge(a, b).signals}


@pytest.mark.parametrize(
    ("name", "surname", "second", "given_name", "others"),
    [
        ("Liu Yong", "liu", "", "yong", ""), ("LAU Yung", "lau", "", "yung", ""),
        ("Yong LIU", "liu", "", "yong", ""), ("LIUYONG", "liu", "", "yong", ""),
        ("Wang Xiao Ming", "wang", "", "xiaoming", ""),
        ("Ouyang Feng", "ouyang", "", "feng", ""), ("Ou Yang Feng", "ouyang", "", "feng", ""),
        ("Lü Wei", "lv", "", "wei", ""), ("LV Wei", "lv", "", "wei", ""),
        ("Tony Leung Chiu-wai", "leung", "", "chiuwai", "tony"),
        ("Leung Chiu-wai, Tony", "leung", "", "chiuwai", "tony"),
        ("Carrie Lam", "lam", "", "", "carrie"),
        ("Kim Young-soo", "kim", "", "youngsoo", ""),
    ],
)  # fmt: skip
def test_the_likeliest_reading(
    name: str, surname: str, second: str, given_name: str, others: str
) -> None:
    way = read(words(name))[0]
    assert (way.surname, way.second, way.given) == (surname, second, given_name)
    assert " ".join(w.text for w in way.others) == others


def test_a_married_womans_second_surname_is_one_way_to_read_a_name() -> None:
    ways = {(w.surname, w.second, w.given) for w in read(words("Lam Cheng Yuet-ngor"))}
    assert ("lam", "cheng", "yuetngor") in ways


@pytest.mark.parametrize(
    "name", ["", "Austin Moore", "John", "J. Liu", "Иван Петров", "刘勇", "a b c d e f g h"]
)
def test_what_is_not_spelled_so_has_no_reading(name: str) -> None:
    assert read(words(name)) == ()


@pytest.mark.parametrize(
    ("name", "is_sure"),
    [
        ("Liu Yong", True), ("Chan Tai Man", True), ("Kim Young-soo", True), ("LIUYONG", True),
        ("Carrie Lam", False), ("Austin Moore", False), ("Liu", False), ("Ivan Petrov", False),
    ],
)  # fmt: skip
def test_a_name_is_surely_chinese_if_both_halves_are(name: str, is_sure: bool) -> None:
    assert sure(words(name)) is is_sure


@pytest.mark.parametrize(
    ("letters", "system", "breaks", "ways"),
    [
        ("xian", "pinyin", (), {"xian", "xi an"}),
        ("xian", "pinyin", (2,), {"xi an"}),  # Xi'an
        ("jianan", "pinyin", (), {"jian an", "jia nan", "ji a nan", "ji an an"}),
        ("johnson", "pinyin", (), set()),
    ],
)  # fmt: skip
def test_letters_are_divided_into_syllables(
    letters: str, system: str, breaks: tuple[int, ...], ways: set[str]
) -> None:
    assert {" ".join(way) for way in divided(letters, system, frozenset(breaks))} == ways


@pytest.mark.parametrize(
    ("text", "whether"),
    [
        ("Yong", True), ("Xiaoming", True), ("Xiao Ming", True), ("Yuet-ngor", True),
        ("Jong-un", True), ("Smith", False), ("Mary", False), ("Tony", False),
    ],
)  # fmt: skip
def test_what_may_be_a_given_name(text: str, whether: bool) -> None:
    assert is_given(words(text)) is whether


@pytest.mark.parametrize(
    ("given_name", "characters"),
    [
        ("mou", "某某"), ("moumou", "某某"), ("moujia", "某甲"), ("mouyi", "某乙"),
        ("yimou", ""), ("mo", ""), ("mouming", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_courts_hide_is_known_in_pinyin_too(given_name: str, characters: str) -> None:
    assert shown(given_name) == characters


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # one system, other marks
        ("Liu Yong", "LIU, Yong"), ("Liu Yong", "Yong LIU"), ("Liu Yong", "LIUYONG"),
        ("Liu Yong", "Liú Yǒng"), ("Liu Yong", "Liu2 Yong3"), ("Wang Xiaoming", "WANG Xiao Ming"),
        ("Wang Xiaoming", "Wang Xiao-ming"), ("Li Xi'an", "Li Xian"), ("Li Yu'e", "Li Yue"),
        ("Lü Wei", "LV Wei"), ("Ouyang Feng", "Ou Yang Feng"),
        ("Teng Hsiao-p'ing", "Teng Hsiaoping"),
        ("Yuet-ngor Lam", "LAM Yuet Ngor"),
        # two systems
        ("Cheung Wai", "Zhang Wei"), ("Lau Yung", "Liu Yong"), ("Wong Siu Ming", "Wang Xiaoming"),
        ("Wong Siu Ming", "Huang Xiaoming"), ("Tan Ah Kow", "Chen Yajiu"),
        ("Teo Chee Hean", "Zhang Zhixian"), ("Mao Tse-tung", "Mao Zedong"),
        ("Choi Soon-sil", "Choe Sun-sil"), ("Chung Ju-yung", "Jeong Ju-yeong"),
        # a surname more, a Western name more
        ("Lam Yuet-ngor", "Lam Cheng Yuet-ngor"), ("Carrie Lam Yuet-ngor", "Lam Yuet-ngor"),
        ("Wang Xiaohong", "Wang Xiaohong Mary"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_name(a: str, b: str) -> None:
    assert {"surname agrees", "given name agrees"} <= features(a, b)
    assert compare(a, b).score >= 0.8


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [
        ("Liu Xiaomin", "Liu Xiaoming", "given name"), ("Li Na", "Li Ne", "given name"),
        ("Chen Ping'an", "Chen Pingyan", "given name"),
        ("Zhang Jia-nan", "Zhang Jian-an", "given name"),
        ("Lau Tak-wah", "Lau Tak-ming", "given name"),
        ("Tony Leung Chiu-wai", "Tony Leung Ka-fai", "given name"),
        ("Lee Hsien Loong", "Lee Hsien Yang", "given name"),
        ("Kim Young-soo", "Kim Young-ho", "given name"),
        ("Wang Wei", "Huang Wei", "surname"),
        ("Chan Tai Man", "Cheung Tai Man", "surname"),
        ("Kim Young-soo", "Lee Young-soo", "surname"),
        ("Lü Wei", "Lu Ming", "given name"),
    ],
)  # fmt: skip
def test_one_letter_makes_another_name(a: str, b: str, differs: str) -> None:
    assert f"{differs} differs" in features(a, b)
    assert compare(a, b).score <= 0.3


def test_the_same_spelling_may_be_read_in_two_systems_and_says_so() -> None:
    (part,) = (
        s.part for s, _ in judge("Cheung Wai", "Zhang Wei").signals if s.part.kind == "surname"
    )
    assert "张" in part.how


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [
        ("Wáng Xiǎomíng", "Wáng Xiǎomǐng", True), ("Wang2 Xiao3ming2", "Wáng Xiǎomǐng", True),
        ("Wang2 Xiao3ming2", "Wáng Xiǎomíng", False), ("Wáng Xiǎomíng", "Wang Xiaoming", False),
    ],
)  # fmt: skip
def test_tones_count_only_where_both_names_have_them(a: str, b: str, differs: bool) -> None:
    assert ("tone differs" in features(a, b)) is differs
    score = compare(a, b).score
    assert score < 0.5 if differs else score >= 0.8


@given(
    st.sampled_from(_SURNAMES), st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=2),
    st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=2),
)  # fmt: skip
def test_pinyin_names_are_one_if_their_syllables_are(
    surname: str, one: list[str], other: list[str]
) -> None:
    a, b = (f"{surname} {'-'.join(given).title()}" for given in (one, other))
    assert (compare(a, b, "Person").score >= 0.8) == (one == other)


@given(st.sampled_from(_SURNAMES), st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=2))
def test_the_shape_of_a_spelling_makes_no_other_name(surname: str, given_name: list[str]) -> None:
    name = f"{surname} {''.join(given_name).title()}"
    for other in (
        f"{surname.upper()}, {'-'.join(given_name).title()}",
        f"{surname.upper()} {' '.join(given_name)}",
        f"{''.join(given_name).title()} {surname.upper()}",
    ):
        assert not {f for f in features(name, other) if "differs" in f}
        assert compare(name, other, "Person").score >= 0.8


@pytest.mark.parametrize("system", spellings.SYSTEMS)
def test_the_chances_of_what_letters_stand_for_add_up_to_one(system: str) -> None:
    table = spellings.pieces(system)
    assert len(table) > 200
    assert all(abs(sum(shares.values()) - 1) < 1e-9 for shares in table.values())
