"""What passed between this node and its partners: cards, packages, and what became of them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from comity.model import ComityError, Statement
from comity.store import passing
from comity.store.passing import Act, Carried, PackageRow, PartnerRow, Passing
from comity.store.rows import (
    STATEMENT_SELECT,
    Case,
    DocumentRow,
    digests,
    to_document,
    to_statement,
)
from comity.store.session import Session

_PACKAGE = "id, incoming, partner, kind, case_id, level, header, added_by, added_at"


class Packages:
    """The partners and packages that a reader may see, and the way to add to them."""

    def __init__(self, session: Session, agency: str) -> None:
        self._session, self._agency = session, agency

    # --- partners ----------------------------------------------------------------------------

    def partners(self) -> list[PartnerRow]:
        """Return the partners, each with its newest card, by name."""
        rows = self._session._run(
            "SELECT DISTINCT ON (name) name, card, state, added_by, added_at FROM partner "
            "ORDER BY name, number DESC"
        )
        return [_partner(row) for row in rows]

    def cards(self, name: str) -> list[PartnerRow]:
        """Return all cards of a partner, the newest first."""
        rows = self._session._run(
            "SELECT name, card, state, added_by, added_at FROM partner WHERE name = :name "
            "ORDER BY number DESC",
            name=name,
        )
        return [_partner(row) for row in rows]

    def add_partner(self, row: PartnerRow, what: Mapping[str, Any]) -> None:
        """Keep a partner's card, or that it is trusted no more; ``what`` is for the log."""
        passing.add_partner(self._session.write, row, what)

    # --- packages ----------------------------------------------------------------------------

    def packages(
        self,
        *,
        incoming: bool,
        partner: str = "",
        kind: str = "",
        ids: Iterable[str] | None = None,
    ) -> list[PackageRow]:
        """Return the packages that match, oldest first; ``ids`` names those that are meant."""
        which = "" if ids is None else "AND id = ANY(:ids) "
        rows = self._session._run(
            f"SELECT {_PACKAGE} FROM package WHERE incoming = :incoming {which}"  # noqa: S608
            "AND (:partner = '' OR partner = :partner) AND (:kind = '' OR kind = :kind) "
            "ORDER BY added_at, id",
            incoming=incoming,
            partner=partner,
            kind=kind,
            **({} if ids is None else {"ids": sorted(set(ids))}),
        )
        return [_package(row) for row in rows]

    def package(self, prefix: str, *, incoming: bool) -> PackageRow:
        """Return one package by the beginning of its id.

        Raises:
            ComityError: none, or more than one, begins so.
        """
        rows = self._session._run(
            f"SELECT {_PACKAGE} FROM package WHERE incoming = :incoming "  # noqa: S608
            "AND starts_with(id, lower(:prefix)) LIMIT 2",
            incoming=incoming,
            prefix=prefix,
        ).all()
        if len(rows) != 1:
            where = "inbox" if incoming else "outbox"
            raise ComityError(
                f"{len(rows) or 'No'} packages in the {where} have an id that begins with "
                f"{prefix!r}. See: comity {where}"
            )
        return _package(rows[0])

    def begins(self, prefix: str, *, incoming: bool) -> bool:
        """Return whether the id of a package begins so, receipts left aside."""
        rows = self._session._run(
            "SELECT 1 FROM package WHERE incoming = :incoming AND kind <> 'receipt' "
            "AND starts_with(id, lower(:prefix)) LIMIT 1",
            incoming=incoming,
            prefix=prefix,
        )
        return rows.first() is not None

    def known(self, package: str, *, incoming: bool) -> bool:
        """Return whether a package is kept, whoever may see it: nothing is taken in twice."""
        found = self._session._run(
            "SELECT comity_known(:id, :incoming)", id=package, incoming=incoming
        )
        return bool(found.scalar())

    def acts(self, package: PackageRow) -> list[Act]:
        """Return what was done with a package, oldest first."""
        return self.all_acts([package]).get((package.id, package.incoming), [])

    def all_acts(self, packages: Iterable[PackageRow]) -> dict[tuple[str, bool], list[Act]]:
        """Return what was done with packages, by id and direction, oldest first."""
        rows = self._session._run(
            "SELECT package, incoming, act, what, added_by, added_at FROM package_act "
            "WHERE package = ANY(:ids) ORDER BY number",
            ids=sorted({p.id for p in packages}),
        )
        found: dict[tuple[str, bool], list[Act]] = {}
        for package, incoming, act, what, by, at in rows:
            done = Act(act, json.loads(what), {}, by, _time(at))
            found.setdefault((package, incoming), []).append(done)
        return found

    def undelivered(self, partner: str) -> list[PackageRow]:
        """Return the packages for a partner that may go and were not handed over, oldest first."""
        rows = self._session._run(
            f"SELECT {_PACKAGE} FROM package p WHERE NOT incoming AND partner = :partner "  # noqa: S608
            f"AND {_DONE.format('sent')} AND NOT {_DONE.format('delivered')} "
            "ORDER BY added_at, id",
            partner=partner,
        )
        return [_package(row) for row in rows]

    def untold(self, partner: str, acts: Iterable[str]) -> bool:
        """Return whether such acts were done with a partner's packages since the last one to it."""
        found = self._session._run(
            "SELECT EXISTS (SELECT 1 FROM package_act a JOIN package p "
            "ON p.id = a.package AND p.incoming = a.incoming "
            "WHERE a.incoming AND p.partner = :partner AND a.act = ANY(:acts) "
            "AND a.number > coalesce((SELECT b.number FROM package_act b JOIN package q "
            "ON q.id = b.package AND q.incoming = b.incoming WHERE NOT b.incoming "
            "AND q.partner = :partner AND b.act = 'sealed' ORDER BY b.number DESC LIMIT 1), 0))",
            partner=partner,
            acts=list(acts),
        )
        return bool(found.scalar())

    def last_sealed(self, partner: str) -> Act | None:
        """Return what was kept when the last package for a partner was sealed."""
        rows = self._session._run(
            "SELECT a.what FROM package_act a JOIN package p ON p.id = a.package "
            "AND p.incoming = a.incoming WHERE NOT a.incoming AND p.partner = :partner "
            "AND a.act = 'sealed' ORDER BY a.number DESC LIMIT 1",
            partner=partner,
        )
        return next((Act("sealed", json.loads(row[0])) for row in rows), None)

    # --- what was carried --------------------------------------------------------------------

    def carried(self, package: PackageRow, *, documents: bool = False) -> list[Carried]:
        """Return the statements that a package carried, and, if wanted, the documents too."""
        rows = self._session._run(
            "SELECT own, sent, level FROM carried c WHERE package = :id "  # noqa: S608
            f"AND incoming = :incoming AND (:documents OR {_NO_PAPER})",
            id=package.id,
            incoming=package.incoming,
            documents=documents,
        )
        return [Carried(bytes(row[0]), bytes(row[1]), row[2]) for row in rows]

    def carriers(
        self, case: Case, statements: Iterable[str], *, incoming: bool
    ) -> list[tuple[str, Carried]]:
        """Return in which packages statements of a case (ids in hex) went or came."""
        rows = self._session._run(
            "SELECT package, own, sent, level FROM carried "
            "WHERE case_id = :case AND incoming = :incoming AND own = ANY(:ids)",
            case=case.id,
            incoming=incoming,
            ids=digests(statements),
        )
        return [(row[0], Carried(bytes(row[1]), bytes(row[2]), row[3])) for row in rows]

    def came(self, sent: Iterable[str], partner: str) -> list[tuple[PackageRow, Carried]]:
        """Return in which of a partner's packages statements (ids in hex, as sent) came."""
        rows = self._session._run(
            "SELECT c.own, c.sent, c.level AS carried_level, p.* FROM carried c JOIN package p "
            "ON p.id = c.package AND p.incoming = c.incoming "
            "WHERE c.incoming AND p.partner = :partner AND c.sent = ANY(:ids)",
            partner=partner,
            ids=digests(sent),
        )
        return [(_package(row), Carried(bytes(row[0]), bytes(row[1]), row[2])) for row in rows]

    def unsent(self, ids: Iterable[str]) -> list[str]:
        """Return those ids (hex) under which no statement was ever sent from here."""
        wanted = sorted(set(ids))
        rows = self._session._run(
            "SELECT DISTINCT encode(sent, 'hex') FROM carried "
            "WHERE NOT incoming AND sent = ANY(:ids)",
            ids=digests(wanted),
        )
        sent = {row[0] for row in rows}
        return [one for one in wanted if one not in sent]

    def entered(self, case: Case, ids: Iterable[bytes]) -> list[tuple[bytes, Statement]]:
        """Return the statements of a case with these ids that came in a package."""
        rows = self._session._run(
            f"SELECT {STATEMENT_SELECT} FROM statement s WHERE s.case_id = :case "  # noqa: S608
            "AND s.id = ANY(:ids) AND EXISTS (SELECT 1 FROM carried c "
            "WHERE c.case_id = s.case_id AND c.own = s.id AND c.incoming)",
            case=case.id,
            ids=list(ids),
        )
        return [(bytes(row[0]), to_statement(row)) for row in rows]

    def brought(self, case: Case, ids: Iterable[bytes]) -> list[DocumentRow]:
        """Return the documents of a case with these ids that came in a package, without text."""
        rows = self._session._run(
            "SELECT * FROM document d WHERE d.case_id = :case "
            "AND d.id = ANY(:ids) AND EXISTS (SELECT 1 FROM carried c WHERE c.incoming "
            "AND c.case_id = d.case_id AND c.level = d.level AND c.own = decode(d.id, 'hex'))",
            case=case.id,
            ids=[one.hex() for one in ids],
        )
        return [to_document(row)._replace(body="") for row in rows]

    def received(self, case: Case, package: str) -> list[tuple[bytes, Statement | None]]:
        """Return what entered a case by a package: the id of each statement, and what it is now."""
        rows = self._session._run(
            f"SELECT c.own, {STATEMENT_SELECT} FROM carried c LEFT JOIN statement s "  # noqa: S608
            "ON s.case_id = c.case_id AND s.id = c.own "
            f"WHERE c.case_id = :case AND c.package = :package AND c.incoming AND {_NO_PAPER}",
            case=case.id,
            package=package,
        )
        return [(bytes(r[0]), None if r[1] is None else to_statement(r[1:])) for r in rows]

    def record(self, what: Passing) -> bool:
        """Write what passes, in one transaction; return whether anything was new."""
        return passing.record(self._session.write, self._agency, what)


_NO_PAPER = (
    "NOT EXISTS (SELECT 1 FROM document d WHERE d.case_id = c.case_id "
    "AND d.id = encode(c.own, 'hex'))"
)
_DONE = (
    "EXISTS (SELECT 1 FROM package_act a WHERE a.package = p.id AND a.incoming = p.incoming "
    "AND a.act = '{}')"
)


def _package(row: Any) -> PackageRow:
    found = {name: row._mapping[name] for name in PackageRow._fields}
    header, at = json.loads(found["header"]), _time(found["added_at"])
    return PackageRow(**(found | {"header": header, "added_at": at}))


def _partner(row: Any) -> PartnerRow:
    found = dict(row._mapping)
    return PartnerRow(**(found | {"added_at": _time(found["added_at"])}))


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
