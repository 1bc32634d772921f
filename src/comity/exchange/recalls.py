"""Recalls: the originator withdraws what it shared; the partner's views show it no more.

A recall takes effect when it comes, in every case that the statements entered. What the partner
had passed on (with leave) it recalls in turn, and its people see what of theirs rested on it.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from comity import extract
from comity.case import Case
from comity.exchange.message import Message
from comity.exchange.office import Office
from comity.exchange.partners import TRUSTED, Partner, partners
from comity.exchange.posting import cards, message, post
from comity.model import WITHDRAWS, ComityError, Handling, Statement
from comity.store import Act, Carried, DocumentRow, PackageRow, Passing, now

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

    One that still waits to be approved is only stopped, as nobody has it; it is returned itself.

    Raises:
        ComityError: it was recalled before, or the reader may not share.
    """
    office.bench.require("release")
    done = {act.act for act in office.packages.acts(package)}
    if done & {"recalled", "stopped"}:
        raise ComityError(f"The package {package.id[:12]} is recalled already.")
    if "sent" not in done:
        office.packages.record(Passing(package, (Act("stopped"),)))
        return package
    made = [
        recall
        for recall in office.packages.packages(
            incoming=False, partner=package.partner, kind="recall"
        )
        if package.id in _named(recall, "packages")
    ]
    # A process that was killed in between has made the recall, and not kept what it is of.
    sent = made[0] if made else _recall(office, package, text, {"packages": [package.id]})
    office.packages.record(Passing(package, (Act("recalled", {"by": sent.id}),)))
    return sent


def recall_statements(
    office: Office, case: Case, statements: Iterable[str], text: str
) -> list[PackageRow]:
    """Recall statements (ids here) from every partner to which they went; return the recalls.

    Raises:
        ComityError: nobody who is trusted has them, or the reader may not share.
    """
    office.bench.require("release")
    sent = _recall_onward(office, case, statements, text)
    if not sent:
        raise ComityError("No partner has that from here: there is nothing to recall.")
    return sent


def renew(office: Office, partner: Partner) -> None:
    """Seal anew the recalls of which a partner has said nothing, where keys have changed since.

    One side can no longer read, or does not trust, what was sealed before.
    """
    open_: dict[str, bool] = {}
    sent = office.packages.packages(incoming=False, partner=partner.card.origin, kind="recall")
    acts = office.packages.all_acts(sent)
    for recall in sent:
        done = {act.act: act for act in acts[recall.id, False]}
        what = json.dumps(recall.header["more"], sort_keys=True)
        told = {"acknowledged", "withdrawn"} & set(done) or not open_.get(what, True)
        open_[what] = not told and done["sealed"].what.get("cards") != cards(office, partner)
    for recall in sent:
        if open_.pop(json.dumps(recall.header["more"], sort_keys=True), False):
            _recall(office, recall, recall.header["text"], recall.header["more"])


def apply(office: Office, package: PackageRow, said: Message) -> None:
    """Let a recall that came take effect: withdraw, recall onward, and say so to the partner.

    What it names and has not come yet is recalled when it comes.
    """
    if "withdrawn" in {act.act for act in office.packages.acts(package)}:
        return
    carried: list[Carried] = []
    for recalled in _whole(office, package):
        catch_up(office, recalled)
        carried += office.packages.carried(recalled, documents=True)
    came = office.packages.came(_named(package, "statements"), package.partner)
    gone = _withdraw(office, package, carried, whole=True)
    gone += _withdraw(office, package, [c for _, c in came], whole=False)
    office.packages.record(Passing(package, (Act("withdrawn", {}, {"statements": gone}),)))


def catch_up(office: Office, package: PackageRow) -> None:
    """Keep that a package is recalled if a recall that has come, perhaps before it, says so."""
    for recall in _recalls_by(office, package.partner):
        if package.id in _named(recall, "packages"):
            act = Act("recalled", {"by": recall.id}, {"by": recall.id})
            office.packages.record(Passing(package, (act,)))
            return


def taken_back(office: Office, package: PackageRow) -> set[str]:
    """Return the ids of statements that its originator has recalled since it made a package."""
    since = [
        recall
        for recall in _recalls_by(office, package.partner)
        if recall.header["made"] >= package.header["made"]
    ]
    return {statement for recall in since for statement in _named(recall, "statements")}


