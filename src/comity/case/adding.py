"""Files → a case: read, kept, extracted, filed; a batch at a time, and safe to run again."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from comity import extract, intake
from comity.case.matching import match
from comity.case.reprints import reprints
from comity.case.view import View
from comity.store import DocumentRow, FailureRow, Filing

_BATCH = 32  # documents in one transaction: what a killed process may have to do again
_BATCH_CHARS = 400_000
_COMPARED = 200  # documents that are compared with the case at once
_PARTS_INSIDE = ("message/rfc822",)  # read again, since its attachments may have been cut off


class Added(NamedTuple):
    """What came of adding files.

    Attributes:
        documents: how many were added; known: how many were there already.
        statements: how many were read in them.
        failures: the files that could not be read.
        reprints: how many documents tell what others told before.
        proposals: how many new proposals there are on who is who.
        foreign: the names of documents in other languages than English, of which only
            identifiers were read, each with its language (ISO 639-3).
    """

    documents: int = 0
    known: int = 0
    statements: int = 0
    failures: tuple[FailureRow, ...] = ()
    reprints: int = 0
    proposals: int = 0
    foreign: tuple[str, ...] = ()


Progress = Callable[[Path], None]


def add(
    view: View,
    paths: Iterable[str],
    conditions: extract.Conditions,
    progress: Progress = lambda _: None,
) -> Added:
    """Add files, folders and globs (``-`` is standard input) to a case.

    Raises:
        ComityError: a path matches nothing; nothing is added then.
    """
    adding = _Adding(view, conditions)
    for path in intake.find(paths):
        adding.take(path)
        progress(path)
    return adding.finish()


class _Adding:
    """One run of ``add``: documents wait until a batch is full, then are filed together."""

    def __init__(self, view: View, conditions: extract.Conditions) -> None:
        self._session, self._case, self._conditions = view.session, view.case, conditions
        self._view = view
        self._types = view.session.document_types(view.case, conditions.handling.level)
        self._waiting: list[intake.Document] = []
        self._failures: list[FailureRow] = []
        self._foreign: list[str] = []
        self._new = self._known = self._statements = 0

    def take(self, path: Path) -> None:
        """Read one file, unless it is there already."""
        for found in self._read(path):
            if isinstance(found, intake.Failure):
                self._fail(FailureRow(found.origin, found.sha256 or "", found.reason))
            elif found.sha256 in self._types:
                self._known += 1
            else:
                self._keep(found)

    def finish(self) -> Added:
        """File what waits, then look across documents: reprints, who is who."""
        self._file()
        found = proposals = 0
        waiting = self._session.unmatched(self._case)
        for i in range(0, len(waiting), _COMPARED):
            some = waiting[i : i + _COMPARED]
            found += reprints(self._view, some)
            proposals += match(self._view, some)
        return Added(
            self._new,
            self._known,
            self._statements,
            tuple(self._failures),
            found,
            proposals,
            tuple(self._foreign),
        )

    def _read(self, path: Path) -> Iterator[intake.Document | intake.Failure]:
        try:
            sha256, _ = intake.digest(path)
        except (OSError, intake.IntakeError):
            sha256 = ""  # ``read`` says what is wrong
        if self._types.get(sha256, _PARTS_INSIDE[0]) not in _PARTS_INSIDE:
            self._known += 1
            return
        yield from intake.read(path)

    def _keep(self, document: intake.Document) -> None:
        # The file may be gone when the next one is read, so it is kept before anything else.
        files = self._session.files
        files.keep(document.path, document.sha256)
        kept = files.path(document.sha256)
        self._types[document.sha256] = document.media_type
        self._waiting.append(
            dataclasses.replace(document, path=kept, data=kept if document.data else None)
        )
        chars = sum(len(d.text) for d in self._waiting)
        if len(self._waiting) >= _BATCH or chars > _BATCH_CHARS or document.data:
            self._file()

    def _file(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            read = list(extract.read(waiting, self._conditions))
        except Exception as error:  # whatever a parser does with a hostile text
            self._one_by_one(waiting, error)
            return
        filings = (Filing(self._row(document), statements) for document, statements in read)
        self._statements += self._session.write.file(self._case, filings)
        self._new += len(waiting)
        others = (d for d in waiting if not extract.reads(d.language) and d.kind != "entities")
        self._foreign += [f"{d.name} ({d.language})" for d in others]

    def _one_by_one(self, waiting: list[intake.Document], error: Exception) -> None:
        """File the documents of a batch in which one cannot be read, that one as a failure."""
        if len(waiting) == 1:
            reason = f"has a text that cannot be read ({type(error).__name__}): report it to us"
            self._fail(FailureRow(waiting[0].origin, waiting[0].sha256, reason))
            return
        for document in waiting:
            self._waiting = [document]
            self._file()

    def _fail(self, row: FailureRow) -> None:
        self._session.write.fail(self._case, [row], self._conditions.handling.level)
        self._failures.append(row)

    def _row(self, d: intake.Document) -> DocumentRow:
        return DocumentRow(
            d.sha256,
            self._conditions.handling,
            self._conditions.grade,
            d.name,
            d.origin,
            d.media_type,
            d.kind,
            d.encoding,
            d.language,
            d.size,
            d.title.value if d.title else None,
            d.published.value if d.published else None,
            d.parent,
            d.pages,
            d.text,
            extract.bands(d.text),
        )
