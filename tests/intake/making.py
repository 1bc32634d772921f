"""Files made for the tests."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import openpyxl

from comity.intake import Document, Failure, Limits, read

LIMITS = Limits()
REPORT = """Court jails three over parcels

Jane Roe
March 4, 2021

The court in Lyon sentenced three people on Thursday for sending parcels of tramadol abroad.

They had sold the pills in a shop on the internet since the summer, the court said in a statement.
"""


def one(path: Path, limits: Limits = LIMITS) -> Document:
    """The one document in a file."""
    found = list(read(path, limits=limits))
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return found[0]


def failure(path: Path, limits: Limits = LIMITS) -> Failure:
    """The one failure that a file gives."""
    found = list(read(path, limits=limits))
    assert len(found) == 1
    assert isinstance(found[0], Failure), found[0]
    return found[0]


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def pdf(pages: Sequence[Sequence[str]], info: str = "", extra: str = "") -> bytes:
    """A PDF whose pages hold the given lines; ``extra`` goes into its trailer."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown}ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Contents {5 + 2 * i} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    objects.append(f"<<{info}>>")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    return out + (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {count}/Root 1 0 R/Info {count - 1} 0 R{extra}>>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def encrypted_pdf() -> bytes:
    lock = "00" * 32
    key = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{lock}>/U<{lock}>/P -4>>/ID[<00><00>]"
    return pdf([["secret"]], extra=key)


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def encrypted_zip(members: dict[str, bytes | str]) -> bytes:
    """A ZIP whose members are all marked as encrypted."""
    data = bytearray(zipped(members))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


def word(title: str = "", author: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    document.add_paragraph("The officers weighed the parcels in the warehouse.")
    table = document.add_table(rows=2, cols=2)
    for i, value in enumerate(("parcel", "grams", "A-17", "420")):
        table.cell(i // 2, i % 2).text = value
    document.add_paragraph("They were sent to the laboratory.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheets(content: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mail(body: str = "The parcel arrived.", **attached: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Wang Fang <wang.fang@example.cn>"
    message["To"] = "desk@example.org"
    message["Subject"] = "The parcel – 包裹"
    message["Date"] = "Mon, 12 Mar 2018 23:30:00 +0800"
    message["Message-ID"] = "<1@example.cn>"
    message.set_content(body)
    for name, data in attached.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message
