"""The report: one page, self-contained, every fact linked to its words; and the other files."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import followthemoney
import pytest
from hypothesis import given
from hypothesis import strategies as st

import comity
from comity.case.marking import marked
from comity.model import vocabulary


class _Page(HTMLParser):
    """Collects the ids, the links and the marked words of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src") and value:
                (self.links if value.startswith("#") else self.outside).append(value)


@pytest.fixture(scope="module")
def page(xingtai: comity.Case, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "case.html"
    xingtai.report(path)
    return path.read_text("utf-8")


def test_the_same_case_gives_the_same_bytes(xingtai: comity.Case, tmp_path: Path) -> None:
    for ending in ("html", "json", "csv", "graphml"):
        first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        xingtai.report(first)
        xingtai.report(second)
        assert first.read_bytes() == second.read_bytes(), ending


def test_the_page_needs_nothing_else(page: str) -> None:
    found = _Page(page)
    assert found.outside == []
    assert not found.tags & {"script", "iframe", "img", "object", "embed"}
    assert "url(" not in page


def test_every_link_leads_somewhere(page: str) -> None:
    found = _Page(page)
    assert len(found.links) > 100
    assert {link[1:] for link in found.links} <= found.ids


def test_a_link_leads_to_the_words(page: str, xingtai: comity.Case) -> None:
    document = next(s.document for s in xingtai.sources() if s.document.name.startswith("scmp"))
    body = xingtai.document(document.id).document.body
    at = body.index("Wang Fengxi, 35")
    assert re.search(rf'<mark id="d\d+-{at}-\d+">(?:<mark[^>]*>)?Wang Fengxi', page)


def test_hostile_words_are_only_words(bench: comity.Workbench, tmp_path: Path) -> None:
    case = bench.new_case("hostile", "<script>alert(1)</script>")
    (tmp_path / "x.txt").write_text(
        'Police arrested John <img src=x onerror="alert(1)"> Smith in Lima on 3 May 2021, '
        "the court said. </div></mark><script>alert(2)</script> “{{ 7*7 }}”, he said.\n"
    )
    case.add(str(tmp_path / "x.txt"))
    case.report(tmp_path / "x.html")
    found = _Page((tmp_path / "x.html").read_text("utf-8"))
    assert not found.tags & {"script", "img"}
    assert "{{ 7*7 }}" in (tmp_path / "x.html").read_text("utf-8")


@given(st.text(max_size=60), st.sets(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_marks_keep_the_text_whole_and_nest(text: str, spans: set[tuple[int, int]]) -> None:
    good = {(a, b) for a, b in spans if a < b <= len(text)}
    html = str(marked(text, good, "d1"))
    assert html.count("<mark ") == html.count("</mark>") == len(good)
    plain = re.sub(r"</?mark[^>]*>", "", html)
    assert unescape(plain) == text


def test_followthemoney_reads_its_file(xingtai: comity.Case, tmp_path: Path) -> None:
    xingtai.report(tmp_path / "case.json")
    entities = [json.loads(x) for x in (tmp_path / "case.json").read_text("utf-8").splitlines()]
    ids = [e["id"] for e in entities]
    assert len(ids) == len(set(ids))
    for data in entities:
        if data["schema"] in followthemoney.model.schemata:
            assert followthemoney.model.get_proxy(data, cleaned=False).caption
        schema = vocabulary.model().get(data["schema"])
        assert set(data["properties"]) <= set(schema.properties)
    liu = next(e for e in entities if e["caption"] == "Liu Yong")
    assert "劉勇" in liu["properties"]["alias"]
    assert len(liu["referents"]) >= 6


def test_csv_has_every_statement_and_no_formula(xingtai: comity.Case, tmp_path: Path) -> None:
    xingtai.report(tmp_path / "case.csv")
    with (tmp_path / "case.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [row for row in rows if not row["property"].startswith("comity:")]
    assert len(said) == xingtai.count()["statements"]
    assert not [c for row in rows for c in row.values() if c[:1] in "=+@" and c]


def test_graphml_is_well_formed(xingtai: comity.Case, tmp_path: Path) -> None:
    xingtai.report(tmp_path / "case.graphml")
    tree = ET.parse(tmp_path / "case.graphml")
    nodes = tree.findall(".//{http://graphml.graphdrawing.org/xmlns}node")
    assert len(nodes) > 10


def test_an_unknown_ending_says_which_there_are(xingtai: comity.Case, tmp_path: Path) -> None:
    with pytest.raises(comity.ComityError, match=r"\.html"):
        xingtai.report(tmp_path / "case.docx")
    with pytest.raises(comity.ComityError, match="cannot be written"):
        xingtai.report(tmp_path / "no" / "folder" / "case.html")
    assert list(tmp_path.iterdir()) == []
