"""Which format a file is in, by its content. Its name is never asked."""

import json
import re
import zipfile
from enum import StrEnum
from pathlib import Path

from comity.intake import table
from comity.intake.document import IntakeError
from comity.intake.text import decode, is_binary, uncommented


class Form(StrEnum):
    """The formats read, by media type (iana.org/assignments/media-types)."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"
    MAIL = "message/rfc822"
    HTML = "text/html"
    CSV = "text/csv"
    ENTITIES = "application/json+ftm"
    PLAIN = "text/plain"


_HEAD = 1 << 16
_LONGEST_ENTITY = 1 << 24
_READ = "text, HTML, e-mail, PDF, DOCX, XLSX, CSV, ZIP and FollowTheMoney JSON are read"
_STRANGERS = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt or .msg)"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\0", "an SQLite database"),
)
_PDF = re.compile(rb"(?:^|[\r\n])%PDF-\d\.\d")  # within the first 1024 bytes: ISO 32000-1, annex H
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:")  # RFC 5322, 2.2
_MAIL = re.compile(
    rb"(?im)^(from|to|cc|subject|date|sender|reply-to|message-id|received|return-path|"
    rb"delivered-to|mime-version|content-type|content-transfer-encoding):"
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|h1|p|table)\b",
    re.IGNORECASE,
)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')


def recognise(path: Path) -> Form:
    """The format of the file at ``path``.

    Raises ``IntakeError`` for an empty file and for formats that are not read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise IntakeError("is empty (0 bytes): ask the sender for it again")
    if _PDF.search(head[:1024]):
        return Form.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    for magic, what in _STRANGERS:
        # "MZ" could begin a text
        if head.startswith(magic) and (len(magic) > 2 or is_binary(head)):
            raise _stranger(what)
    if is_binary(head):
        raise _stranger("binary data of no known kind")
    return Form.MAIL if _is_mail(head) else _written(path, head)


def _stranger(what: str) -> IntakeError:
    return IntakeError(f"is {what}, which is not read: save it in a format that is. {_READ}")


def _zipped(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise IntakeError(
            "is a ZIP-based file that is cut short or damaged: ask the sender for it again"
        ) from error
    if "[Content_Types].xml" in names:  # ECMA-376, part 2
        if "word/document.xml" in names:
            return Form.DOCX
        if "xl/workbook.xml" in names:
            return Form.XLSX
        raise _stranger("an Office file that is neither DOCX nor XLSX")
    if {"mimetype", "content.xml"} <= names:
        raise _stranger("an OpenDocument file")
    return Form.ZIP


def _is_mail(head: bytes) -> bool:
    """Whether ``head`` begins with a block of header fields, two of them known ones."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    first = block.split(b"\n", 1)[0]
    if not (_FIELD.match(first) or first.startswith(b"From ")):
        return False
    return len({name.lower() for name in _MAIL.findall(block)}) >= 2


def _written(path: Path, head: bytes) -> Form:
    """The format of a file of text."""
    # The head may end inside a character
    text, _ = decode(head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head)
    if _HTML.match(uncommented(text)):
        return Form.HTML
    if _JSON.match(text):
        if _is_entity(path):
            return Form.ENTITIES
        if _is_json(text, whole=len(head) < _HEAD):
            raise IntakeError(
                "is JSON, but not FollowTheMoney: give one entity a line, each an object "
                'with "id", "schema" and "properties"'
            )
    return Form.CSV if table.delimiter(text, whole=len(head) < _HEAD) else Form.PLAIN


def _is_entity(path: Path) -> bool:
    """Whether the first line is a FollowTheMoney entity (followthemoney.tech/docs/formats)."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        lines = iter(lambda: file.readline(_LONGEST_ENTITY), "")
        line = next((line for line in lines if line.strip()), "")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(found, dict)
        and isinstance(found.get("id"), str)
        and isinstance(found.get("schema"), str)
        and isinstance(found.get("properties"), dict)
    )


def _is_json(text: str, *, whole: bool) -> bool:
    """Whether a text is JSON, or its first line is; a long one is taken at its look."""
    for candidate in (text, text.strip().split("\n", 1)[0]):
        try:
            json.loads(candidate)
        except RecursionError:
            return True
        except ValueError:
            continue
        return True
    return not whole
