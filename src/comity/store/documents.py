"""The documents of a case, and the files that could not be read."""

from collections.abc import Iterable, Sequence
from typing import cast

from comity.model import ComityError
from comity.store.in_force import InForce
from comity.store.rows import Case, DocumentRow, FailureRow, to_document
from comity.store.writer import Event

_DOCUMENT = (
    "id, level, handling, grade, name, origin, media_type, kind, encoding, language, size, "
    "title, published, parent, pages, added_by, added_at"
)


class Documents(InForce):
    """The documents that a reader may see."""

    def documents(self, case: Case, ids: Sequence[str] | None = None) -> list[DocumentRow]:
        """Return the documents of a case without their text, oldest publication first."""
        which = "" if ids is None else "AND id = ANY(:ids)"
        rows = self._run(
            f"SELECT {_DOCUMENT} FROM document WHERE case_id = :case {which} "  # noqa: S608
            "AND id <> ALL(:gone) ORDER BY published NULLS LAST, name, id, level",
            case=case.id,
            gone=self.gone_documents(case),
            **({} if ids is None else {"ids": list(ids)}),
        )
        return [to_document(row) for row in rows]

    def document_types(self, case: Case, level: int) -> dict[str, str]:
        """Return the ids of the documents kept in a case at one level, with their media types."""
        rows = self._run(
            "SELECT id, media_type FROM document WHERE case_id = :case AND level = :level",
            case=case.id,
            level=level,
        )
        return {row[0]: row[1] for row in rows}

    def documents_named(self, case: Case, words: str) -> list[DocumentRow]:
        """Return the documents, without text, whose id begins so (6 or more) or with that name."""
        rows = self._run(
            f"SELECT DISTINCT ON (id) {_DOCUMENT} FROM document WHERE case_id = :case "  # noqa: S608
            "AND (length(:words) >= 6 AND starts_with(id, lower(:words)) OR name = :words "
            "OR origin = :words) AND id <> ALL(:gone) ORDER BY id, level",
            case=case.id,
            gone=self.gone_documents(case),
            words=words,
        )
        return [to_document(row) for row in rows]

    def document(self, case: Case, words: str) -> DocumentRow:
        """Return one document with its text. The log records the read of a restricted one.

        Raises:
            ComityError: none, or more than one, has an id that begins so, or that name.
        """
        found = self.documents_named(case, words)
        if len(found) != 1:
            listed = "".join(f"\n  {d.id[:12]}  {d.origin}" for d in found[:10])
            raise ComityError(
                f"{len(found) or 'No'} documents of the case {case.slug} are called {words!r}."
                + (f" Give the beginning of an id:{listed}" if found else "")
            )
        return found[0]._replace(body=self.bodies(case, [found[0].id])[found[0].id])

    def bodies(self, case: Case, ids: Iterable[str]) -> dict[str, str]:
        """Return the texts of documents; the log records the reads of restricted ones."""
        rows = self._run(
            f"SELECT {_DOCUMENT}, body FROM document "  # noqa: S608
            "WHERE case_id = :case AND id = ANY(:ids) AND id <> ALL(:gone)",
            case=case.id,
            gone=self.gone_documents(case),
            ids=sorted(set(ids)),
        )
        documents = [to_document(row) for row in rows]
        self._record_reads(case, documents)
        return {d.id: d.body for d in documents}

    def body(self, case: Case, document: str, level: int) -> str | None:
        """Return a document's text as it is kept at one level, to compare it with the log."""
        return cast(
            str | None,
            self._run(
                "SELECT body FROM document WHERE case_id = :case AND id = :id AND level = :level",
                case=case.id,
                id=document,
                level=level,
            ).scalar(),
        )

    def similar(self, case: Case, document: str, most: int = 20) -> list[str]:
        """Return the documents that share a MinHash band with one, those with most bands first."""
        rows = self._run(
            "SELECT comity_similar(:case, :document, :most)",
            case=case.id,
            document=document,
            most=most,
        )
        gone = set(self.gone_documents(case))
        return [row[0] for row in rows if row[0] not in gone]

    def failures(self, case: Case) -> list[FailureRow]:
        """Return the files that could not be read and have not been read since."""
        rows = self._run(
            "SELECT DISTINCT ON (origin) origin, sha256, reason, added_by, added_at FROM failure f "
            "WHERE case_id = :case AND NOT EXISTS (SELECT 1 FROM document d "
            "WHERE d.case_id = f.case_id AND d.origin = f.origin AND d.added_at > f.added_at) "
            "ORDER BY origin, added_at DESC",
            case=case.id,
        )
        return [
            FailureRow(row[0], row[1], row[2], row[3], row[4].isoformat(timespec="seconds"))
            for row in rows
        ]

    def unmatched(self, case: Case) -> list[str]:
        """Return the documents whose entities have not been compared with those of the others."""
        rows = self._run(
            "SELECT d.id FROM document d WHERE d.case_id = :case AND NOT EXISTS (SELECT 1 "
            "FROM matched m WHERE m.case_id = d.case_id AND m.document = d.id "
            "AND m.level = d.level) ORDER BY d.added_at, d.id",
            case=case.id,
        )
        return list(dict.fromkeys(row[0] for row in rows))

    def _record_reads(self, case: Case, documents: Iterable[DocumentRow]) -> None:
        self.write.record(
            *(
                Event(
                    "read",
                    case.slug,
                    {"document": d.id},
                    max(case.level, d.handling.level),
                    d.id,
                )
                for d in documents
                if d.handling.level
            )
        )
