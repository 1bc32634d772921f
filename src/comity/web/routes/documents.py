"""Files and documents of a case: add some, read one, see what failed, write a report."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from fastapi import Form, Response, UploadFile
from fastapi import Path as InPath
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from comity.case import Added, ShownDocument
from comity.intake import UPLOADED
from comity.model import ComityError, grade
from comity.store import FailureRow
from comity.web.errors import refusing
from comity.web.records import Routes
from comity.web.routes.given import Bench, TheCase
from comity.web.settings import UPLOAD

routes = Routes(prefix="/cases/{slug}", tags=["documents"])

_REPORTS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "graphml": "application/xml",
    "csv": "text/csv; charset=utf-8",
}
_LONGEST = 200  # code units of a file's name


class Upload(BaseModel):
    """Files, and the conditions of all of them."""

    files: list[UploadFile] = Field(min_length=1, description="One or more files.")
    grade: str = Field(grade.UNKNOWN, description="4x4.", examples=["B2"])
    classification: str = Field("public", examples=["restricted"])
    code: list[str] = Field([], description="Handling codes.", examples=[["H1"]])


@routes.post("/files", max_body_size=UPLOAD)
def add(
    bench: Bench, case: TheCase, sent: Annotated[Upload, Form(media_type="multipart/form-data")]
) -> Added:
    """Add files to a case. Safe to do again: what is there already stays as it is."""
    handled = bench.handling(sent.classification, sent.code)
    with tempfile.TemporaryDirectory(prefix=UPLOADED) as folder:
        return case.add(*_staged(sent.files, Path(folder)), mark=sent.grade, handling=handled)


@routes.get("/failures")
def failures(case: TheCase) -> list[FailureRow]:
    """List the files that could not be read, and why."""
    return case.failed()


@routes.get("/documents/{document}")
def document(
    case: TheCase,
    document: Annotated[
        str,
        InPath(description="Its name, or the beginning of its id.", examples=["ap-2019-11-07.txt"]),
    ],
) -> ShownDocument:
    """Show one document whole: its text, its custody, and the facts read in it."""
    with refusing(HTTPStatus.NOT_FOUND):
        return case.document(document)


@routes.get(
    "/report.{form}",
    response_class=Response,
    responses={200: {"content": {kind.split(";")[0]: {} for kind in _REPORTS.values()}}},
)
def report(case: TheCase, form: Literal["html", "json", "graphml", "csv"]) -> Response:
    """Write the case: one printable page, or FollowTheMoney, GraphML, CSV for other tools."""
    with tempfile.TemporaryDirectory(prefix="comity-report-") as folder:
        path = Path(folder, f"{case.slug}.{form}")
        case.report(path)
        file = path.open("rb")  # its name can go: what is sent is read from here
    return StreamingResponse(
        _pieces(file),
        media_type=_REPORTS[form],
        headers={
            "Content-Length": str(os.fstat(file.fileno()).st_size),
            "Content-Disposition": f'attachment; filename="{path.name}"',
            **_ALONE,
        },
    )


_ALONE = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
"""A report that is opened rather than saved runs nothing, and is of no site."""


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(1 << 20):
            yield piece


def _staged(files: Sequence[UploadFile], folder: Path) -> list[str]:
    """Write uploads to a folder, each in one of its own, as two may have one name."""
    paths = []
    for number, file in enumerate(files):
        path = folder / str(number) / _name(file.filename or "")
        path.parent.mkdir()
        try:
            with path.open("wb") as target:
                shutil.copyfileobj(file.file, target, 1 << 20)
        except OSError as error:
            raise ComityError(f"{path.name} cannot be kept: {error.strerror}.") from error
        paths.append(str(path))
    return paths


def _name(given: str) -> str:
    """Return what a file is called, without the folders that it claims to lie in."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c if c.isprintable() else "_" for c in last).strip()
    kept = os.fsencode(shown.encode("utf-8", "replace").decode())[-_LONGEST:].decode(
        "utf-8", "ignore"
    )
    return kept if kept.strip(".") else "unnamed"
