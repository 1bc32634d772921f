"""Files that cannot be read: each is told in clear words, and disturbs nothing else."""

import os
import re
import time
import zipfile
from pathlib import Path

import pytest

from comity.intake import Document, Failure, Limits, read

from . import making
from .making import failure, one, put

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blanks": (b" \n\t\r\n ", "no text"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG image.*PDF, DOCX"),
    "program": (b"MZ\x90\0\3\0\0\0" * 40, "Windows program"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
    "noise": (bytes(range(32)) * 20, "binary data"),
    "cut PDF": (making.pdf([["A page"]])[:-60], "cut short"),
    "broken PDF": (b"%PDF-1.7\nnothing\nstartxref\n0\n%%EOF\n", "damaged PDF"),
    "encrypted PDF": (making.encrypted_pdf(), "encrypted: ask the sender for the password"),
    "scanned PDF": (making.pdf([[]]), "no text layer"),
    "cut zip": (making.zipped({"a.txt": "a" * 999})[:-30], "cut short"),
    "empty zip": (making.zipped({}), "no files"),
    "folders only": (making.zipped({"a/": ""}), "no files"),
    "cut docx": (making.word()[:-300], "cut short"),
    "other Office": (making.zipped({"[Content_Types].xml": "", "ppt/x.xml": ""}), "neither DOCX"),
    "JSON object": (b'{"id": "a", "name": "b"}', "not FollowTheMoney"),
    "JSON of many lines": (b'{\n  "id": "a",\n  "properties": {}\n}\n', "one entity a line"),
    "JSON array": (b'[{"id": "a", "schema": "Person", "properties": {}}]', "not FollowTheMoney"),
    "deep JSON": (b'{"a":' * 100_000, "not FollowTheMoney"),
    "hollow mail": (b"From:\nSubject:\n\n", "neither header nor text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files(tmp_path: Path, name: str) -> None:
    data, words = BAD[name]
    found = failure(put(tmp_path, "a.txt", data))
    assert found.sha256
    assert found.origin.endswith("a.txt")
    assert re.search(words, found.reason), found.reason


def test_bad_members_leave_the_good_ones(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {name: data for name, (data, _) in BAD.items()}
    found = list(read(put(tmp_path, "a.zip", making.zipped(members | {"good": making.REPORT}))))
    assert sum(isinstance(f, Document) for f in found) == 1
    assert len(found) == len(BAD) + 1
    assert all(f.sha256 for f in found)


def test_encrypted_members(tmp_path: Path) -> None:
    data = making.encrypted_zip({"a.txt": "secret"})
    found = failure(put(tmp_path, "a.zip", data))
    assert found.origin.endswith("a.zip!a.txt")
    assert "encrypted: ask the sender for the password" in found.reason
    assert found.sha256 is None


def test_bomb_by_ratio(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", making.zipped({"a": bytes(9_000_000)}))
    assert "zip bomb" in failure(path).reason


def test_bomb_whose_headers_lie(tmp_path: Path) -> None:
    data = bytearray(making.zipped({"a": bytes(9_000_000)}))
    central = data.find(b"PK\x01\x02")
    for at in (22, central + 24):  # the size unpacked, as declared
        data[at : at + 4] = (10).to_bytes(4, "little")
    found = list(read(put(tmp_path, "a.zip", bytes(data))))
    assert [type(f) for f in found] == [Failure]


def test_bomb_in_bombs(tmp_path: Path) -> None:
    data = b"word " * 20
    for _ in range(6):
        data = making.zipped({"a.zip": data})
    assert "more than 3 deep" in failure(put(tmp_path, "a.zip", data)).reason


def test_bomb_counted_over_all_depths(tmp_path: Path) -> None:
    inner = making.zipped({"a.txt": os.urandom(3000).hex()})
    data = making.zipped({f"{i}.zip": inner for i in range(9)})
    found = list(read(put(tmp_path, "a.zip", data), limits=Limits(archive_bytes=40_000)))
    assert isinstance(found[-1], Failure)
    assert "unpacks to more than 40,000 bytes" in found[-1].reason


def test_bomb_in_office_clothes(tmp_path: Path) -> None:
    types: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": bytes(9_000_000),
    }
    assert "zip bomb" in failure(put(tmp_path, "a.docx", making.zipped(types))).reason
    entity: dict[str, bytes | str] = {
        "[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><Types/>",
        "xl/workbook.xml": "",
    }
    found = failure(put(tmp_path, "a.xlsx", making.zipped(entity)))
    assert "document type definition" in found.reason


def test_too_many_members(tmp_path: Path) -> None:
    data = making.zipped({f"{i}.txt": f"The word is {i}." for i in range(9)})
    found = list(read(put(tmp_path, "a.zip", data), limits=Limits(archive_files=5)))
    assert [type(f) for f in found] == [Document] * 5 + [Failure]


def test_damaged_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "The first word.")
        archive.writestr("b.txt", "The other word.")
    path.write_bytes(path.read_bytes().replace(b"The first", b"The worst"))
    bad, good = read(path)
    assert isinstance(bad, Failure)
    assert "damaged in its archive" in bad.reason
    assert isinstance(good, Document)


def test_too_long_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"word and " * 111_112)
    assert "split it" in failure(path).reason


def test_limits_on_each_format(tmp_path: Path) -> None:
    few = Limits(text_chars=20)
    rows = [["day", "amount"], *([["2018-03-12", "4200"]] * 9)]
    files: dict[str, bytes | str] = {
        "a.txt": making.REPORT,
        "a.csv": "\n".join(",".join(row) for row in rows),
        "a.pdf": making.pdf([["The page tells of many parcels."]]),
        "a.docx": making.word(),
        "a.xlsx": making.sheets({"a": rows}),
        "a.html": "<html><body>The page tells of many parcels.</body></html>",
        "a.eml": making.mail().as_bytes(),
    }
    for name, data in files.items():
        assert "more than 20 characters" in failure(put(tmp_path, name, data), few).reason, name
    assert "more than 9" in failure(put(tmp_path, "b", making.REPORT), Limits(file_bytes=9)).reason


def test_names_cannot_harm(tmp_path: Path) -> None:
    path = put(tmp_path, "a\n\x1b[31m\u202egpj.txt", making.REPORT)
    found = one(path)
    assert (found.name, "\n" in found.origin) == ("a__[31m_gpj.txt", False)
    names = ["../../etc/a\nb.txt", "/etc/passwd", "C:\\temp\\x.txt", "..\\..\\y"]
    data = making.zipped(dict.fromkeys(names, "Some words."))
    origins = [f.origin.split("!")[1] for f in read(put(tmp_path, "b.zip", data))]
    assert origins == ["etc/a_b.txt", "etc/passwd", "temp/x.txt", "y"]


def test_folder_pipe_and_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "folder" in failure(tmp_path).reason
    assert "pipe" in failure(tmp_path / "pipe").reason
    assert "check that it is there" in failure(tmp_path / "nothing").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "word")
    path.chmod(0)
    assert "may be read" in failure(path).reason


