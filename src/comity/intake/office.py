"""DOCX and XLSX (ECMA-376)."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from comity.intake import archive, report
from comity.intake.document import Content, Header, Limits, Marked
from comity.intake.pdf import joined, settled
from comity.intake.table import rows_as_lines
from comity.intake.text import bounded, canonical, located, one_line, too_long


def read_docx(path: Path, limits: Limits) -> Content:
    """Paragraphs and tables in their order; title and author from the core properties."""
    import docx  # noqa: PLC0415  (0.1 s, as below)

    archive.check_office(path, limits)
    document = docx.Document(str(path))
    blocks = (_block(item) for item in document.iter_inner_content())
    text = bounded("\n\n".join(block for block in blocks if block.strip()), limits)
    core = document.core_properties
    author = None if core.author == "python-docx" else core.author
    declared = Header(located(core.title, text), located(author, text))
    return Content(
        text=text,
        header=settled(report.header(text), declared),
        fields=_created(core.created),
    )


def read_xlsx(path: Path, limits: Limits) -> Content:
    """The sheets' rows as lines of cells parted by tabs; sheets parted by blank lines.

    ``pages`` are the sheets' offsets, the fields ``sheet`` their names. Cells hold the values last
    computed, not formulas.
    """
    import openpyxl  # noqa: PLC0415

    archive.check_office(path, limits)
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheets, left = [], limits.text_chars
        for sheet in book.worksheets:
            sheets.append(_sheet(sheet, left, limits))
            left -= len(sheets[-1])
        names = [sheet.title for sheet in book.worksheets]
        core = book.properties
    text, starts = joined(sheets)
    author = None if core.creator == "openpyxl" else core.creator
    return Content(
        text=text,
        kind="table",
        pages=starts,
        header=Header(located(core.title, text), located(author, text)),
        fields=(*(("sheet", Marked(one_line(name))) for name in names), *_created(core.created)),
    )


def _created(moment: datetime | None) -> tuple[tuple[str, Marked], ...]:
    return (("created", Marked(moment.date().isoformat())),) if moment else ()


def _block(item: Any) -> str:
    if hasattr(item, "rows"):
        return "\n".join(rows_as_lines(_cells(row) for row in item.rows))
    return canonical(item.text).strip("\n ")


def _cells(row: Any) -> Iterator[str]:
    """The texts of a row's cells, a merged cell once."""
    seen = set()
    for cell in row.cells:
        if cell._tc not in seen:
            seen.add(cell._tc)
            yield cell.text


def _sheet(sheet: Any, left: int, limits: Limits) -> str:
    lines = []
    sheet.reset_dimensions()  # they are declared, and may be wrong
    for line in rows_as_lines(map(_value, row) for row in sheet.iter_rows(values_only=True)):
        lines.append(line)
        left -= len(line) + 1
        if left < 0:
            raise too_long(limits)
    return "\n".join(lines)


def _value(cell: object) -> object:
    """A cell's value as it reads: whole numbers without a point, days without a time."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date()
    return cell.isoformat() if isinstance(cell, date) else cell
