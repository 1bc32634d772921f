"""The tables of the name matcher: form, cells and some rows of which we are sure."""

import re
import unicodedata
from collections import Counter
from importlib.resources import files

import pytest

FOLDER = files("comity.resolve") / "data"
TABLES = sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".tsv"))
SPELLED = {
    "korean_syllables.tsv": ("revised", "spellings"),
    "korean_surnames.tsv": ("romanisations",),
    "japanese_names.tsv": ("readings",),
    "vietnamese_surnames.tsv": ("plain",),
    "vietnamese_given.tsv": ("plain",),
}
WRITTEN = {
    "korean_syllables.tsv": "hanja",
    "korean_surnames.tsv": "hanja",
    "japanese_names.tsv": "written",
    "vietnamese_surnames.tsv": "han",
}
TWICE = {"company_words.tsv": ["海关\tcustoms"]}
"""Rows that are known to stand twice."""


def lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").split("\n")


def columns(name: str) -> list[str]:
    return lines(name)[1].removeprefix("# columns: ").split("\t")


def rows(name: str) -> list[dict[str, str]]:
    names = columns(name)
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines(name)[2:-1]]


def cell(name: str, key: str, wanted: str) -> list[str]:
    """Return the parts of the cell ``wanted`` in the row whose first cell holds ``key``."""
    first = columns(name)[0]
    (found,) = [row[wanted] for row in rows(name) if key in row[first].split(",")]
    return found.split(",")


def plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def is_syllable(char: str) -> bool:
    return len(char) == 1 and "가" <= char <= "힣"


def is_han(char: str) -> bool:
    # 﨑 counts as a compatibility character by its name, but is none.
    return char in "々﨑" or unicodedata.name(char, "").startswith("CJK UNIFIED IDEOGRAPH")


