"""Sealing a package for a partner and keeping it in the outbox: both, or neither."""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import rfc8785

from comity.exchange import message as messages
from comity.exchange import record
from comity.exchange.message import Message
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.releasing import Line
from comity.exchange.sealed import Envelope, Part, Progress, seal_package
from comity.model import Statement
from comity.store import Act, Carried, DocumentRow, PackageRow, Passing, now, root
from comity.store import Case as CaseRow

MESSAGE = "data/message.json"
RECORD = "data/record.json"
STATEMENTS = "data/statements.jsonl"
DOCUMENTS = "data/documents.jsonl"
CARRIES = ("root", "carries")
"""What the logs say of the statements in a package: the root of their ids, and how many."""

AT_WORK = ".at-work-"
"""How a folder begins in which something is sealed or opened: it holds what is not encrypted."""


class Content(NamedTuple):
    """What a package carries beside its message: what a release let out, and extra parts."""

    statements: Iterable[Line] = ()
    documents: Iterable[Line] = ()
    parts: tuple[Part, ...] = ()


NOTHING = Content()


def post(  # noqa: PLR0913  (what, to whom, of which case, done by which acts)
    office: Office,
    partner: Partner,
    said: Message,
    content: Content = NOTHING,
    *,
    case: CaseRow | None = None,
    acts: tuple[Act, ...] = (Act("sealed"), Act("sent")),
    progress: Progress = lambda _: None,
) -> PackageRow:
    """Seal a package and keep it in the outbox; return it. Sending it is another step.

    A process that is killed in between leaves a file that no row names; ``tidy`` removes it.
    """
    with ExitStack() as stack:
        stack.enter_context(office.working())
        folder = Path(stack.enter_context(TemporaryDirectory(dir=office.node.home, prefix=AT_WORK)))
        written = _write(office, case, content, folder)
        parts = [
            _bytes_part(MESSAGE, rfc8785.dumps(messages.dump(said))),
            _bytes_part(RECORD, rfc8785.dumps(record.compose(office, partner))),
            *written.parts,
            *content.parts,
        ]
        sealed = office.folder(incoming=False) / f".{secrets.token_hex(8)}"
        stack.callback(sealed.unlink, missing_ok=True)
        envelope = Envelope(office.origin, partner.card.origin)
        about = {"Source-Organization": office.node.agency, "Bagging-Date": said.made[:10]}
        signer, to = office.keys.signer, partner.card.seal
        package = seal_package(parts, envelope, signer, to, sealed, about, progress)
        row = PackageRow(
            package, False, partner.card.origin, said.kind, case.id if case else None,
            said.level, messages.dump(said),
        )  # fmt: skip
        sealed.replace(office.path(row))
        by = {"cards": cards(office, partner)}
        acts = tuple(a._replace(what=by | {**a.what}) if a.act == "sealed" else a for a in acts)
        done = tuple(written.shown(act) for act in acts)
        carried = chain(written.carried(), written.papers)
        office.packages.record(Passing(row, done, case, carried=carried))
    return row


def cards(office: Office, partner: Partner) -> list[int]:
    """Return the numbers of the two cards by whose keys something is sealed now."""
    return [office.keys.serial, partner.card.serial]


def tidy(office: Office) -> int:
    """Remove what a killed process left: sealed files that no row names, and what it had open.

    While another process is at work, such as a server, nothing is removed. Returns how many files
    and folders were.
    """
    with office.alone() as alone:
        left = [*_left_over(office)] if alone else []
        for path in left:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(left)


def _left_over(office: Office) -> Iterator[Path]:
    yield from office.node.home.glob(f"{AT_WORK}*")
    for incoming in (False, True):
        for path in office.folder(incoming=incoming).iterdir():
            known = office.packages.known(path.stem, incoming=incoming)
            if not (known and path.suffix == ".age"):
                yield path


def message(office: Office, partner: Partner, kind: str, **more: Any) -> Message:
    """Return a message of this node's to a partner, made now; ``more`` are its other fields."""
    return Message(kind, office.node.agency, partner.card.agency, now(), **more)


class _Written(NamedTuple):
    parts: list[Part]
    ids: Path
    papers: list[Carried]

    def shown(self, act: Act) -> Act:
        """Return an act with what it says of the statements that are carried."""
        if act.act not in ("sealed", "sent") or not self.ids.stat().st_size:
            return act
        sent = {carried.sent for carried in self.carried()}
        says = dict(zip(CARRIES, (root(sent), len(sent)), strict=True))
        if act.act == "sealed":
            return act._replace(what={**act.what, **says})
        return act._replace(shown={**act.shown, **says})

    def carried(self) -> Iterator[Carried]:
        """Yield the ids of what was written, here and as sent."""
        with self.ids.open() as stream:
            for line in stream:
                own, sent, level = line.split()
                yield Carried(bytes.fromhex(own), bytes.fromhex(sent), int(level))


def _write(office: Office, case: CaseRow | None, content: Content, folder: Path) -> _Written:
    """Write the statements and documents of a package into a folder, in bounded memory."""
    parts: list[Part] = []
    ids, said = folder / "ids", folder / "statements.jsonl"
    with said.open("w", encoding="utf-8") as stream, ids.open("w") as carried:
        for line in content.statements:
            if isinstance(line.sent, Statement):
                stream.write(messages.statement_line(line.sent))
                assert isinstance(line.what, Statement)
                carried.write(f"{line.what.id} {line.sent.id} {line.sent.handling.level}\n")
    if said.stat().st_size:
        parts.append(_file_part(STATEMENTS, said))
    listed, papers = folder / "documents.jsonl", []
    with listed.open("w", encoding="utf-8") as stream:
        for line in content.documents:
            if isinstance(line.sent, DocumentRow):
                stream.write(messages.document_line(line.sent))
                parts += _document_parts(office, case, line.sent)
                digest = bytes.fromhex(line.what.id)
                papers.append(Carried(digest, digest, line.what.handling.level))
    if listed.stat().st_size:
        parts.append(_file_part(DOCUMENTS, listed))
    return _Written(parts, ids, papers)


def _document_parts(office: Office, case: CaseRow | None, document: DocumentRow) -> Iterator[Part]:
    path = office.session.files.path(document.id)
    yield Part(f"data/files/{document.id}", path.stat().st_size, document.id, path)
    if case is not None:
        body = office.session.bodies(case, [document.id])[document.id]
        yield _bytes_part(f"data/texts/{document.id}.txt", body.encode("utf-8", "replace"))


def _bytes_part(path: str, data: bytes) -> Part:
    return Part(path, len(data), sha256(data).hexdigest(), data)


def _file_part(path: str, file: Path) -> Part:
    with file.open("rb") as stream:
        digest = sha256()
        while block := stream.read(1 << 20):
            digest.update(block)
    return Part(path, file.stat().st_size, digest.hexdigest(), file)