def give_again(office: Office, case: Case, sender: str, given: Collection[str]) -> None:
    """Let what its originator had recalled, and gives again, stand again: ids."""
    wanted = set(given)
    withdrawals = office.session.statements(case.row, props=[WITHDRAWS])
    made = [
        _withdrawal(sender, withdrawal)
        for withdrawal in withdrawals
        if (withdrawal.method, withdrawal.author) == (_METHOD, sender)
        and withdrawal.value in wanted
    ]
    if made:
        office.session.write.state(case.row, "recall", made)


def effects(office: Office, recall: PackageRow) -> list[tuple[Case, int, Rested]]:
    """Return what a recall that came withdrew, by case: how much, and what rested on it."""
    gone = [c for p in _whole(office, recall) for c in office.packages.carried(p)]
    came = office.packages.came(_named(recall, "statements"), recall.partner)
    own = {c.own for c in (*gone, *(carried for _, carried in came))}
    found = []
    for case in office.bench.cases():
        here = [one.hex() for one, _ in office.packages.entered(case.row, own)]
        if here:
            found.append((case, len(here), rested(office, case, recall, here)))
    return found


def rested(office: Office, case: Case, recall: PackageRow, recalled: Iterable[str]) -> Rested:
    """Return what in a case rested on statements (ids) that were recalled.

    That is what people and rules here stated of things of which nothing else is known any more:
    no document of ours, and nothing that a partner gave and stands.
    """
    ids, session = set(recalled), office.session
    things = {s.entity for s in session.of_ids(case.row, ids)}
    said = session.statements(case.row, entities=things)
    came = {
        own for own, _ in office.packages.entered(case.row, [bytes.fromhex(s.id) for s in said])
    }
    known = {s.entity for s in said if s.document or bytes.fromhex(s.id) in came}
    lost = things - known
    own = [s for s in said if s.entity in lost and s.prop != WITHDRAWS]
    own += session.statements(case.row, values=lost)
    to = {p.id for p in office.packages.packages(incoming=False, partner=recall.partner)}
    onward = {p for p, _ in office.packages.carriers(case.row, ids, incoming=False)} - to
    entries = (json.loads(row.entry) for row in office.session.log())
    exports = tuple(
        str(entry["what"].get("file", ""))
        for entry in entries
        if entry["kind"] == "export" and entry["case"] == case.slug
    )
    return Rested(tuple(dict.fromkeys(own)), tuple(sorted(onward)), exports)


def _recall(
    office: Office, package: PackageRow, text: str, more: dict[str, list[str]]
) -> PackageRow:
    """Seal a recall of what a package carried, or of all of it."""
    partner = office.partner(package.partner)
    about = {"level": package.level, "packages": tuple(more.get("packages", ()))}
    return post(office, partner, message(office, partner, "recall", text=text, more=more, **about))


def _recall_onward(
    office: Office, case: Case, statements: Iterable[str], text: str
) -> list[PackageRow]:
    """Recall statements from every trusted partner that has them and has not been told yet."""
    went = office.packages.carriers(case.row, statements, incoming=False)
    if not went:
        return []
    sent = _by_id(office, (id_ for id_, _ in went), incoming=False)
    recalled = _recalled(office, sent.values())
    carriers: dict[str, PackageRow] = {}
    gone: dict[str, set[str]] = defaultdict(set)
    told = _told(office)
    for id_, carried in went:
        package, statement = sent[id_], carried.sent.hex()
        after = told.get((package.partner, statement), "") >= package.header["made"]
        if not after and id_ not in recalled:
            last = carriers.setdefault(package.partner, package)
            carriers[package.partner] = max(last, package, key=lambda p: p.level)
            gone[package.partner].add(statement)
    trusted = {p.card.origin for p in partners(office.packages) if p.state == TRUSTED}
    return [
        _recall(office, package, text, {"statements": sorted(gone[origin])})
        for origin, package in sorted(carriers.items())
        if origin in trusted
    ]


