"""A name in characters or Hangul beside its spelling in Latin letters, by each system."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.extract import simplified, surnames
from comity.resolve import compare
from comity.resolve.names import judge, spellings
from comity.resolve.names.tables import honorifics

_CHARACTERS = [c for c in spellings.ranked() if simplified(c) == c][:150]
_SURNAMES = [
    s.simplified
    for s in surnames().values()
    if len(s.simplified) < 3 and simplified(s.simplified) == s.simplified
]


def features(a: str, b: str) -> set[str]:
    return {signal.feature for signal, _ in judge(a, b).signals}


def how(a: str, b: str, feature: str) -> str:
    (found,) = {s.part.how for s, _ in judge(a, b).signals if s.feature == feature}
    return found


@pytest.mark.parametrize(
    ("written", "spelled", "surname", "given_name"),
    [
        # pinyin: spaces, hyphens, capitals, tones, which comes first
        ("刘勇", "Liu Yong", "pinyin", "pinyin"),
        ("刘勇", "LIU YONG", "pinyin", "pinyin"),
        ("刘勇", "liu yong", "pinyin", "pinyin"),
        ("刘勇", "LIU, Yong", "pinyin", "pinyin"),
        ("刘勇", "LIUYONG", "pinyin", "pinyin"),
        ("刘勇", "Yong Liu", "pinyin", "pinyin"),
        ("刘勇", "Yong LIU", "pinyin", "pinyin"),
        ("刘勇", "Liú Yǒng", "pinyin", "pinyin"),
        ("刘勇", "Liu2 Yong3", "pinyin", "pinyin"),
        ("刘慈欣", "Cixin Liu", "pinyin", "pinyin"),
        ("王小明", "Wang Xiaoming", "pinyin", "pinyin"),
        ("王小明", "Wang Xiao-ming", "pinyin", "pinyin"),
        ("王小明", "Wang Xiao Ming", "pinyin", "pinyin"),
        ("王小明", "Wáng Xiǎomíng", "pinyin", "pinyin"),
        ("李西安", "Li Xi'an", "pinyin", "pinyin"),
        ("李西安", "Li Xian", "pinyin", "pinyin"),
        ("李贤", "Li Xian", "pinyin", "pinyin"),
        ("张建安", "Zhang Jianan", "pinyin", "pinyin"),
        ("张佳楠", "Zhang Jianan", "pinyin", "pinyin"),
        ("吕伟", "Lü Wei", "pinyin", "pinyin"),
        ("吕伟", "LYU Wei", "pinyin", "pinyin"),
        ("吕伟", "Lv Wei", "pinyin", "pinyin"),
        ("吕伟", "Lu Wei", "pinyin", "pinyin"),
        # surnames with a reading of their own
        ("仇英", "Qiu Ying", "pinyin", "pinyin"),
        ("单晓明", "Shan Xiaoming", "pinyin", "pinyin"),
        ("解明", "Xie Ming", "pinyin", "pinyin"),
        ("曾丽", "Zeng Li", "pinyin", "pinyin"),
        ("区红", "Ou Hong", "pinyin", "pinyin"),
        ("朴哲", "Piao Zhe", "pinyin", "pinyin"),
        ("覃英", "Qin Ying", "pinyin", "pinyin"),
        ("覃英", "Tan Ying", "pinyin", "pinyin"),
        # surnames of two characters
        ("欧阳锋", "Ouyang Feng", "pinyin", "pinyin"),
        ("欧阳锋", "Ou Yang Feng", "pinyin", "pinyin"),
        ("欧阳锋", "Au-yeung Fung", "Cantonese", "Cantonese"),
        ("诸葛亮", "Zhuge Liang", "pinyin", "pinyin"),
        ("诸葛亮", "Chu-ko Liang", "Taiwan spelling", "Taiwan spelling"),
        ("司马迁", "Ssu-ma Ch'ien", "Taiwan spelling", "Taiwan spelling"),
        # Taiwan and older books
        ("陈大文", "Ch'en Ta-wen", "Taiwan spelling", "Taiwan spelling"),
        ("邓小平", "Teng Hsiao-p'ing", "Taiwan spelling", "Taiwan spelling"),
        ("毛泽东", "Mao Tse-tung", "Taiwan spelling", "Taiwan spelling"),
        ("张昌", "Chang Ch'ang", "Taiwan spelling", "Taiwan spelling"),
        # Hong Kong and Macau
        ("陈大文", "Chan Tai Man", "Cantonese", "Cantonese"),
        ("刘勇", "Lau Yung", "Cantonese", "Cantonese"),
        ("周润发", "Chow Yun-fat", "Cantonese", "Cantonese"),
        ("贺一诚", "Ho Iat Seng", "Cantonese", "Cantonese"),
        ("刘本立", "Lao Pun Lap", "Cantonese", "Cantonese"),
        ("林郑月娥", "Lam Cheng Yuet-ngor", "Cantonese", "Cantonese"),
        ("林郑月娥", "LAM CHENG Yuet Ngor", "Cantonese", "Cantonese"),
        # Singapore and Malaysia
        ("陈大文", "Tan Tai Boon", "Hokkien or Teochew", "Hokkien or Teochew"),
        ("李光耀", "Lee Kuan Yew", "Hokkien or Teochew", "Hokkien or Teochew"),
        ("吴作栋", "Goh Chok Tong", "Hokkien or Teochew", "Hokkien or Teochew"),
        ("张志贤", "Teo Chee Hean", "Hokkien or Teochew", "Hokkien or Teochew"),
        # Korean
        ("陈大文", "Jin Dae-moon", "Korean", "Korean"),
        ("김영수", "Kim Young-soo", "Korean", "Korean"),
        ("김영수", "Kim Yeong-su", "Korean", "Korean"),
        ("김영수", "Young-soo Kim", "Korean", "Korean"),
        ("金永洙", "Kim Young-soo", "Korean", "Korean"),
        ("이명박", "Lee Myung-bak", "Korean", "Korean"),
        ("리영호", "Ri Yong-ho", "Korean", "Korean"),
        ("노무현", "Roh Moo-hyun", "Korean", "Korean"),
        ("潘基文", "Ban Ki-moon", "Korean", "Korean"),
        ("남궁민", "Namgung Min", "Korean", "Korean"),
        # two systems in one name
        ("刘永", "Lau Yung", "Cantonese", "Taiwan spelling"),
        ("蔡英文", "Tsai Ing-wen", "Taiwan spelling", "Taiwan spelling"),
        ("孙逸仙", "Sun Yat-sen", "pinyin", "in mixed spellings"),
    ],
)  # fmt: skip
def test_a_spelling_of_a_name(written: str, spelled: str, surname: str, given_name: str) -> None:
    assert how(written, spelled, "surname agrees") == surname
    assert how(written, spelled, "given name agrees") == given_name
    assert compare(written, spelled).score >= 0.8


@pytest.mark.parametrize(
    ("written", "spelled", "differs"),
    [
        ("刘荣", "Liu Yong", "given name"),  # Teochew spells 荣 so, but this is pinyin throughout
        ("刘勇", "Liu Rong", "given name"),
        ("王小明", "Wang Xiaomin", "given name"),
        ("王小明", "Wang Xiao", "given name"),
        ("王明", "Wang Xiaoming", "given name"),
        ("李先", "Li Xi'an", "given name"),  # the mark makes two syllables
        ("张佳楠", "Zhang Jian'an", "given name"),
        ("张建安", "Zhang Jia-nan", "given name"),
        ("单晓明", "Dan Xiaoming", "given name"),  # Korean has a surname Dan; not in pinyin
        ("김정은", "Kim Jong-il", "given name"),
        ("김영수", "Kim Young-ho", "given name"),
        ("仇英", "Chou Ying", "surname"),  # the reading of the word, not of the surname
        ("曾丽", "Ceng Li", "surname"),
        ("解明", "Jie Ming", "surname"),
        ("区红", "Qu Hong", "surname"),
        ("卢伟", "LYU Wei", "surname"),
        ("陆伟", "Lü Wei", "surname"),
        ("张伟", "Ch'ang Wei", "surname"),  # 张 has no breath
        ("吕勇", "Liu Yong", "surname"),
    ],
)  # fmt: skip
def test_a_spelling_of_another_name(written: str, spelled: str, differs: str) -> None:
    assert f"{differs} differs" in features(written, spelled)
    assert "given name agrees" not in features(written, spelled)
    assert compare(written, spelled).score <= 0.3


@pytest.mark.parametrize(
    ("written", "right", "wrong"),
    [
        ("刘勇", "Liú Yǒng", "Liú Yōng"), ("刘勇", "Liu2 Yong3", "Liu2 Yong1"),
        ("王伟", "Wáng Wěi", "Wáng Wēi"), ("王芳", "Wáng Fāng", "Wáng Fáng"),
    ],
)  # fmt: skip
def test_a_wrong_tone_speaks_against(written: str, right: str, wrong: str) -> None:
    assert "tone differs" not in features(written, right)
    assert "tone differs" in features(written, wrong)
    assert compare(written, wrong).score < 0.5 < 0.8 <= compare(written, right).score


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("梁朝伟", "Tony Leung Chiu-wai"), ("林月娥", "Carrie Lam Yuet-ngor"),
        ("林郑月娥", "Carrie LAM CHENG Yuet-ngor"), ("王小红", "Mary Wang Xiaohong"),
        ("王小红", "Wang Xiaohong Mary"), ("刘德华", "Andy Lau Tak-wah"),
    ],
)  # fmt: skip
def test_a_western_name_more_does_little(written: str, spelled: str) -> None:
    found = features(written, spelled)
    assert {"surname agrees", "given name agrees", "missing Western name"} <= found
    assert compare(written, spelled).score >= 0.8


def test_a_western_name_alone_leaves_the_given_name_open() -> None:
    found = features("林郑月娥", "Carrie Lam")
    assert {"surname agrees", "missing Western name"} <= found and "given name agrees" not in found
    score = compare("林郑月娥", "Carrie Lam").score
    assert compare("林郑月娥", "Mary Cheung").score < score
    assert score < compare("林郑月娥", "Carrie Lam Yuet-ngor").score


def test_letters_do_not_decide_between_characters_and_characters_do() -> None:
    assert compare("Lau Yung", "刘勇").score > 0.8 < compare("Lau Yung", "刘永").score
    assert compare("刘勇", "刘永").score <= 0.3


def test_a_system_of_its_surname_speaks_more_than_another() -> None:
    def points(written: str) -> float:
        return sum(p for s, p in judge(written, "Lau Yung").signals if s.part.kind == "given name")

    assert points("刘勇") > points("刘永") > 0


def _ambiguous(surname: str, given_name: str) -> bool:
    """Return whether letters are pinyin throughout, and so are read as pinyin alone."""
    letters = given_name.replace(" ", "").replace("-", "").lower()
    names = spellings.surnames_spelled().get(surname, {})
    return any("pinyin" in systems for systems in names.values()) and any(
        spellings.in_pinyin(letters, size) for size in (1, 2, 3)
    )


def _shape(surname: str, syllables: list[str], form: str) -> str:
    joined = "".join(syllables).title()
    return {
        "joined": f"{surname.title()} {joined}",
        "spaced": " ".join(s.title() for s in (surname, *syllables)),
        "hyphen": f"{surname.title()} {'-'.join(syllables).title()}",
        "capitals": f"{surname.upper()} {joined.upper()}",
        "comma": f"{surname.upper()}, {joined}",
        "last": f"{joined} {surname.upper()}",
    }[form]


_FORMS = ("joined", "spaced", "hyphen", "capitals", "comma", "last")
_chars = st.lists(st.sampled_from(_CHARACTERS), min_size=1, max_size=2)


@pytest.mark.parametrize("system", spellings.SYSTEMS)
@given(st.sampled_from(_SURNAMES), _chars, st.sampled_from(_FORMS), st.data())
def test_a_name_spelled_by_a_system_agrees_with_its_characters(
    system: str, surname: str, chars: list[str], form: str, data: st.DataObject
) -> None:
    letters = sorted(p for p, ss in spellings.surname(surname).items() if system in ss)
    pieces = [spellings.character(c).get(system, {}) for c in chars]
    assume(letters and all(pieces))
    piece = data.draw(st.sampled_from(letters))
    usual = [max(p, key=lambda one: p[one]) for p in pieces]
    assume(system == "pinyin" or not _ambiguous(piece, "".join(usual)))
    assume(not {piece, *usual} & {*honorifics(), "jr", "sr"})
    assume(usual[0] != "mou")  # what courts write for a name they hide
    assume(simplified(surname + "".join(chars)) == surname + "".join(chars))
    written, spelled = surname + "".join(chars), _shape(piece, usual, form)
    assert {"surname agrees", "given name agrees"} <= features(written, spelled)
    assert compare(written, spelled, "Person").score >= 0.8


@pytest.mark.parametrize("surname", _SURNAMES)
def test_each_surname_of_the_table_is_found_in_its_spellings(surname: str) -> None:
    for letters, systems in spellings.surname(surname).items():
        if systems != {"korean"}:
            assert "surname agrees" in features(f"{surname}勇", f"{letters} yong"), letters


def _sounds(chars: list[str]) -> set[str]:
    ways = {""}
    for char in chars:
        pieces = [piece.replace("v", "u") for piece in spellings.character(char)["pinyin"]]
        ways = {way + piece for way in ways for piece in pieces}
    return ways


@given(st.sampled_from(_SURNAMES[:60]), _chars, _chars)
def test_the_pinyin_of_other_sounds_is_another_name(
    surname: str, chars: list[str], others: list[str]
) -> None:
    assume(not _sounds(chars) & _sounds(others))
    reading = surnames()[surname].pinyin.replace("ü", "v").replace(" ", "")
    usual = "".join(spellings.readings(char)[0] for char in others)
    assert "given name agrees" not in features(surname + "".join(chars), f"{reading} {usual}")
