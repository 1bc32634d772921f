"""The picture of a comparison: it says all reasons, adds them up, and stands alone."""

import math
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from comity.resolve import Entity
from comity.resolve.beside import Reason
from comity.resolve.compare import Comparison, compare
from comity.resolve.picture import aligned, percent, plain, svg, table

LIU = Entity(
    "1", "Person", ("Liu Yong",), births=("1970-01-02",), countries=("cn",), genders=("male",),
    titles=("factory manager",),
)  # fmt: skip
OTHER = LIU._replace(id="2", names=("刘勇",), births=("1981-05-06",), titles=("trader",))
HARMONY = Entity("3", "Company", ("Harmony Trading Co., Ltd.",), identifiers=(("uscCode", "TEST"),))
PAIRS: dict[str, tuple[str | Entity, str | Entity]] = {
    "two scripts": ("Liu Yong", "刘勇"),
    "conflict": (LIU, OTHER),
    "company": (HARMONY, HARMONY._replace(id="4", names=("上海和谐贸易有限公司",))),
    "arabic": ("Mohammed Ali Al-Qasim", "محمد القاسم"),
    "two Arabic": ("محمد القاسم", "محمود قاسم"),
    "cannot be one": (LIU, HARMONY),
    "hostile": ("<script>alert('x')</script> & \u202egnoL\x00 \ud800", 'Ana "x" ]]> Díaz'),
    "long": ("Wolfeschlegelsteinhausen " * 30, "陈" * 300),
    "nothing": ("", ""),
    "no names": (Entity("5", "Person"), Entity("6", "Person")),
}
EVERY = pytest.mark.parametrize("pair", PAIRS, ids=str)
SVG = "{http://www.w3.org/2000/svg}"


def _drawn(pair: str) -> tuple[Comparison, ET.Element]:
    a, b = PAIRS[pair]
    found = compare(a, b)
    return found, ET.fromstring(svg(a, b, found))


def _rows(drawn: ET.Element) -> list[ET.Element]:
    return drawn.findall(f"{SVG}g")


def _texts(drawn: ET.Element) -> list[str]:
    return [re.sub("[\u2066-\u2069]", "", t.text or "") for t in drawn.iter(f"{SVG}text")]


@EVERY
def test_every_reason_has_its_bar_its_sentence_and_its_points(pair: str) -> None:
    found, drawn = _drawn(pair)
    told = [row.findtext(f"{SVG}title", "").partition(": ") for row in _rows(drawn)]
    points = {text: float(number.replace("\u2212", "-")) for number, _, text in told}
    assert points == pytest.approx({plain(r.text): r.points for r in found.reasons}, abs=0.006)
    if pair != "long":
        shown = " ".join(_texts(drawn))
        assert [r.text for r in found.reasons if plain(r.text) not in shown] == []


@EVERY
def test_bars_go_from_even_odds_to_the_score(pair: str) -> None:
    found, drawn = _drawn(pair)
    spans = []
    for row in _rows(drawn):
        box = row.find(f"{SVG}rect")
        assert box is not None
        left, wide = float(box.get("x", "")), float(box.get("width", ""))
        against = row.findtext(f"{SVG}title", "").startswith("\u2212")
        spans.append((left + wide, left) if against else (left, left + wide))
    assert all(one[1] == pytest.approx(other[0], abs=1.7) for one, other in pairwise(spans))
    moved, total = spans[-1][1] - spans[0][0], sum(r.points for r in found.reasons)
    biggest = max(found.reasons, key=lambda r: abs(r.points)).points
    longest = max(abs(b - a) for a, b in spans)
    assert moved / longest == pytest.approx(total / abs(biggest), abs=0.06)
    assert found.score == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-9)
    assert percent(found.score) in _texts(drawn)


@EVERY
def test_it_stands_alone_and_on_the_page(pair: str) -> None:
    _, drawn = _drawn(pair)
    names = {e.tag.removeprefix(SVG) for e in drawn.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "path", "text", "g"}
    assert not {"id", "href", "onload", "style"} & {a for e in drawn.iter() for a in e.attrib}
    assert "url(" not in ET.tostring(drawn, "unicode")
    wide, high = float(drawn.get("width", "")), float(drawn.get("height", ""))
    for box in drawn.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(k, "0")) for k in ("x", "y", "width", "height"))
        assert x >= 0 and y >= 0 and x + w <= wide and y + h <= high
    for words in drawn.iter(f"{SVG}text"):
        assert 0 <= float(words.get("x", "")) <= wide and len(words.text or "") < 90