@pytest.mark.parametrize(
    "data",
    [
        b"From: =?utf-8?q?=ff=fe?= <a@b>\nDate: yesterday\nSubject: =?x?y?z?=\n\nA \xff\xfe body",
        b"From: a\nTo: [[[\nContent-Type: multipart/mixed\n\nNo boundary here",
        b"From: a@b\nTo: c@d\nContent-Type: text/plain; charset=nonsense\n\nThe body \xe9",
        b"From: a@b\nTo: c@d\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!",
        b"From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nHalf a par",
        b"From: a@b\nDate: Mon, 99 Foo 20188 99:99:99 +9999\nMessage-ID: <<<\n\nBody",
        b"From: a@b\nTo: c@d\nContent-Disposition: ;;filename*=x''%\nContent-Type: ;;;\n\nBody",
    ],
)
def test_broken_mail_is_read_as_far_as_it_goes(tmp_path: Path, data: bytes) -> None:
    found = next(read(put(tmp_path, "a.eml", data)))
    assert isinstance(found, Document)
    assert found.media_type == "message/rfc822"
    assert found.text.startswith("From: ")


@pytest.mark.parametrize("piece", ["<", "<!--", "<!-- --><", "<![", "<?", "</a", "<a b='", "<div>"])
def test_hostile_pages_end_in_time(tmp_path: Path, piece: str) -> None:
    path = put(tmp_path, "a.html", "<html><body>Words of it" + piece * 20_000)
    started = time.monotonic()
    assert len(list(read(path))) == 1
    assert time.monotonic() - started < 5
