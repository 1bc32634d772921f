"""A name as somebody wrote it → words that can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.resolve.names.reading import LONGEST, Word, clean, words

_anything = st.text(st.characters(exclude_categories=()), max_size=40)  # lone surrogates too


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("Liu Yong", ["liu", "yong"]),
        ("  LIU,\tYong\n", ["liu", "yong"]),
        ("Xi'an", ["xian"]), ("Xi’an", ["xian"]), ("Xi`an", ["xian"]),
        ("Yuet-ngor", ["yuetngor"]), ("Yuet‑ngor", ["yuetngor"]),
        ("J.R.R. Tolkien", ["j", "r", "r", "tolkien"]),
        ("José Muñoz", ["jose", "munoz"]), ("Øster", ["oster"]), ("Łukasz", ["lukasz"]),
        ("Straße", ["strasse"]), ("Đặng", ["dang"]), ("Müller", ["muller"]),
        ("ＬＩＵ　Ｙｏｎｇ", ["liu", "yong"]),  # as wide as Chinese characters
        ("劉勇", ["刘勇"]), ("張偉", ["张伟"]), ("蕭瀟", ["萧潇"]),
        ("奥斯汀·摩尔", ["奥斯汀", "摩尔"]), ("奥斯汀・摩尔", ["奥斯汀", "摩尔"]),
        ("刘Yong", ["刘", "yong"]),  # two scripts without a space
        ("タナカケン", ["タナカケン"]), ("佐々木", ["佐々木"]),
        ("ИВАН Петров", ["иван", "петров"]),
        ("йод", ["йод"]),  # й is no и with an accent
        ("", []), ("- '", []), ("…", []), ("\u202e", []),
    ],
)  # fmt: skip
def test_the_words_of_a_name(written: str, texts: list[str]) -> None:
    assert [w.text for w in words(written)] == texts


@pytest.mark.parametrize(
    ("written", "script"),
    [
        ("Liu", "latin"), ("Lü", "latin"), ("Nguyễn", "latin"), ("Øster", "latin"),
        ("刘勇", "han"), ("佐々木", "han"), ("𠮷", "han"),
        ("タナカ", "kana"), ("たなか", "kana"), ("김정은", "hangul"),
        ("Иван", "cyrillic"), ("محمد", "arabic"), ("حسین", "arabic"),
        ("Γιώργος", "other"), ("Գարիկ", "other"),
        ("Ivаn", "mixed"),  # the third letter is Cyrillic
        ("Раvel", "mixed"), ("Gοrge", "mixed"),  # Greek ο
    ],
)  # fmt: skip
def test_the_script_of_a_word(written: str, script: str) -> None:
    assert [w.script for w in words(written)] == [script]


def only(written: str) -> Word:
    (word,) = words(written)
    return word


@pytest.mark.parametrize(
    ("written", "tones"),
    [
        ("Liú", "2"), ("Yǒng", "3"), ("Xiǎomíng", "32"), ("Lǚ", "3"),
        ("liu2", "2"), ("Xiao3ming2", "32"),
        ("Liu", ""), ("Lü", ""),
        ("Müller", ""), ("Nguyễn", ""),  # these accents are no tones
        ("Liu9", ""),  # Mandarin has no ninth tone
    ],
)  # fmt: skip
def test_tones_are_kept_beside_the_letters(written: str, tones: str) -> None:
    assert only(written).tones == tones


@pytest.mark.parametrize(
    ("written", "breaks", "parts"),
    [
        ("Xian", (), ()), ("Xi'an", (2,), ()), ("Xi-an", (2,), ("xi", "an")),
        ("Hsiao-p'ing", (5, 6), ("hsiao", "ping")), ("Jean-Luc-Marie", (4, 7), None),
    ],
)  # fmt: skip
def test_where_marks_stood(
    written: str, breaks: tuple[int, ...], parts: tuple[str, ...] | None
) -> None:
    assert only(written).breaks == breaks
    assert parts is None or only(written).parts == parts
    assert "".join(w.text for w in only(written).divided) == only(written).text


@pytest.mark.parametrize(
    ("written", "wide"),
    [("Lü", "lv"), ("Lǚ", "lv"), ("LÜ", "lv"), ("Lu", "lu"), ("Lv", "lv"), ("刘", "刘")],
)
def test_u_with_dots_is_kept_apart_from_u(written: str, wide: str) -> None:
    assert only(written).wide == wide


@pytest.mark.parametrize(("written", "capitals"), [("LAU", True), ("LÜ", True), ("Lau", False)])
def test_a_surname_in_capitals_is_seen(written: str, capitals: bool) -> None:
    assert only(written).capitals is capitals


def test_accents_are_kept_for_vietnamese() -> None:
    assert only("Hồng").marked == "hồng" and only("Hong").marked == ""


@pytest.mark.parametrize(
    "unseen", ["\u200e", "\u200f", "\u202e", "\u200b", "\ufeff", "\x00", "\x1b", "\ud800", "\udfff"]
)
def test_what_is_not_seen_makes_no_other_name(unseen: str) -> None:
    assert words(f"{unseen}Liu{unseen} Yo{unseen}ng") == words("Liu Yong")
    assert words(f"刘{unseen}勇") == words("刘勇")


def test_a_text_that_is_too_long_is_no_name() -> None:
    assert clean("x" * LONGEST) and not clean("x" * (LONGEST + 1))
    assert words("Liu Yong " * 1_000_000) == ()


@given(_anything)
def test_any_text_is_read(text: str) -> None:
    for word in words(text):
        assert word.text and word.script
        assert all(0 <= at <= len(word.text) for at in word.breaks)
        assert not any("\ud800" <= c <= "\udfff" for c in word.text)


@given(st.text("abcdefghijklmnopqrstuvwxyz ,.'-", max_size=40))
def test_capitals_make_no_other_word(text: str) -> None:
    assert [w.text for w in words(text.upper())] == [w.text for w in words(text)]