def test_the_folder_has_the_tables() -> None:
    assert set(TABLES) >= {*SPELLED, "syllables.tsv", "cantonese.tsv", "english_names.tsv"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_its_source_and_columns_and_ends_with_a_line_end(name: str) -> None:
    source, header, *_, last = lines(name)
    assert source.startswith("# source: ") and header.startswith("# columns: ") and last == ""
    assert len(columns(name)) == len(set(columns(name)))
    assert all(re.fullmatch("[a-z_0-9]+", column) for column in columns(name))


@pytest.mark.parametrize("name", TABLES)
def test_each_row_has_a_cell_for_each_column_and_a_first_cell(name: str) -> None:
    tabs, found = len(columns(name)) - 1, lines(name)[2:-1]
    wrong = [line for line in found if line.count("\t") != tabs or line[:1] in ("", "\t", "#")]
    assert found and wrong == []


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    again = [line for line, count in Counter(lines(name)[2:-1]).items() if count > 1]
    assert [line for line in again if line not in TWICE.get(name, ())] == []


@pytest.mark.parametrize("name", TABLES)
def test_text_is_composed_without_quotes_or_stray_blanks(name: str) -> None:
    wrong = [
        line
        for line in lines(name)[:-1]
        if unicodedata.normalize("NFC", line) != line
        or '"' in line
        or "\r" in line
        or any(part != part.strip() for part in line.split("\t"))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted({*SPELLED}))
def test_a_cell_holds_no_spelling_twice_and_no_empty_one(name: str) -> None:
    for row in rows(name):
        for text in filter(None, row.values()):
            parts = text.split(",")
            assert all(parts) and len(parts) == len(set(parts)), row


@pytest.mark.parametrize(
    ("name", "column"), [(n, c) for n, columns in sorted(SPELLED.items()) for c in columns]
)
def test_spellings_are_plain_small_letters(name: str, column: str) -> None:
    blank = " " if name == "vietnamese_surnames.tsv" else ""
    wrong = [r for r in rows(name) if not re.fullmatch(f"[a-z{blank}]+(,[a-z]+)*", r[column])]
    assert wrong == []


@pytest.mark.parametrize(("name", "column"), sorted(WRITTEN.items()))
def test_characters_are_chinese_characters(name: str, column: str) -> None:
    wrong = [r for r in rows(name) if not all(map(is_han, r[column].replace(",", "")))]
    assert wrong == []


@pytest.mark.parametrize("name", ["korean_syllables.tsv", "vietnamese_given.tsv"])
def test_a_syllable_has_one_row(name: str) -> None:
    keys = [row[columns(name)[0]] for row in rows(name)]
    assert len(keys) == len(set(keys)) > 250


@pytest.mark.parametrize("name", ["korean_surnames.tsv", "vietnamese_surnames.tsv"])
def test_a_surname_has_one_row(name: str) -> None:
    keys = [row[columns(name)[0]] for row in rows(name)]
    assert len(keys) == len(set(keys)) > 100


def test_hangul_is_one_syllable_spelled_by_the_revised_system_too() -> None:
    for row in rows("korean_syllables.tsv"):
        assert is_syllable(row["hangul"]), row
        assert row["revised"] in row["spellings"].split(","), row
        assert all(len(char) == 1 for char in filter(None, row["hanja"].split(","))), row


def test_a_korean_surname_has_characters_as_long_as_its_hangul() -> None:
    for row in rows("korean_surnames.tsv"):
        assert all(map(is_syllable, row["hangul"])), row
        assert {len(written) for written in row["hanja"].split(",")} == {len(row["hangul"])}, row


@pytest.mark.parametrize(
    ("hangul", "spellings", "hanja"),
    [
        ("정", "jung jeong chung jong", "正 貞 贞 廷 政 靜 静"),
        ("은", "eun un", "恩 銀 银"),
        ("일", "il", "日 一"),
        ("성", "sung seong song", "成 聖 圣 誠 诚"),
        ("영", "young yeong yong", "英 永 榮 荣"),
        ("현", "hyun hyeon hyon", "賢 贤 鉉 铉 顯 显"),
        ("혜", "hye", "惠 慧"),
        ("우", "woo u", "宇 佑 雨"),
        ("재", "jae jai chae", "在 宰 載 载"),
        ("경", "kyung gyeong kyong", "京 景 敬 慶 庆"),
        ("희", "hee hui", "熙 姬 姫 喜"),
        ("룡", "ryong", "龍 龙"),
        ("용", "yong", "龍 龙 用"),
        ("여", "yo yeo", "與 与"),
        ("진", "jin chin", "眞 真 鎭 镇"),
        ("슬", "seul", ""),
    ],
)
def test_korean_syllables_hold_what_names_of_the_news_need(
    hangul: str, spellings: str, hanja: str
) -> None:
    assert set(spellings.split()) <= {*cell("korean_syllables.tsv", hangul, "spellings")}
    assert set(hanja.split()) <= {*cell("korean_syllables.tsv", hangul, "hanja")}


@pytest.mark.parametrize(
    ("hangul", "absent"), [("룡", "用"), ("금", "英"), ("락", "岳"), ("운", "艺"), ("근", "權")]
)
def test_a_character_stands_only_with_its_readings(hangul: str, absent: str) -> None:
    assert absent not in cell("korean_syllables.tsv", hangul, "hanja")


def test_the_commonest_korean_surnames_come_first() -> None:
    assert [row["hangul"] for row in rows("korean_surnames.tsv")][:5] == list("김이박최정")


def test_a_japanese_name_has_one_row_of_its_kind() -> None:
    kinds = [row["kind"] for row in rows("japanese_names.tsv")]
    assert kinds.count("surname") >= 1000 and kinds.count("given") >= 800
    assert set(kinds) == {"surname", "given"}
    names = [
        (written, row["kind"])
        for row in rows("japanese_names.tsv")
        for written in row["written"].split(",")
    ]
    assert len(names) == len(set(names))


def test_forms_of_a_japanese_name_are_equally_long() -> None:
    for row in rows("japanese_names.tsv"):
        assert len({len(written) for written in row["written"].split(",")}) == 1, row


# Hepburn: no si, ti, tu, hu, zi; every syllable ends in a vowel or n (m before b, m, p).
_MORA = "(?:[kgnhbpmr]y?|sh?|ts|ch|[tdjzyfw])?[aiueo]"
_HEPBURN = re.compile(f"(?:{_MORA}|n|m(?=[bmp])|t(?=ch|t)|([kspt])(?=\\1))+")


def test_japanese_readings_are_hepburn_without_long_vowels() -> None:
    for row in rows("japanese_names.tsv"):
        for reading in row["readings"].split(","):
            assert _HEPBURN.fullmatch(reading), row
            assert not re.search("si|ti|tu|(?<![sc])hu|zi|sy|ty|zy|yi|ye|wi|we|wo", reading), row
            assert not re.search("oo(?!$)|uu(?!ra)", reading), row


@pytest.mark.parametrize(
    ("written", "kind", "readings"),
    [
        ("齋藤", "surname", "saito"),
        ("斉藤", "surname", "saito"),
        ("渡邉", "surname", "watanabe"),
        ("山崎", "surname", "yamazaki yamasaki"),
        ("庄司", "surname", "shoji"),
        ("松浦", "surname", "matsuura"),
        ("井上", "surname", "inoue"),
        ("大内", "surname", "ouchi"),
        ("大江", "surname", "oe"),
        ("佐佐木", "surname", "sasaki"),
        ("新田", "surname", "nitta"),
        ("本間", "surname", "honma homma"),
        ("裕子", "given", "yuko hiroko"),
        ("晋三", "given", "shinzo"),
        ("翔平", "given", "shohei"),
        ("眞一", "given", "shinichi"),
        ("哲平", "given", "teppei"),
    ],
)
def test_a_japanese_name_is_read(written: str, kind: str, readings: str) -> None:
    (row,) = [
        row
        for row in rows("japanese_names.tsv")
        if row["kind"] == kind and written in row["written"].split(",")
    ]
    assert row["readings"].split(",")[: len(readings.split())] == readings.split()


@pytest.mark.parametrize("name", ["vietnamese_surnames.tsv", "vietnamese_given.tsv"])
def test_plain_vietnamese_is_the_name_without_marks(name: str) -> None:
    for row in rows(name):
        assert row["plain"] == plain(row["vietnamese"]), row
        assert row["vietnamese"].istitle(), row


def test_a_vietnamese_given_name_is_one_syllable() -> None:
    assert not [row for row in rows("vietnamese_given.tsv") if " " in row["vietnamese"]]


@pytest.mark.parametrize(
    ("surname", "han"), [("Nguyễn", "阮"), ("Trần", "陈"), ("Huỳnh", "黄"), ("Đặng", "鄧")]
)
def test_a_vietnamese_surname_has_its_characters(surname: str, han: str) -> None:
    assert han in cell("vietnamese_surnames.tsv", surname, "han")
