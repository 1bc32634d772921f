"""Recalls: the originator withdraws what it shared; the partner's views show it no more.

A recall takes effect when it comes, in every case that the statements entered. What the partner
had passed on (with leave) it recalls in turn, and its people see what of theirs rested on it.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from comity.case import Case
from comity.exchange.message import Message
from comity.exchange.office import Office
from comity.exchange.posting import now, post
from comity.model import WITHDRAWS, ComityError, Handling, Statement
from comity.store import Act, Carried, PackageRow, Passing

_METHOD = "recall 1"


class Rested(NamedTuple):
    """What rested on statements that were recalled.

    Attributes:
        statements: what people and rules here stated of the same things, and that still stands.
        packages: ids of the packages in which they were passed on.
        exports: the files to which the case was written while they stood in it.
    """

    statements: tuple[Statement, ...]
    packages: tuple[str, ...]
    exports: tuple[str, ...]


def recall_package(office: Office, package: PackageRow, text: str) -> PackageRow:
    """Recall a whole package that was sent; return the recall, ready to be sent.

    Raises:
        ComityError: it was recalled before, or the reader may not share.
    """
    office.bench.require("release")
    if "recalled" in {act.act for act in office.packages.acts(package)}:
        raise ComityError(f"The package {package.id[:12]} is recalled already.")
    sent = _recall(office, package.partner, text, package.level, {"packages": [package.id]})
    office.packages.record(Passing(package, (Act("recalled", {"by": sent.id}),)))
    return sent


def recall_statements(
    office: Office, case: Case, statements: Iterable[str], text: str
) -> list[PackageRow]:
    """Recall statements (ids here) from every partner to which they went; return the recalls.

    Raises:
        ComityError: none of them was ever sent, or the reader may not share.
    """
    office.bench.require("release")
    carriers = office.packages.carriers(case.row, statements, incoming=False)
    partners = {p.id: p.partner for p in office.packages.packages(incoming=False)}
    by_partner: dict[str, list[Carried]] = defaultdict(list)
    for package, carried in carriers:
        by_partner[partners[package]].append(carried)
    if not by_partner:
        raise ComityError("That was never sent to anybody: there is nothing to recall.")
    return [
        _recall(
            office,
            origin,
            text,
            max(c.level for c in carried),
            {"statements": sorted({c.sent.hex() for c in carried})},
        )
        for origin, carried in sorted(by_partner.items())
    ]


def apply(office: Office, package: PackageRow, said: Message) -> None:
    """Let a recall that came take effect: withdraw, recall onward, and say so to the partner."""
    gone = 0
    for recalled in _packages(office, package.partner, said.more.get("packages", ())):
        gone += _withdraw(office, package, said, office.packages.carried(recalled), recalled)
    wanted = [s for s in said.more.get("statements", ()) if isinstance(s, str)]
    for origin, carried in office.packages.came(wanted, package.partner):
        gone += _withdraw(office, package, said, [carried], origin)
    office.packages.record(Passing(package, (Act("withdrawn", {}, {"statements": gone}),)))


def rested(office: Office, case: Case, recalled: Iterable[str]) -> Rested:
    """Return what in a case rested on statements (ids) that were recalled."""
    ids = set(recalled)
    things = {x for s in office.session.of_ids(case.row, ids) for x in (s.entity, s.value)}
    said = office.session.statements(case.row, entities=things)
    own = tuple(s for s in said if not s.document and s.id not in ids and s.prop != WITHDRAWS)
    onward = {p for p, _ in office.packages.carriers(case.row, ids, incoming=False)}
    exports = tuple(
        str(entry["what"].get("path", ""))
        for entry in office.bench.log()
        if entry["kind"] == "export" and entry["case"] == case.slug
    )
    return Rested(own, tuple(sorted(onward)), exports)


def _recall(
    office: Office, origin: str, text: str, level: int, more: dict[str, list[str]]
) -> PackageRow:
    partner = office.partner(origin)
    said = Message(
        kind="recall",
        sender=office.node.agency,
        recipient=partner.card.agency,
        made=now(),
        text=text,
        level=level,
        packages=tuple(more.get("packages", ())),
        more=more,
    )
    return post(office, partner, said)


def _packages(office: Office, origin: str, ids: object) -> list[PackageRow]:
    """Return those packages of a partner that a recall names: of others it can recall nothing."""
    wanted = set(ids) if isinstance(ids, list) else set()
    return [p for p in office.packages.packages(incoming=True, partner=origin) if p.id in wanted]


def _withdraw(
    office: Office, recall: PackageRow, said: Message, carried: list[Carried], from_: PackageRow
) -> int:
    """Withdraw statements in every case that they entered, and recall them onward."""
    count = 0
    for case in office.bench.cases():
        here = office.packages.entered(case.row, [c.own for c in carried])
        if not here:
            continue
        made = [_withdrawal(said, statement) for _, statement in here]
        office.session.write.state(case.row, "recall", made)
        count += len(made)
        onward = [own.hex() for own, _ in here]
        if office.packages.carriers(case.row, onward, incoming=False):
            recall_statements(office, case, onward, said.text)
    if from_.id in said.more.get("packages", ()):
        done = Act("recalled", {"by": recall.id}, {"by": recall.id})
        office.packages.record(Passing(from_, (done,)))
    return count


def _withdrawal(said: Message, gone: Statement) -> Statement:
    return Statement(
        gone.entity, "Thing", WITHDRAWS, gone.id, method=_METHOD, author=said.sender,
        made=said.made, handling=Handling(gone.handling.level, originator=said.sender),
    )  # fmt: skip