def _told(office: Office) -> dict[tuple[str, str], str]:
    """Return when each statement (id as sent) was last recalled from each partner."""
    found: dict[tuple[str, str], str] = {}
    for package in office.packages.packages(incoming=False, kind="recall"):
        for statement in _named(package, "statements"):
            key, made = (package.partner, statement), package.header["made"]
            found[key] = max(found.get(key, ""), made)
    return found


def _whole(office: Office, recall: PackageRow) -> list[PackageRow]:
    """Return the packages that a recall names and that came from who recalls."""
    named = _named(recall, "packages")
    return office.packages.packages(incoming=True, partner=recall.partner, ids=named)


def _recalls_by(office: Office, origin: str) -> list[PackageRow]:
    return office.packages.packages(incoming=True, partner=origin, kind="recall")


def _named(recall: PackageRow, what: str) -> set[str]:
    """Return the ids that a recall names; what came is not trusted."""
    found = recall.header["more"].get(what, ())
    return {x for x in found if isinstance(x, str)} if isinstance(found, list) else set()


def _by_id(office: Office, ids: Iterable[str], *, incoming: bool) -> dict[str, PackageRow]:
    return {p.id: p for p in office.packages.packages(incoming=incoming, ids=ids)}


def _recalled(office: Office, packages: Iterable[PackageRow]) -> set[str]:
    """Return the ids of those packages, all of one direction, that are recalled."""
    listed = list(packages)
    acts = office.packages.all_acts(listed)
    return {p.id for p in listed if any(a.act == "recalled" for a in acts.get(p[:2], ()))}


def _withdraw(office: Office, recall: PackageRow, carried: list[Carried], *, whole: bool) -> int:
    """Withdraw what a package carried in every case that it entered, and recall it onward."""
    count, sender = 0, recall.header["sender"]
    ids = [c.own for c in carried]
    for case in office.bench.cases():
        said = office.packages.entered(case.row, ids)
        papers = {bytes.fromhex(d.id): d for d in office.packages.brought(case.row, ids)}
        origins = {own: s.handling.originator for own, s in said}
        origins |= {own: d.handling.originator for own, d in papers.items()}
        out = set(origins) - _standing(office, case, origins, recall, whole=whole)
        # First onward, as what is withdrawn already is passed over when a killed process is run
        # again: what was recalled onward is, too.
        _recall_onward(office, case, [own.hex() for own in out], recall.header["text"])
        left = out - set(office.session.withdrawn(case.row))
        made = [_withdrawal(sender, s) for own, s in said if own in left]
        made += [_paper_gone(sender, d) for own, d in papers.items() if own in left]
        if made:
            office.session.write.state(case.row, "recall", made)
        count += len(out)
    return count


def _standing(
    office: Office,
    case: Case,
    origins: Mapping[bytes, str],
    recall: PackageRow,
    *,
    whole: bool,
) -> set[bytes]:
    """Return what (ids, with their originators) also came in a package that a recall leaves.

    Who gives a corrected package and recalls the first keeps what stands in both; and who passed
    on what another gave cannot take back what that one gave itself.
    """
    carriers = office.packages.carriers(case.row, [own.hex() for own in origins], incoming=True)
    packages = _by_id(office, (id_ for id_, _ in carriers), incoming=True)
    recalled = _recalled(office, packages.values())
    kept = set()
    for id_, carried in carriers:
        package, foreign = packages[id_], origins[carried.own] != recall.header["sender"]
        again = package.header["made"] > recall.header["made"]  # and so came before the recall
        counts = whole or again if package.partner == recall.partner else foreign
        if counts and id_ not in recalled:
            kept.add(carried.own)
    return kept


def _paper_gone(sender: str, document: DocumentRow) -> Statement:
    return Statement(
        extract.report_id(document.id), "Report", WITHDRAWS, document.id, method=_METHOD,
        author=sender, made=now("microseconds"),
        handling=Handling(document.handling.level, originator=sender),
    )  # fmt: skip


def _withdrawal(sender: str, gone: Statement) -> Statement:
    return Statement(
        gone.entity, "Thing", WITHDRAWS, gone.id, method=_METHOD, author=sender,
        made=now("microseconds"), handling=Handling(gone.handling.level, originator=sender),
    )  # fmt: skip
