"""One file → its document, and the documents inside it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from comity.intake import archive, mail, office, pdf, plain, table, web
from comity.intake.archive import Budget
from comity.intake.document import Content, Document, Failure, IntakeError, Limits, Part
from comity.intake.files import digest, origin
from comity.intake.forms import Form, recognise
from comity.intake.names import last, safe
from comity.intake.text import language, one_line

_READERS: dict[Form, Callable[[Path, Limits], Content]] = {
    Form.PDF: pdf.read,
    Form.DOCX: office.read_docx,
    Form.XLSX: office.read_xlsx,
    Form.MAIL: mail.read,
    Form.HTML: web.read,
    Form.CSV: table.read,
    Form.PLAIN: plain.read,
}
_PARTS: dict[Form, Callable[[Path, Path, Budget], Iterator[Part]]] = {
    Form.ZIP: archive.members,
    Form.MAIL: mail.attachments,
}


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    origin: str
    name: str
    parent: str | None = None
    depth: int = 0


def read(path: Path, *, limits: Limits = Limits()) -> Iterator[Document | Failure]:  # noqa: B008
    """The document in a file; of a ZIP, the documents inside; of an e-mail, both.

    Its format is found from its content. Never raises for a bad file: it yields a ``Failure`` in
    the place of what could not be read, and goes on. A ``Document.path`` inside a container is
    gone when the next step is taken.
    """
    shown = origin(path)
    yield from _read(_File(path, shown, last(shown)), Budget(limits))


def _read(file: _File, budget: Budget) -> Iterator[Document | Failure]:
    sha256 = None
    try:
        sha256, size = digest(file.path)
        form = recognise(file.path)
        _check_size(form, size, budget.limits)
        document = None if form is Form.ZIP else _document(file, form, sha256, size, budget.limits)
    except Exception as error:  # whatever a library does with a hostile file
        yield Failure(file.origin, sha256, _reason(error))
        return
    if document:
        yield document
    if form in _PARTS:
        yield from _inside(file, form, sha256, budget)


def _check_size(form: Form, size: int, limits: Limits) -> None:
    """Raises ``IntakeError`` if a file is too large to be read at once (entities are streamed)."""
    most = {Form.ENTITIES: size, Form.ZIP: limits.archive_bytes}.get(form, limits.file_bytes)
    if size > most:
        raise IntakeError(f"has {size:,} bytes, more than {most:,}: split it")


def _document(file: _File, form: Form, sha256: str, size: int, limits: Limits) -> Document:
    streamed = form is Form.ENTITIES
    content = (
        Content(kind="entities", encoding="utf-8")
        if streamed
        else _READERS[form](file.path, limits)
    )
    if not streamed and not content.text.strip():
        raise IntakeError("has no text, only blanks: ask the sender for it again")
    return Document(
        sha256=sha256,
        size=size,
        name=file.name,
        origin=file.origin,
        path=file.path,
        media_type=form.value,
        encoding=content.encoding,
        language=language(content.text),
        text=content.text,
        kind=content.kind,
        title=content.header.title,
        author=content.header.author,
        outlet=content.header.outlet,
        published=content.header.published,
        url=content.url,
        pages=content.pages,
        parent=file.parent,
        data=file.path if streamed else None,
        fields=content.fields,
    )


def _inside(file: _File, form: Form, sha256: str, budget: Budget) -> Iterator[Document | Failure]:
    with tempfile.TemporaryDirectory(prefix="comity-") as folder:
        parts = _PARTS[form](file.path, Path(folder), budget)
        with closing(parts):  # type: ignore[type-var]
            while True:
                try:
                    part = next(parts, None)
                    if part and file.depth >= budget.limits.depth:
                        raise IntakeError(
                            f"is a container more than {budget.limits.depth} deep in others: "
                            "unpack it first"
                        )
                except Exception as error:  # as above
                    yield Failure(file.origin, sha256, _reason(error))
                    return
                if part is None:
                    return
                yield from _part(file, part, sha256, budget)


def _part(file: _File, part: Part, parent: str, budget: Budget) -> Iterator[Document | Failure]:
    where = f"{file.origin}!{safe(part.name)}"
    if part.path is None:
        yield Failure(where, None, part.trouble)
        return
    yield from _read(_File(part.path, where, last(part.name), parent, file.depth + 1), budget)
    part.path.unlink()


def _reason(error: Exception) -> str:
    if isinstance(error, IntakeError):
        return str(error)
    if isinstance(error, ImportError):
        missing = one_line(error)
        return f"cannot be read here, as a part of Comity is missing ({missing}): install it again"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be opened ({error.strerror}): check that it is there and may be read"
    return f"is damaged ({type(error).__name__}: {one_line(error)}): ask the sender for it again"
