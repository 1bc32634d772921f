"""Each format, found from its content and read."""

import hashlib
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from comity.intake import Document, Marked, read

from . import making
from .making import one, put

PAGE = """<!DOCTYPE html><html><head><title>Nine jailed | iNewsToday</title>{head}</head><body>
<nav>Home World Sport</nav><article><h1>Nine jailed over parcels</h1><p>{one}</p><p>{two}</p>
</article><footer>© 2024 Someone Ltd. Page made 3 May 2022</footer></body></html>"""
ONE = "The court in Xingtai sentenced nine people for sending parcels abroad on Thursday. " * 3
TWO = "Officers of both countries had worked together since the summer of the year before. " * 3


def page(head: str = "", one: str = ONE) -> str:
    return PAGE.format(head=head, one=one, two=TWO)


def test_text_is_read_with_its_hash_and_language(tmp_path: Path) -> None:
    data = making.REPORT.replace("\n", "\r\n").encode()
    found = one(put(tmp_path, "a.txt", data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert (found.size, found.name, found.media_type) == (len(data), "a.txt", "text/plain")
    assert (found.encoding, found.language, found.kind) == ("utf-8", "eng", "prose")
    assert found.text == making.REPORT


def test_page_gives_its_report_without_menus_or_invented_dates(tmp_path: Path) -> None:
    found = one(put(tmp_path, "page.txt", page()))
    assert found.media_type == "text/html"
    assert found.title == Marked("Nine jailed over parcels", 0, 24)
    assert "sentenced nine people" in found.text
    assert "Home World" not in found.text
    assert found.published is None
    assert found.author is None
    assert found.url is None


def test_page_declares_who_and_when(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="iNewsToday"><meta name="author" content="Jane Roe">'
        '<meta property="article:published_time" content="2019-11-09T10:00:00+08:00">'
        '<link rel="canonical" href="https://example.org/2018/03/04/a.html">'
    )
    found = one(put(tmp_path, "a.html", page(head)))
    assert found.outlet == Marked("iNewsToday")
    assert found.author == Marked("Jane Roe")
    assert found.published == Marked("2019-11-09")
    assert found.url == "https://example.org/2018/03/04/a.html"


def test_page_in_json_ld_and_visible_date(tmp_path: Path) -> None:
    linked = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "datePublished": "2019-11-09",
                "author": [{"name": "Jane Roe"}],
                "publisher": {"name": "The Bugle"},
            }
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    found = one(put(tmp_path, "a.html", page(head, "November 9, 2019</p><p>" + ONE)))
    assert found.published is not None
    assert found.published.value == "2019-11-09"
    assert found.text[found.published.start : found.published.end] == "November 9, 2019"
    assert found.author == Marked("Jane Roe")
    assert found.outlet == Marked("The Bugle")


def test_bare_page_falls_back_to_all_its_text(tmp_path: Path) -> None:
    found = one(put(tmp_path, "a", "<html><body><script>x()</script>Parcel<br>A-17</body></html>"))
    assert "Parcel" in found.text
    assert "A-17" in found.text
    assert "x()" not in found.text


def test_pdf_pages_and_properties(tmp_path: Path) -> None:
    data = making.pdf(
        [["The first page tells of parcels."], ["The second of money."]],
        "/Title(Parcels and money)/Author(J. Roe)/CreationDate(D:20180312101500Z)",
    )
    found = one(put(tmp_path, "wrong.csv", data))
    assert found.media_type == "application/pdf"
    assert [found.text[start : start + 9] for start in found.pages] == ["The first", "The secon"]
    assert found.title == Marked("Parcels and money")
    assert found.author == Marked("J. Roe")
    assert ("created", Marked("2018-03-12")) in found.fields
    assert found.published is None


def test_pdf_lines_broken_by_the_margin_flow(tmp_path: Path) -> None:
    lines = [
        "Short heading",
        "The court in Lyon sentenced three people for sending parcels of",
        "tramadol abroad, it said.",
    ]
    found = one(put(tmp_path, "a.pdf", making.pdf([lines])))
    assert found.text == f"{lines[0]}\n{lines[1]} {lines[2]}"


def test_docx_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    found = one(put(tmp_path, "a.zip", making.word("Weighing note", "Jane Roe")))
    assert found.text.split("\n\n")[1] == "parcel\tgrams\nA-17\t420"
    assert found.title == Marked("Weighing note")
    assert found.author == Marked("Jane Roe")
    assert found.media_type.endswith("wordprocessingml.document")


def test_docx_template_author_is_no_author(tmp_path: Path) -> None:
    assert one(put(tmp_path, "a.docx", making.word(author="python-docx"))).author is None


def test_xlsx_sheets(tmp_path: Path) -> None:
    data = making.sheets(
        {
            "Transfers": [["day", "amount", "to"], [datetime(2018, 3, 12), 4200.0, "Wáng\nFāng"]],
            "Notes": [[None, None], ["seen", date(2018, 3, 13)]],
        }
    )
    found = one(put(tmp_path, "a.bin", data))
    assert found.kind == "table"
    assert found.text == "day\tamount\tto\n2018-03-12\t4200\tWáng Fāng\n\nseen\t2018-03-13"
    assert found.text[found.pages[1] :].startswith("seen")
    assert [m.value for name, m in found.fields if name == "sheet"] == ["Transfers", "Notes"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_by_any_delimiter(tmp_path: Path, mark: str) -> None:
    rows = [
        ["date", "amount", "payee"],
        ["2018-03-12", "4200", f'"Wang{mark} Fang"'],
        ["", "7", "x"],
    ]
    found = one(put(tmp_path, "a.txt", "\n".join(mark.join(row) for row in rows)))
    assert (found.kind, found.media_type) == ("table", "text/csv")
    shown = "Wang Fang" if mark == "\t" else f"Wang{mark} Fang"
    assert found.text == f"date\tamount\tpayee\n2018-03-12\t4200\t{shown}\n\t7\tx"


@pytest.mark.parametrize(
    "text",
    [
        making.REPORT,
        "On Monday, he came.\nOn Tuesday, he went.\nOn Friday, he was seen.",
        "Dear Jane,\nthe parcel came, late\nbut whole, at last",
        "One line, only",
        "Beijing, China\nHebei, China",
        "He said so; she did not.\nThey agreed; nothing came of it.",
    ],
)
def test_prose_is_no_table(tmp_path: Path, text: str) -> None:
    assert one(put(tmp_path, "a.csv", text)).kind == "prose"


def test_entities_are_left_to_be_streamed(tmp_path: Path) -> None:
    entity = {"id": "a", "schema": "Person", "properties": {"name": ["Wang Fang"]}}
    path = put(tmp_path, "a.txt", f"{json.dumps(entity)}\n{json.dumps(entity)}\n")
    found = one(path)
    assert (found.kind, found.data, found.text) == ("entities", path, "")


def test_mail_and_its_attachments(tmp_path: Path) -> None:
    message = making.mail(note_txt=b"The seal was broken.\n", scan_pdf=making.pdf([["Scan of it"]]))
    found = list(read(put(tmp_path, "a.txt", message.as_bytes())))
    letter, note, scan = found
    assert isinstance(letter, Document)
    assert letter.text.startswith(
        "From: Wang Fang <wang.fang@example.cn>\nTo: desk@example.org\n"
        "Subject: The parcel – 包裹\nDate: Mon, 12 Mar 2018 23:30:00 +0800\n\nThe parcel arrived."
    )
    assert letter.author == Marked("Wang Fang", 6, 15)
    assert letter.title is not None
    assert letter.title.value == "The parcel – 包裹"
    assert letter.published is not None
    assert letter.published.value == "2018-03-12"
    assert ("message-id", Marked("<1@example.cn>")) in letter.fields
    assert isinstance(note, Document)
    assert isinstance(scan, Document)
    assert (note.parent, note.name) == (letter.sha256, "note.txt")
    assert note.origin.endswith("a.txt!note.txt")
    assert scan.media_type == "application/pdf"


def test_mail_in_html_only_and_forwarded(tmp_path: Path) -> None:
    inner, outer = making.mail("The first letter."), making.mail("See below.")
    outer.replace_header("Subject", "Fwd")
    outer.add_attachment(inner)
    first, second = read(put(tmp_path, "a.eml", outer.as_bytes()))
    assert isinstance(second, Document)
    assert isinstance(first, Document)
    assert second.parent == first.sha256
    assert "The first letter." in second.text
    page = making.mail()
    page.set_content("<html><body><p>Only <b>HTML</b> here</p></body></html>", subtype="html")
    assert "Only HTML here" in one(put(tmp_path, "b.eml", page.as_bytes())).text.replace("\n", " ")


def test_mail_alternative_is_read_once_and_second_text_kept(tmp_path: Path) -> None:
    message = making.mail("Plain words.")
    message.add_alternative("<p>Plain words.</p>", subtype="html")
    assert "<p>" not in one(put(tmp_path, "a.eml", message.as_bytes())).text
    mixed = (
        b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nFirst.\n"
        b"--B\nContent-Type: text/html\n\n<html><body>Second.</body></html>\n--B--\n"
    )
    first, second = read(put(tmp_path, "b.eml", mixed))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert "First." in first.text
    assert "Second." in second.text


def test_zip_gives_its_members_and_their_bytes(tmp_path: Path) -> None:
    inner = making.zipped({"deep.txt": "Deep inside, a word."})
    data = making.zipped({"a/report.txt": making.REPORT, "b.zip": inner, "c.docx": making.word()})
    path = put(tmp_path, "x.txt", data)
    names = []
    for found in read(path):
        assert isinstance(found, Document)
        assert hashlib.sha256(found.path.read_bytes()).hexdigest() == found.sha256
        names.append(found.origin.removeprefix(str(path)))
    assert names == ["!a/report.txt", "!b.zip!deep.txt", "!c.docx"]


CHINESE = "河北省邢台市中级人民法院对九名被告人作出判决，其中一人被判处死刑缓期二年执行。"
TRADITIONAL = "河北省邢台市中級人民法院對九名被告人作出判決，其中一人被判處死刑，緩期二年執行。"


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (CHINESE, "utf-8-sig", "zho"),
        (CHINESE, "utf-16", "zho"),
        (CHINESE, "gb18030", "zho"),
        (CHINESE + " Heroin €", "gb18030", "zho"),
        (CHINESE + "证人𠮷某在𫚖鱼店。", "gb18030", "zho"),  # 𠮷 and 𫚖 take four bytes each
        (TRADITIONAL, "big5", "zho"),
        # Hong Kong's own characters, which are not in Big5 itself: 鰂, 嗰, 㗎
        (TRADITIONAL + "包裹寄往鰂魚涌，嗰個㗎。", "big5hkscs", "zho"),
        ("中国の裁判所は木曜日、フェンタニルの密輸で九人に判決を言い渡した。", "shift_jis", "jpn"),
        ("Austin Moore, an attaché, said “it is an important step” in a café.", "cp1252", "eng"),
        ("Суд в Китае приговорил девять человек за контрабанду фентанила.", "cp1251", "rus"),
        ("2019年11月7日", "gb18030", "zho"),
        ("被告人刘勇", "gb18030", "zho"),
        ("He named him in the witness box that day: 被告人劉勇被判處死刑。", "big5", "zho"),
        (TRADITIONAL * 900, "big5", "zho"),  # longer than what is looked at
        ("Åke Åberg, Åsa Ågren and Östen Öberg were heard by the court in Åmål.", "cp1252", None),
        ("서울중앙지방법원은 피고인에게 징역 십년을 선고하였다.", "cp949", "kor"),
        ("La cour a condamné neuf personnes à des peines de prison jeudi.", "utf-8", "fra"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str, language: str | None) -> None:
    found = one(put(tmp_path, "a.txt", text.encode(encoding)))
    assert found.text == text
    assert found.language == language


def test_page_in_its_declared_encoding(tmp_path: Path) -> None:
    source = page('<meta charset="gb2312">', CHINESE * 3)
    found = one(put(tmp_path, "a.html", source.encode("gb18030", "replace")))
    assert (CHINESE in found.text, found.encoding) == (True, "gb18030")


def test_damaged_utf8_stays_utf8(tmp_path: Path) -> None:
    found = one(put(tmp_path, "a.txt", (CHINESE * 4).encode()[:-1]))
    assert found.text.startswith(CHINESE)
    assert found.encoding == "utf-8"


def test_controls_become_spaces(tmp_path: Path) -> None:
    found = one(put(tmp_path, "a.txt", "A\0B\tC\x0bD is what stands here\r\nand\rhere"))
    assert found.text == "A B\tC D is what stands here\nand\nhere"


@pytest.mark.parametrize("text", ["ok", "12 345 678", "Tramadol 50 mg"])
def test_too_short_for_a_language(tmp_path: Path, text: str) -> None:
    assert one(put(tmp_path, "a.txt", text)).language is None
