"""Whole texts: whatever they are, nothing fails, and every span stands at its words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import extract
from comity.extract import reading
from comity.extract.english import language
from comity.extract.finding import Findings
from comity.intake import Document, Marked

GOLD = Path(__file__).parents[1] / "gold" / "seen"
_PIECES = st.sampled_from(
    [
        "Police arrested two men in Lima on Monday.",
        "“It is a lie”, he said.",
        "Of the nine, three were jailed",
        "11.9 kg of fentanyl ($1.2 million)",
        "\n\n",
        "\n",
        "\t",
        "—",
        '"',
        "刘勇被判处死刑",
        "\u202eevil\u202c",
        "a" * 200,
        'Dr. O\'Neil-Smith Jr., a.k.a. "X"',
        "(((",
        "1/2/2003",
        "🙂",
    ]
)


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    if hasattr(value, "_fields") and value._fields[:2] == ("start", "end"):
        yield value.start, value.end
    if isinstance(value, tuple):
        for item in value:
            yield from _spans(item)


def _document(text: str, **given: Any) -> Document:
    return Document(
        sha256="0" * 64, size=len(text), name="x.txt", origin="x.txt", path=Path("x.txt"),
        media_type="text/plain", text=text, **given,
    )  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_PIECES, st.text(max_size=20)), max_size=12).map(" ".join))
def test_any_text_can_be_read_and_every_span_is_in_it(text: str) -> None:
    for start, end in _spans(extract.find(text, "2020-05-06")):
        assert 0 <= start <= end <= len(text)
    [(_, said)] = extract.read([_document(text)])
    for s in said:
        if s.start >= 0:
            assert text[s.start : s.end] == (s.original or s.value)


def test_reading_twice_gives_the_same_statements() -> None:
    text = (GOLD / "bout-2012.txt").read_text("utf-8")
    first, second = (list(next(iter(extract.read([_document(text)])))[1]) for _ in range(2))
    assert first == second
    assert len({s.id for s in first}) == len(first)


def test_several_at_once_are_read_as_one_by_one() -> None:
    texts = [p.read_text("utf-8") for p in sorted(GOLD.glob("*.txt"))[:4]]
    together = [list(said) for _, said in extract.read(map(_document, texts))]
    alone = [list(next(iter(extract.read([_document(t)])))[1]) for t in texts]
    assert together == alone


def test_a_long_text_is_read_in_passages_with_its_own_offsets() -> None:
    text = "\n\n".join(["Police in Lima arrested Ana Diaz on 3 May 2021."] * 2500)
    found = extract.find(text)
    assert len(text) > 2 * language._PASSAGE
    assert len(found.events) == 2500
    assert all(text[e.start : e.end] == "arrested" for e in found.events)


@given(st.text(alphabet="ab \n\t:A", max_size=300))
def test_unwrapping_keeps_every_character_at_its_place(text: str) -> None:
    unwrapped = language.unwrapped(text)
    assert len(unwrapped) == len(text)
    assert all(a == b or (a in "\n\t" and b in " \n") for a, b in zip(text, unwrapped, strict=True))


def test_a_wrapped_paragraph_is_one_and_a_heading_stays_apart() -> None:
    text = (
        "Two men jailed\nOutlet: Example Wire\n3 May 2021\n\n"
        "The court in Lima sentenced two men on Monday to ten years in a prison\n"
        "near the coast for smuggling cocaine to Europe.\n"
    )
    lines = language.unwrapped(text).split("\n")
    assert lines[:3] == ["Two men jailed", "Outlet: Example Wire", "3 May 2021"]
    assert lines[4].startswith("The court") and lines[4].rstrip().endswith("Europe.")


def test_the_lines_of_a_head_stay_apart_though_one_of_them_is_long() -> None:
    head = (
        "Two men jailed after customs find cocaine in the port of Antwerp\n"
        "By Jane Doe\nExample Wire, International Edition\n3 May 2021"
    )
    assert language.unwrapped(head + "\n\nThe court sat.") == head + "\n\nThe court sat."


def test_a_head_line_that_goes_on_is_one_with_the_next() -> None:
    text = "Two men jailed after customs find cocaine in the port of\nAntwerp\nBy Jane Doe"
    assert language.unwrapped(text).split("\n")[1:] == ["By Jane Doe"]


def test_what_is_not_english_gives_its_identifiers_only() -> None:
    text = "El tribunal de Lima condenó a dos hombres; escriba a juez@example.org."
    [(_, said)] = extract.read([_document(text, language="spa")])
    values = {s.prop: s.value for s in said}
    assert values["emailMentioned"] == "juez@example.org"
    assert not {s.schema for s in said} - {"Report"}


def test_a_row_is_dated_by_its_first_cell() -> None:
    text = "2018-09\tPolice in Lima arrested Ana Diaz.\n2019-01-02\tAna Diaz was convicted.\n"
    [(_, said)] = extract.read([_document(text, kind="table", language="eng")])
    dates = {s.schema: s.value for s in said if s.prop == "date"}
    assert dates == {"Arrest": "2018-09", "Trial": "2019-01-02"}


def test_who_says_it_is_kept_with_every_statement() -> None:
    text = "Outlet: Example Post\n\nProsecutors said that Ana Diaz shipped cocaine to Lima.\n"
    outlet = Marked("Example Post", 8, 20)
    [(_, said)] = extract.read([_document(text, outlet=outlet, language="eng")])
    statements = list(said)
    [shipment] = [s for s in statements if s.schema == "Shipment" and s.prop == "sender"]
    [name] = [s for s in statements if s.prop == "name" and s.value == "Prosecutors"]
    assert shipment.asserters == (extract.outlet_id("Example Post"), name.entity)


def test_methods_are_signed_with_the_model() -> None:
    [(_, said)] = extract.read([_document("Ana Diaz lives in Lima.", language="eng")])
    assert {s.method for s in said} == {f"rules 1, {language.model_name()}"}


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.jsonl")), ids=lambda p: p.stem)
def test_the_gold_stands_at_its_words(path: Path) -> None:
    head, *rows = map(json.loads, path.read_text("utf-8").splitlines())
    root = path.parents[3] if head["file"].startswith("../") else path.parent
    if not (root / head["file"]).exists():
        pytest.skip(f"reads {head['file']}, which is not here")
    text = (root / head["file"]).read_text("utf-8")
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in rows)


def test_an_empty_text_holds_nothing() -> None:
    assert extract.find("") == Findings()
    assert reading.find(" \n ") == Findings()
