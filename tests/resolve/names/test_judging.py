"""The odds of two names: points that add up, the same whichever comes first, and never from what
is no name."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.extract import simplified, surnames
from comity.resolve import compare, score
from comity.resolve.names import NONE, judge, odds, schema_of, spellings
from comity.resolve.names.spellings import rows
from comity.resolve.names.tables import light

_anything = st.text(st.characters(exclude_categories=()), max_size=30)
_NAMES = [
    "Liu Yong", "刘勇", "Lau Yung", "LAU Yung", "Liú Yǒng", "林鄭月娥",
    "Carrie LAM CHENG Yuet-ngor",
    "王某某", "Wang Moumou", "刘某甲", "王××", "Tony Leung Chiu-wai", "欧阳锋", "Ch'en Ta-wen",
    "김정은", "金正恩", "Kim Jong-un", "佐藤健", "Ōno Ken", "タナカ ケン", "Nguyễn Văn An",
    "Nguyen Van An", "Mohammed Ali", "محمد علي", "Khalid bin Abdullah", "Abd al-Rahman Hassan",
    "Иван Петров", "Ivan Petrov", "Ivаn Petrov", "J. Smith", "Smith, John", "John Smith Jr",
    "奥斯汀·摩尔", "Austin Moore", "Ludwig van Beethoven", "Agent 47", "Γιώργος", "Van", "",
]  # fmt: skip
_any = st.one_of(st.sampled_from(_NAMES), _anything)


@given(_any, _any)
def test_the_same_whichever_name_comes_first(a: str, b: str) -> None:
    one, other = judge(a, b), judge(b, a)
    assert one == other
    assert compare(a, b, "Person") == compare(b, a, "Person")
    assert (one.a, one.b) == (min(a, b), max(a, b))


@given(_any, _any)
def test_points_add_up_to_the_odds_and_to_the_score(a: str, b: str) -> None:
    judged = judge(a, b)
    assert math.isclose(judged.odds, math.fsum(points for _, points in judged.signals))
    assert math.isclose(judged.odds, odds(a, b), abs_tol=1e-9)
    found = compare(a, b, "Person")
    total = math.fsum(reason.points for reason in found.reasons)
    assert math.isclose(total, judged.odds, abs_tol=1e-9)
    assert math.isclose(found.score, 1 / (1 + math.exp(-total)), abs_tol=1e-9)
    assert found.score == score([(a, b)], "Person")[0]
    assert [abs(r.points) for r in found.reasons] == sorted(
        (abs(r.points) for r in found.reasons), reverse=True
    )


_PURE = st.text(
    st.characters(categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Po", "Ps", "Sm", "So"]),
    max_size=40,
).filter(lambda text: not any(c.isalnum() for c in text))


@given(_anything, st.sampled_from(_NAMES))
def test_any_text_is_compared_without_an_error(text: str, name: str) -> None:
    assert 0 <= compare(text, name).score <= 1
    assert 0 <= compare(text, text).score <= 1


@pytest.mark.parametrize(
    "bad",
    [
        "", " ", "\n\t", "\x00", "\x00\x01\x02", "\x1b\x07", "\u202e\u200f", "\u200b\ufeff",
        "\ud800", "\udfff\ud800", "---", "'", "()", "。", "·", "\uffff", "x" * 10_000_000,
        "Liu Yong " * 1_200_000, "刘勇" * 2_000_000, "\u0301" * 300, "'" * 400, "-" * 400,
    ],
    ids=lambda bad: f"{bad[:8]!a} {len(bad)}",
)  # fmt: skip
def test_what_is_no_name_matches_nothing_not_even_itself(bad: str) -> None:
    for name in (bad, *_NAMES):
        judged = judge(bad, name)
        assert judged.odds == NONE and [s.feature for s, _ in judged.signals] == [
            "nothing to compare"
        ]
        assert compare(bad, name, "Person").score < 0.01


@pytest.mark.parametrize("sign", ["x", "Ж", "9"])
def test_a_text_that_is_just_short_enough_matches_no_name(sign: str) -> None:
    for name in _NAMES:
        assert compare(sign * 400, name, "Person").score < 0.8


@given(
    st.sampled_from([name for name in _NAMES if "×" not in name]),
    st.sampled_from("\u200e\u200f\u202e\u200b\x00\ud800"),
    st.data(),
)
def test_unseen_characters_change_nothing(name: str, unseen: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name)))
    hidden = name[:at] + unseen + name[at:]
    for other in ("Liu Yong", "刘勇", name):
        assert compare(hidden, other, "Person").score == compare(name, other, "Person").score


@pytest.mark.parametrize(
    ("names", "schema"),
    [
        (["Liu Yong"], "Person"), (["刘勇"], "Person"), (["奥斯汀·摩尔"], "Person"),
        (["Nguyễn Văn An"], "Person"), (["Jack London"], "Person"), (["Li Yang"], "Person"),
        (["Wang Guangzhou"], "Person"), ([""], "Person"), ([], "Person"),
        (["Mr. John Smith"], "Person"), (["محمد علي"], "Person"),
        (["ACME Ltd"], "Company"), (["ACME GmbH"], "Company"), (["Mario Rossi S.p.A."], "Company"),
        (["Shenzhen Huasen Logistics Co., Ltd."], "Company"), (["阿里巴巴集团"], "Company"),
        (["深圳市华森国际物流有限公司"], "Company"), (["Bank of China"], "Company"),
        (["John Smith", "John Smith Ltd"], "Company"),  # one of them shows it
    ],
)  # fmt: skip
def test_what_a_name_looks_like_a_name_of(names: list[str], schema: str) -> None:
    assert schema_of(*names) == schema


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        # The examples of docs/names.md that weights trained again should not turn.
        ("Lau Yung", "刘勇", 0.9, 1), ("Lau Yung", "刘永", 0.9, 1), ("刘勇", "刘永", 0, 0.2),
        ("Cheung Wai", "张伟", 0.9, 1), ("Liu Xiaomin", "Liu Xiaoming", 0, 0.2),
        ("Cixin Liu", "刘慈欣", 0.9, 1), ("Chou Ying", "仇英", 0, 0.25),
        ("Johnson", "约翰逊", 0.9, 1), ("Johnson", "刘勇", 0, 0.25),
        ("김영수", "金永洙", 0.9, 1), ("Sato Ken", "佐藤健", 0.9, 1),
    ],
)  # fmt: skip
def test_the_examples_of_the_documentation(a: str, b: str, least: float, most: float) -> None:
    assert least <= compare(a, b, "Person").score <= most


_CHARS = [c for c in spellings.ranked() if simplified(c) == c][:150]
_ENGLISH = [row for row in rows("english_names") if float(row[2]) >= 5 and row[0] not in light()]
_SURNAMES = [s.simplified for s in surnames().values()][:300]
_chars = st.lists(st.sampled_from(_CHARS), min_size=1, max_size=2)


@st.composite
def _spelled(draw: st.DrawFn) -> str:
    surname, chars = draw(st.sampled_from(_SURNAMES)), draw(_chars)
    system = draw(st.sampled_from(spellings.SYSTEMS))
    ways = [sorted(spellings.character(c).get(system, {})) for c in chars]
    letters = sorted(p for p, ss in spellings.surname(surname).items() if system in ss)
    if not letters or not all(ways):
        return surname + "".join(chars)
    given_name = "-".join(draw(st.sampled_from(way)) for way in ways)
    assume(not given_name.startswith("mou"))  # what courts write for a name they hide
    return f"{draw(st.sampled_from(letters)).title()} {given_name.title()}"


def _column(table: str, at: int) -> list[str]:
    return [row[at].split(",")[0] for row in rows(table)]


def _name(*columns: list[str]) -> st.SearchStrategy[str]:
    return st.tuples(*map(st.sampled_from, columns)).map(" ".join)


_USUAL = {
    "characters": st.tuples(st.sampled_from(_SURNAMES), _chars).map(lambda n: n[0] + "".join(n[1])),
    "spelled": _spelled(),
    "Hangul": _name(_column("korean_surnames", 0), _column("korean_syllables", 0)).map(
        lambda name: name.replace(" ", "")
    ),
    "Japanese": _name(
        [row[0].split(",")[0] for row in rows("japanese_names") if row[1] == "surname"],
        [row[0].split(",")[0] for row in rows("japanese_names") if row[1] == "given"],
    ).map(lambda name: name.replace(" ", "")),
    "Vietnamese": _name(
        _column("vietnamese_surnames", 0), _column("vietnamese_given", 0), ["Minh", "Sơn", "Hà"]
    ),
    "English": _name(
        [row[0] for row in _ENGLISH if row[1] != "surname"],
        [row[0] for row in _ENGLISH if row[1] == "surname"],
    ).map(str.title),
    "Arabic": _name(_column("arabic_names", 0), _column("arabic_names", 0)),
    "Arabic in Latin letters": _name(
        [name for name in _column("arabic_names", 1) if name not in light()],
        [name for name in _column("arabic_names", 1) if name not in light()],
    ),
    "Russian": _name(
        "Иван Пётр Анна Мария Сергей Алексей Ольга".split(),
        "Иванов Петрова Кузнецов Щербаков Хрущёв Юрьева".split(),
    ),
}


@pytest.mark.parametrize("kind", _USUAL)
@given(data=st.data())
def test_a_usual_name_is_itself(kind: str, data: st.DataObject) -> None:
    name = data.draw(_USUAL[kind])
    assert compare(name, name, "Person").score >= 0.5


@given(st.one_of(*_USUAL.values()), st.one_of(*_USUAL.values()))
def test_usual_names_are_the_same_whichever_comes_first(a: str, b: str) -> None:
    assert compare(a, b, "Person") == compare(b, a, "Person")


@given(_PURE, st.one_of(*_USUAL.values()))
def test_signs_without_letters_match_no_name(signs: str, name: str) -> None:
    assert compare(signs, name, "Person").score < 0.3
