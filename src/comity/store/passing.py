"""Writing what passes between this node and a partner: all of it in one transaction, and once."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from comity import audit
from comity.model import Statement
from comity.store import writer as writing
from comity.store.rows import Case, copy_line
from comity.store.writer import Event, Filing, Writer

SHARED = ("sent", "received", "acknowledged", "accepted", "refused", "recalled", "withdrawn")
"""The acts of which both sides' logs speak, and which each shows the other."""

_COPY_CARRIED = "COPY carried (package, incoming, case_id, own, sent, level) FROM STDIN"


class PartnerRow(NamedTuple):
    """A partner's card as it was added; ``state`` is ``trusted`` or ``revoked``."""

    name: str
    card: str
    state: str
    added_by: str = ""
    added_at: str = ""


class PackageRow(NamedTuple):
    """A package: ``partner`` is the origin of the other side, ``header`` its message."""

    id: str
    incoming: bool
    partner: str
    kind: str
    case_id: int | None
    level: int
    header: Mapping[str, Any]
    added_by: str = ""
    added_at: str = ""


class Act(NamedTuple):
    """Something that was done with a package. ``what`` stays here, ``shown`` is for the partner."""

    act: str
    what: Mapping[str, Any] = {}
    shown: Mapping[str, Any] = {}
    by: str = ""
    at: str = ""


class Carried(NamedTuple):
    """A statement that a package carried: its id here, and its id as it crossed the border."""

    own: bytes
    sent: bytes
    level: int


class Passing(NamedTuple):
    """What is written in one transaction when something passes: all of it, or nothing.

    Attributes:
        package: the package; it is kept unless it is kept already.
        acts: what was done with it; an act that stands already is not done twice.
        case: the case concerned, if any.
        filings: documents that enter the case, with no statements.
        statements: what enters the case.
        carried: the statements and documents that the package carries.
    """

    package: PackageRow
    acts: tuple[Act, ...] = ()
    case: Case | None = None
    filings: Iterable[Filing] = ()
    statements: Iterable[Statement] = ()
    carried: Iterable[Carried] = ()


def record(writer: Writer, agency: str, passing: Passing) -> bool:
    """Write what passes; return whether anything was new.

    ``agency`` is the author of the entries that the partner will be shown: it learns neither a
    person's name nor what the case is called here.
    """
    with writer._engine.begin() as connection:
        writing.lock_log(connection)
        new = _keep_package(connection, passing.package, writer._reader)
        acts = [a for a in passing.acts if _keep_act(connection, passing.package, a, writer)]
        entered: dict[str, Any] = {}
        if acts and passing.case is not None:
            entered = _enter(connection, writer, passing.case, passing)
        if new or acts:
            _copy_carried(connection, passing)
        events = [e for a in acts for e in _events(connection, passing, a, agency, entered)]
        writer._append(connection, events)
    return bool(new or acts)


def add_partner(writer: Writer, row: PartnerRow, what: Mapping[str, Any]) -> None:
    """Keep a partner's card, or that it is trusted no more."""
    with writer._engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO partner (name, card, state, added_by) "
                "VALUES (:name, :card, :state, :by)"
            ),
            {"name": row.name, "card": row.card, "state": row.state, "by": writer._reader},
        )
        writer._append(connection, [Event("partner", None, what)])


def root(ids: Iterable[bytes]) -> str:
    """Return the Merkle root, in hex, of the ids of what a package carries."""
    return audit.root(sorted(set(ids))).hex()


def _keep_package(connection: sa.Connection, package: PackageRow, reader: str) -> bool:
    row = package._asdict() | {
        "header": json.dumps(package.header, ensure_ascii=False),
        "added_by": reader,
    }
    del row["added_at"]
    return _insert(connection, "package", row)


def _keep_act(connection: sa.Connection, package: PackageRow, act: Act, writer: Writer) -> bool:
    row = {
        "package": package.id,
        "incoming": package.incoming,
        "act": act.act,
        "what": json.dumps({**act.what, **act.shown}, ensure_ascii=False),
        "level": package.level,
        "added_by": writer._reader,
    }
    return _insert(connection, "package_act", row)


def _insert(connection: sa.Connection, table: str, row: Mapping[str, Any]) -> bool:
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    command = f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608
    return bool(connection.execute(sa.text(command), dict(row)).rowcount)


def _enter(
    connection: sa.Connection, writer: Writer, case: Case, passing: Passing
) -> dict[str, Any]:
    """Keep the documents and statements that enter the case; return what the log says of them."""
    added = [e for filing in passing.filings for e in writer._file(connection, case, [filing])]
    writer._append(connection, added)
    documents = len(added)
    statements = list(passing.statements)
    if not (documents or statements):
        return {}
    if statements:
        lines = writing.copy_or_insert(connection, case.id, statements)
        writing.copy_names(connection, case.id, lines)
    entered = root(bytes.fromhex(s.id) for s in statements)
    return {"documents": documents, "statements": len(statements), "root": entered}


def _copy_carried(connection: sa.Connection, passing: Passing) -> None:
    package, case = passing.package, passing.case
    if case is None:
        return
    lines = (
        copy_line(package.id, "t" if package.incoming else "f", case.id, c.own, c.sent, c.level)
        for c in passing.carried
    )
    writing.copy(connection, _COPY_CARRIED, lines)


def _events(
    connection: sa.Connection, passing: Passing, act: Act, agency: str, entered: dict[str, Any]
) -> list[Event]:
    package, case = passing.package, passing.case
    said = {"act": act.act, "package": package.id, "partner": package.partner}
    level = max(package.level, case.level if case else 0)
    local = {**said, **act.what, **act.shown, **entered}
    events = [Event("package", case.slug if case else None, local, level)]
    if act.act in SHARED:
        number = _next_number(connection, package.partner)
        shown = {**act.shown, **said, "number": number, "kind": package.kind}
        where = f"partner:{package.partner}"
        events.append(Event("exchange", None, shown, 0, where, author=agency))
    return events


def _next_number(connection: sa.Connection, partner: str) -> int:
    """Return the next number of the entries that a partner is shown: a gap would show."""
    found = connection.execute(
        sa.text(
            "INSERT INTO exchange_number (partner, number) VALUES (:partner, 1) "
            "ON CONFLICT (partner) DO UPDATE SET number = exchange_number.number + 1 "
            "RETURNING number"
        ),
        {"partner": partner},
    )
    return int(found.scalar_one())