@EVERY
def test_it_tells_a_screen_reader_all(pair: str) -> None:
    found, drawn = _drawn(pair)
    assert drawn.get("role") == "img"
    assert percent(found.score) in drawn.findtext(f"{SVG}title", "")
    told = drawn.findtext(f"{SVG}desc", "")
    assert all(plain(r.text) in told for r in found.reasons)


def test_what_speaks_against_differs_without_colour() -> None:
    _, drawn = _drawn("conflict")
    for row in _rows(drawn):
        against = row.findtext(f"{SVG}title", "").startswith("\u2212")
        numbers = [t.text or "" for t in row.iter(f"{SVG}text")]
        assert numbers[-1][0] == ("\u2212" if against else "+")
        assert (row.find(f"{SVG}path") is not None) == against  # the hatching


def test_dark_screens_have_their_colours() -> None:
    _, drawn = _drawn("conflict")
    sheet = drawn.findtext(f"{SVG}style", "")
    assert sheet.startswith("@media screen and (prefers-color-scheme:dark)")
    used = {c for e in drawn.iter() for c in e.get("class", "").split()} - {"compared"}
    assert {c for c in used if f".compared .{c}{{" not in sheet} == set()


def test_the_same_gives_the_same() -> None:
    found = compare(LIU, OTHER)
    assert svg(LIU, OTHER, found) == svg(LIU, OTHER, found)


@pytest.mark.parametrize(
    ("a", "b", "pairs"),
    [
        ("Liu Yong", "刘勇", [("Liu", "刘"), ("Yong", "勇")]),
        ("刘勇", "Liu Yong", [("刘", "Liu"), ("勇", "Yong")]),
        ("MOORE, Austin", "Austin Moore", [("MOORE", "Moore"), ("Austin", "Austin")]),
        ("Al-Qasim, Omar", "عمر القاسم", [("Al-Qasim", "القاسم"), ("Omar", "عمر")]),
        ("José Diaz", "Diaz, Jose", [("José", "Jose"), ("Diaz", "Diaz")]),
        ("Ana Maria Diaz", "Ana Diaz", [("Ana", "Ana"), ("Diaz", "Diaz"), ("Maria", "")]),
    ],
)
def test_parts_stand_beside_each_other_as_written(
    a: str, b: str, pairs: list[tuple[str, str]]
) -> None:
    left, right, found = aligned(a, b, compare(a, b, "Person").reasons)
    assert (left, right) == (a, b)
    assert [(p.a, p.b) for p in found] == pairs
    assert [p.agree for p in found] == [bool(p.b) for p in found]


def test_parts_that_conflict_are_crossed() -> None:
    pairs = aligned("Liu Yong", "刘芳", compare("Liu Yong", "刘芳").reasons)[2]
    assert pairs == [("Liu", "刘", True), ("Yong", "芳", False)]


def test_of_several_names_those_that_were_compared_are_shown() -> None:
    a = LIU._replace(names=("Zhang San", "Liu Yong"), aliases=("Ah Yong",))
    assert aligned(a, OTHER, compare(a, OTHER).reasons)[:2] == ("Liu Yong", "刘勇")


@EVERY
def test_lines_for_a_terminal(pair: str) -> None:
    found = compare(*PAIRS[pair])
    lines = table(found)
    assert len(lines) == len(found.reasons) + 1
    assert all(any(line.endswith(plain(r.text)) for line in lines) for r in found.reasons)
    assert percent(found.score) in lines[-1]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", "".join(lines))


def test_a_terminal_is_not_told_what_to_do() -> None:
    reason = Reason("country", 0.5, "", "", "same \x1b[31mcountry\x9b\u202e: CN\n")
    assert table(Comparison(0.6, (reason,)))[0].endswith("same [31mcountry: CN")


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0.5, "50%"), (0.957, "96%"), (0.994, "99.4%"), (0.99999, ">99.9%"), (0.004, "0.4%"),
        (0.0, "<0.1%"),
    ],
)  # fmt: skip
def test_percent(score: float, words: str) -> None:
    assert percent(score) == words
