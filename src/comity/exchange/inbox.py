"""What partners sent: taken in once, looked at, then accepted or refused by a person.

Taking a package in changes no case. Two kinds need no person: a receipt, which only shows the
partner's log, and a recall, as what its originator withdraws can be kept from nobody's view.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from comity import extract
from comity.case import Case
from comity.exchange import message as messages
from comity.exchange import outbox, overlapping, recalls, record
from comity.exchange.message import Message
from comity.exchange.office import Office
from comity.exchange.overlap import MOST_BYTES
from comity.exchange.partners import Partner, all_verifiers, partner
from comity.exchange.posting import AT_WORK, message, post
from comity.exchange.sealed import (
    Limits,
    Opened,
    Progress,
    Refused,
    covering,
    open_package,
)
from comity.model import ComityError, Handling, Statement
from comity.store import Act, Carried, DocumentRow, Filing, PackageRow, Passing, digest

DECIDED = ("accepted", "refused", "recalled")
_AUTOMATIC = ("receipt", "recall", "question")


class Arrival(NamedTuple):
    """A package that was taken in; ``new`` is false if it had been before."""

    package: PackageRow
    new: bool


class Entered(NamedTuple):
    """What entered a case when a package was accepted."""

    package: PackageRow
    case: str
    statements: int
    documents: int
    proposals: int


def receive(office: Office, path: Path, progress: Progress = lambda _: None) -> Arrival:
    """Take in a sealed file, once; nothing enters a case by it.

    Raises:
        Refused: it is not what it should be; nothing of it is kept. The reason says what to do.
    """
    with _opened(office, path, (office.keys.incoming, office.verifiers), progress) as bag:
        said = messages.load(bag.message)
        sender = _sender(office, bag, said)
        _check_level(office, said)
        known = office.packages.known(bag.id, incoming=True)
        row = PackageRow(bag.id, True, sender.card.origin, said.kind, None, said.level, bag.message)
        if not known:
            _check(office, bag, said)
            _keep(path, office.path(row))
        record.take_in(office, sender, bag.folder / "data" / "record.json")
        if said.kind == "receipt":
            office.path(row).unlink(missing_ok=True)
            return Arrival(row, not known)
        office.packages.record(Passing(row, (Act("received", {}, overlapping.shown(said)),)))
        if said.kind == "overlap":
            overlapping.take_in(office, row, said, _payload(bag))
        if said.kind == "recall":
            recalls.apply(office, row, said)
        else:
            recalls.catch_up(office, row)
        if known:
            outbox.remind(office, sender)
    return Arrival(row, not known)


def look(office: Office, package: PackageRow) -> Iterator[Statement | DocumentRow]:
    """Yield what a package carries, as the person who decides on it reads it.

    Raises:
        ComityError: its originator has recalled it.
    """
    if any(act.act == "recalled" for act in office.packages.acts(package)):
        raise ComityError(f"The package {package.id[:12]} was recalled by its originator.")
    gone = recalls.taken_back(office, package)
    with reopened(office, package) as bag:
        yield from messages.read_documents(bag.folder / "data" / "documents.jsonl")
        found = messages.read_statements(bag.folder / "data" / "statements.jsonl")
        yield from (s for s in found if s.id not in gone)


def accept(
    office: Office, package: PackageRow, case: Case, progress: Progress = lambda _: None
) -> Entered:
    """Let what a package carries enter a case, under its originator's conditions.

    Raises:
        ComityError: it was decided before, has expired, or the reader may not decide.
    """
    office.bench.require("accept")
    undecided(office, package)
    with reopened(office, package, progress) as bag:
        said = messages.load(bag.message)
        _check_time(said)
        if said.kind == "overlap":
            overlapping.answer(office, package, case, _payload(bag))
            return Entered(package, case.slug, 0, 0, 0)
        gone = recalls.taken_back(office, package)
        documents = [d for d in _documents(office, bag) if d.id not in gone]
        own = office.node.agency  # what comes back is here already
        statements = [s for s in _statements(bag) if s.handling.originator != own]
        statements = [s for s in dict.fromkeys(statements) if s.id not in gone]
        given = {d.id for d in documents} | {s.id for s in statements}
        recalls.give_again(office, case, said.sender, given)
        office.packages.record(
            Passing(
                package,
                (Act("accepted", {"case": case.slug}),),
                case.row,
                [Filing(document, ()) for document in documents],
                statements,
                [*map(_carried, statements), *map(_carried, _theirs(office, case, documents))],
            )
        )
    told = {s.document for s in statements if s.document} | {d.id for d in documents}
    found = case.compare(sorted(told))
    return Entered(package, case.slug, len(statements), len(documents), found)


def refuse(office: Office, package: PackageRow, ground: str) -> None:
    """Refuse a package; the partner is told the ground.

    Raises:
        ComityError: no ground is given, it was decided before, or the reader may not decide.
    """
    office.bench.require("accept")
    undecided(office, package)
    if not ground.strip():
        raise ComityError("Say why: the partner is told the ground.")
    office.packages.record(Passing(package, (Act("refused", {}, {"ground": ground}),)))


def ask(office: Office, package: PackageRow, text: str) -> PackageRow:
    """Ask the partner something about a package before deciding; return the question.

    Raises:
        ComityError: nothing is asked, it was decided, or the reader may not decide.
    """
    office.bench.require("accept")
    undecided(office, package)
    if not text.strip():
        raise ComityError("Say what you ask.")
    to = office.partner(package.partner)
    about = {"reference": str(package.header["reference"]), "packages": (package.id,)}
    said = message(office, to, "question", text=text, level=package.level, **about)
    return post(office, to, said)


def undecided(office: Office, package: PackageRow) -> None:
    """Check that nobody has decided on a package.

    Raises:
        ComityError: somebody has, or its originator has recalled it.
    """
    step = package.header["more"].get("step", {}).get("step", "ask")
    if package.kind in _AUTOMATIC or step != "ask":
        raise ComityError(f"A {package.kind} needs no decision: it took effect when it came.")
    done = [act for act in office.packages.acts(package) if act.act in DECIDED]
    if done:
        raise ComityError(
            f"The package {package.id[:12]} was {done[0].act} by {done[0].by} "
            f"on {done[0].at[:10]} already."
        )


@contextmanager
def reopened(
    office: Office, package: PackageRow, progress: Progress = lambda _: None
) -> Iterator[Opened]:
    """Open a package that came before: by keys that were good then, whatever became of them.

    Raises:
        ComityError: the partner is trusted no more, or the file is not the one that came.
    """
    office.partner(package.partner)
    keys = (office.keys.seals, lambda origin: all_verifiers(office.packages, origin))
    with _opened(office, office.path(package), keys, progress) as bag:
        if bag.id != package.id:
            raise Refused("changed", "The file in the inbox is not the one that came.")
        yield bag


@contextmanager
def _opened(
    office: Office, path: Path, keys: tuple[Sequence[str], covering.Keys], progress: Progress
) -> Iterator[Opened]:
    """Open a sealed file into a folder that goes when the block ends."""
    folders = TemporaryDirectory(dir=office.node.home, prefix=AT_WORK)
    with office.working(), folders as folder:
        yield open_package(
            path,
            *keys,
            office.origin,
            Limits(),
            Path(folder) / "bag",
            progress,
            revoked=office.revoked,
        )


def _sender(office: Office, bag: Opened, said: Message) -> Partner:
    found = partner(office.packages, bag.envelope.sender)
    if said.sender != found.card.agency or said.recipient != office.node.agency:
        raise Refused("malformed", "The message names other agencies than those that sealed it.")
    return found


def _check(office: Office, bag: Opened, said: Message) -> None:
    """Check what only the contents show, before anything of a package is kept."""
    _check_time(said)
    files = bag.folder / "data" / "files"
    for file in sorted(files.iterdir()) if files.is_dir() else ():
        if digest(file) != file.name:
            raise Refused("changed", "A document in the package is not the one that it claims.")
    for document in messages.read_documents(bag.folder / "data" / "documents.jsonl"):
        _check_stated(said, document.handling)
        if not (files / document.id).is_file():
            raise Refused("malformed", "The package names a document that it does not carry.")
    ours = set()
    for statement in _statements(bag):
        _check_stated(said, statement.handling)
        if statement.handling.originator == office.node.agency:
            ours.add(statement.id)
    if unsent := office.packages.unsent(ours):
        raise Refused(
            "changed",
            f"The package has {len(unsent)} statements in this agency's name that it never sent.",
        )


def _check_level(office: Office, said: Message) -> None:
    if said.level > office.session.level:
        raise ComityError(
            f"The package is above the clearance of {office.session.reader}: "
            "somebody who is cleared for it must receive it."
        )


def _check_stated(said: Message, conditions: Handling) -> None:
    """Check that a package does not hold what is above the level that it states."""
    if conditions.level > said.level:
        raise Refused("malformed", "The package holds what is above the level that it states.")


def _check_time(said: Message) -> None:
    if said.expires and said.expires < date.today().isoformat():
        raise Refused(
            "expired", f"The package could be used until {said.expires}: ask the partner anew."
        )


def _statements(bag: Opened) -> Iterator[Statement]:
    for statement in messages.read_statements(bag.folder / "data" / "statements.jsonl"):
        if not statement.handling.originator:
            raise Refused("malformed", "A statement does not say whose conditions it carries.")
        if statement.prop.startswith("comity:"):
            raise Refused("malformed", "A package cannot decide on this node's own record.")
        yield statement


def _documents(office: Office, bag: Opened) -> Iterator[DocumentRow]:
    """Keep the files of a package, and yield their documents with their texts."""
    data = bag.folder / "data"
    for document in messages.read_documents(data / "documents.jsonl"):
        office.session.files.keep(data / "files" / document.id, document.id)
        text = data / "texts" / f"{document.id}.txt"
        body = text.read_text("utf-8", "replace") if text.is_file() else ""
        yield document._replace(body=body, bands=extract.bands(body))


def _payload(bag: Opened) -> bytes:
    path = bag.folder / overlapping.PAYLOAD
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        return b""
    return path.read_bytes()


def _theirs(office: Office, case: Case, documents: list[DocumentRow]) -> list[DocumentRow]:
    """Return the documents that the case has not from somebody else, at that level."""
    kept = office.session.documents(case.row, [d.id for d in documents])
    here = {(d.id, d.handling.level): d.handling.originator for d in kept}
    return [
        d
        for d in documents
        if here.get((d.id, d.handling.level), d.handling.originator) == d.handling.originator
    ]


def _carried(what: Statement | DocumentRow) -> Carried:
    digest_ = bytes.fromhex(what.id)
    return Carried(digest_, digest_, what.handling.level)


def _keep(source: Path, target: Path) -> None:
    """Copy the sealed file to the inbox, whole or not at all."""
    # The same package can come by two ways at once.
    part = target.with_name(f".{secrets.token_hex(8)}")
    shutil.copyfile(source, part)
    part.chmod(0o600)
    part.replace(target)
