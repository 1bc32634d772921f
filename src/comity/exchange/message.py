"""What a package says: its message, its statements and its documents, to and from JSON.

Nothing here trusts what it reads: every field is checked for its type, and statements are made
anew from their fields, so that an id is always that of the content.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from comity.model import CLASSIFICATIONS, ComityError, Handling, Statement, grade, vocabulary
from comity.store import DocumentRow

FORMAT = "comity-message/1"
KINDS = (
    "lead", "evidence", "request", "answer", "assurance", "recall", "receipt", "overlap",
    "question",
)  # fmt: skip
_LINE = 4_000_000  # characters of one line
_PROP = re.compile(r"(comity:)?[A-Za-z][A-Za-z0-9]{0,63}")


class Message(NamedTuple):
    """The message of a package.

    Attributes:
        kind: one of ``KINDS``.
        sender, recipient: agencies' names; origins stand in the package's signed envelope.
        made: RFC 3339 time.
        reference: what the sender calls the case: a word for people, no more.
        text: what the sender says to the recipient.
        purpose: what the content may be used for.
        expires: ISO date after which the package is no longer taken in; empty for never.
        level: highest level in it.
        about: id of the lead, request or assurance that this is about; empty for none.
        packages: ids of earlier packages to which this belongs.
        law: jurisdiction and version of the policies by which the release was decided.
        more: what is special to the kind.
    """

    kind: str
    sender: str
    recipient: str
    made: str
    reference: str = ""
    text: str = ""
    purpose: str = ""
    expires: str = ""
    level: int = 0
    about: str = ""
    packages: tuple[str, ...] = ()
    law: Mapping[str, str] = {}
    more: Mapping[str, Any] = {}


def dump(message: Message) -> dict[str, Any]:
    """Return a message as JSON has it."""
    return {
        "format": FORMAT,
        **message._asdict(),
        "packages": list(message.packages),
        "law": dict(message.law),
        "more": dict(message.more),
    }


def load(found: Mapping[str, Any]) -> Message:
    """Return the message in an opened package.

    Raises:
        ComityError: it is of a newer format, or damaged.
    """
    fields = dict(found)
    if fields.pop("format", None) != FORMAT:
        raise ComityError("The message is of another format: update Comity to read it.")
    texts = {"kind", "sender", "recipient", "made", "reference", "text", "purpose", "expires"}
    good = (
        set(fields) == set(Message._fields)
        and all(isinstance(fields[name], str) for name in (*texts, "about"))
        and type(fields["level"]) is int
        and 0 <= fields["level"] < len(CLASSIFICATIONS)
        and isinstance(fields["packages"], list)
        and all(isinstance(x, str) for x in fields["packages"])
        and all(isinstance(fields[name], dict) for name in ("law", "more"))
        and fields["kind"] in KINDS
    )
    if not good:
        raise ComityError("The package's message is damaged or of a kind that is not known here.")
    return Message(**(fields | {"packages": tuple(fields["packages"])}))


def statement_line(statement: Statement) -> str:
    """Return a statement as a line of ``statements.jsonl``: an array of its fields in order."""
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":")) + "\n"


def document_line(document: DocumentRow) -> str:
    """Return a document as a line of ``documents.jsonl``, without its text and local details."""
    fields = {name: getattr(document, name) for name in _DOCUMENT}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


_DOCUMENT = (
    "id", "handling", "grade", "name", "media_type", "kind", "encoding", "language", "size",
    "title", "published", "parent", "pages",
)  # fmt: skip


def read_statements(path: Path) -> Iterator[Statement]:
    """Yield the statements of a package.

    Raises:
        ComityError: one is damaged; the message says which line.
    """
    for number, fields in _lines(path):
        try:
            yield _statement(fields)
        except (ValueError, TypeError, ComityError):
            raise ComityError(f"The package's statement {number} is damaged.") from None


def read_documents(path: Path) -> Iterator[DocumentRow]:
    """Yield the documents of a package, without their text.

    Raises:
        ComityError: one is damaged; the message says which line.
    """
    for number, fields in _lines(path):
        try:
            yield _document(fields)
        except (ValueError, TypeError, KeyError, ComityError):
            raise ComityError(f"The package's document {number} is damaged.") from None


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="strict") as stream:
        for number in range(1, 1 << 62):
            try:
                line = stream.readline(_LINE)
                if not line:
                    return
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                raise ComityError(f"Line {number} of {path.name} is damaged.") from None


def _statement(fields: Any) -> Statement:
    if not isinstance(fields, list) or len(fields) != len(Statement._fields):
        raise ValueError
    texts: Any
    *texts, start, end, asserters, denied, method, author, made, mark, handling = fields
    _all_text([*texts, method, author, made, mark, *_list(asserters)])
    if type(start) is not int or type(end) is not int or type(denied) is not bool:
        raise ValueError
    if max(start, end) >= 1 << 31 or min(start, end) < -1:
        raise ValueError
    entity, schema, prop, value, original, document = texts
    found = Statement(
        entity, schema, prop, value, original, document, start, end, tuple(asserters), denied
    )
    mark = grade.parse(mark)
    found = found._replace(method=method, author=author, made=made, grade=mark)
    found = found._replace(handling=_handling(handling))
    if vocabulary.model().get(schema) is None or not _PROP.fullmatch(prop):
        raise ValueError
    return found


def _handling(fields: Any) -> Handling:
    level, codes, originator, purpose, until = _list(fields)
    _all_text([originator, purpose, until, *_list(codes)])
    if type(level) is not int or not 0 <= level < len(CLASSIFICATIONS):
        raise ValueError
    return Handling(level, tuple(sorted(set(codes))), originator, purpose, until)


def _document(fields: Any) -> DocumentRow:
    if not isinstance(fields, dict) or set(fields) != set(_DOCUMENT):
        raise ValueError
    optional = ("encoding", "language", "title", "published", "parent")
    _all_text([fields[n] for n in ("id", "grade", "name", "media_type", "kind")])
    _all_text([fields[n] for n in optional if fields[n] is not None])
    if not all(type(n) is int and n >= 0 for n in (fields["size"], *_list(fields["pages"]))):
        raise ValueError
    kept = {
        "handling": _handling(fields["handling"]),
        "grade": grade.parse(fields["grade"]),
        "pages": tuple(fields["pages"]),
        "origin": fields["name"],
        "body": "",
    }
    return DocumentRow(**(fields | kept))


def _all_text(values: Iterable[Any]) -> None:
    if not all(isinstance(value, str) for value in values):
        raise ValueError


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value
