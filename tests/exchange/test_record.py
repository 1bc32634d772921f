"""The shared record: what comes is verified against what came before, and the rest is refused."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange.other_log import OtherLog, note_act, open_office, package, take_in

from comity import audit
from comity.audit import Disagreement
from comity.case import Workbench
from comity.exchange import record
from comity.exchange.office import Office
from comity.exchange.partners import Partner
from comity.exchange.record import heads, pages, seeing, showing, witness
from comity.model import ComityError
from comity.store import Act, Case, Event, Node, PackageRow, Passing, Person, proofs
from comity.store.shown import Shown


@pytest.fixture
def other() -> OtherLog:
    log = OtherLog()
    log.fill(5)
    return log


def refused(office: Office, other: OtherLog, page: dict[str, Any]) -> Disagreement:
    with pytest.raises(Disagreement) as caught:
        take_in(office, other, page)
    return caught.value


def exchange(office: Office, other: OtherLog, known: int = 0) -> int:
    """Show each other everything; return the size of the other log then."""
    take_in(office, other, other.page([known], cosigned=""))
    other.take_in(record.compose(office, other.partner))
    return len(other.entries)


def test_two_honest_logs_agree(office: Office, other: OtherLog) -> None:
    mine, theirs = package(), package()
    note_act(office, other.origin, "sent", mine)
    other.act(office, "received", mine)
    other.act(office, "sent", theirs)
    take_in(office, other, other.page())
    book = Shown(office.session, other.origin)
    assert [(e.number, e.act) for e in book.entries()] == [(1, "received"), (2, "sent")]
    acts = {act.act for act in office.packages.acts(office.packages.package(mine, incoming=False))}
    assert acts == {"sent", "acknowledged"}
    page = record.compose(office, other.partner)
    assert page["seen"] == 2
    assert [json.loads(e)["what"]["act"] for _, e in page["entries"]] == ["sent", "acknowledged"]
    other.take_in(page)
    size = len(other.entries)
    other.fill(20)
    take_in(office, other, other.page([size], confirmed=2))
    assert book.state().heard.number == 2
    assert book.state().head is not None
    assert not record.compose(office, other.partner)["entries"]


def test_every_proof_in_a_page_is_that_of_the_reference(office: Office, other: OtherLog) -> None:
    """Whoever has the page can make the standard proofs from it (RFC 6962)."""
    note_act(office, other.origin, "sent", package())
    take_in(office, other, other.page(cosigned=""))
    other.take_in(record.compose(office, other.partner))
    note_act(office, other.origin, "sent", package())
    page = pages.load(json.dumps(record.compose(office, other.partner)))
    head = audit.verify_checkpoint(page.checkpoint, office.node.verifier)
    leaves = office.session.leaves()[: head.size]
    for index, entry in page.entries:
        spans = audit.inclusion_spans(index, head.size)
        path = [audit.span_root(page.nodes, span) for span in spans]
        assert path == audit.inclusion(leaves, index)
        at = index, head.size
        assert audit.verify_inclusion(audit.leaf_hash(entry), at, path, head.root)
    for old in page.links:
        spans = audit.consistency_spans(old, head.size)
        proof = [audit.span_root(page.nodes, span) for span in spans]
        assert proof == audit.consistency(leaves, old)


def test_what_a_partner_is_shown_names_no_person_and_no_case(office: Office, case: Case) -> None:
    other = OtherLog()
    row = PackageRow(package(), False, other.origin, "evidence", case.id, 0, {})
    office.packages.record(Passing(row, (Act("sent", {"file": "secret.pdf"}),), case))
    page = json.dumps(record.compose(office, other.partner))
    assert row.id in page
    for local in (case.slug, case.title, office.session.reader, "secret.pdf"):
        assert local not in page


def test_what_one_partner_is_shown_says_nothing_of_another(office: Office) -> None:
    one, two = OtherLog(), OtherLog()
    mine = package()
    note_act(office, one.origin, "sent", mine)
    page = json.dumps(record.compose(office, two.partner))
    assert mine not in page
    assert one.origin not in page


# --- a partner that changes its log --------------------------------------------------------------


def test_a_rewritten_entry_is_a_rewrite(office: Office, other: OtherLog) -> None:
    other.act(office, "received", package())
    exchange(office, other)
    at = len(other.entries) - 1
    other.number = 0
    other.entries.pop()
    other.act(office, "refused", package())
    other.fill(3)
    wrong = refused(office, other, other.page(cosigned=""))
    assert wrong.kind == "rewrite"
    assert f"Entry 1 of the log of {other.origin}" in str(wrong)
    assert f"at {at}" in str(wrong)
    book = Shown(office.session, other.origin)
    assert [e.act for e in book.entries()] in (["received", "refused"], ["refused", "received"])
    assert len(book.heads()) == 2  # both signed heads are kept: they prove it


def test_a_rewritten_entry_of_others_is_a_fork(office: Office, other: OtherLog) -> None:
    """Also what does not concern us cannot be changed: our cosignature stands for all of it."""
    size = exchange(office, other)
    other.entries[2] = b'{"kind":"read","n":"another"}'
    other.fill(4)
    wrong = refused(office, other, other.page([size], cosigned=""))
    assert wrong.kind == "fork"
    book = Shown(office.session, other.origin)
    assert [kind for kind, _ in book.disagreements()] == ["fork"]
    head = book.state().head
    assert head is not None
    assert head.size == size  # the newer is not cosigned
    first, second = (audit.verify_checkpoint(h.checkpoint, other.verifier) for h in book.heads())
    page = pages.load(book.evidence()[0])
    proof = [
        audit.span_root(page.nodes, span)
        for span in audit.consistency_spans(first.size, second.size)
    ]
    before = audit.span_root(page.nodes, (0, first.size))
    assert audit.verify_consistency((first.size, before), second[1:], proof)
    assert before != first.root  # so the second head goes on from another log than was signed


def test_two_heads_of_one_size_are_a_fork(office: Office, other: OtherLog) -> None:
    exchange(office, other)
    other.entries[-1] = b'{"kind":"read","n":"another"}'
    assert refused(office, other, other.page(cosigned="")).kind == "fork"
    assert len(Shown(office.session, other.origin).heads()) == 2


def test_two_logs_for_two_partners_show_once_heads_are_compared(
    office: Office, other: OtherLog
) -> None:
    """What a partner showed to another can be taken as a page of its own."""
    exchange(office, other)
    record.compare(office, other.partner, other.checkpoint())  # the same head agrees
    shown_to_another = OtherLog(other.origin)
    shown_to_another.signer, shown_to_another.verifier = other.signer, other.verifier
    shown_to_another.entries = [*other.entries[:-1], b'{"kind":"read","n":"elsewhere"}']
    with pytest.raises(Disagreement) as caught:
        record.compare(office, other.partner, shown_to_another.checkpoint())
    assert caught.value.kind == "fork"


def test_a_longer_head_from_another_must_be_tied(office: Office, other: OtherLog) -> None:
    size = exchange(office, other)
    forked = OtherLog(other.origin)
    forked.signer, forked.verifier = other.signer, other.verifier
    forked.entries = [*other.entries[:-1], b'{"kind":"read"}', b'{"kind":"read"}']
    record.compare(office, other.partner, forked.checkpoint())
    page = record.compose(office, other.partner)
    assert page["asks"] == [size + 1]
    other.take_in(page)
    other.fill(9)
    wrong = refused(office, other, other.page([size, *page["asks"]]))
    assert wrong.kind == "fork"


def test_a_dropped_entry_is_a_gap(office: Office, other: OtherLog) -> None:
    other.act(office, "received", package())
    size = exchange(office, other)
    other.number += 1  # entry 2 was made, and is left out
    other.act(office, "received", package())
    wrong = refused(office, other, other.page([size], cosigned=""))
    assert wrong.kind == "gap"
    assert "left out entry 2" in str(wrong)


def test_a_dropped_entry_in_the_middle_is_a_gap(office: Office, other: OtherLog) -> None:
    for _ in range(3):
        other.act(office, "received", package())
    page = other.page()
    del page["entries"][1]
    assert refused(office, other, page).kind == "gap"


def test_an_older_backup_is_a_rollback(office: Office, other: OtherLog) -> None:
    """Restored from a backup, the log goes on otherwise than it did."""
    backup, number = list(other.entries), other.number
    other.act(office, "received", package())
    other.fill(5)
    exchange(office, other)
    other.entries, other.number = backup, number
    other.act(office, "accepted", package())
    wrong = refused(office, other, other.page(cosigned=""))
    assert wrong.kind == "rollback"
    assert "set back" in str(wrong)


def test_an_older_backup_without_a_new_entry_is_a_rollback_once_it_knows(
    office: Office, other: OtherLog
) -> None:
    backup = list(other.entries)
    other.fill(5)
    exchange(office, other)
    office.node.writer("chief").record(Event("test", None, {}))
    page = record.compose(office, other.partner)
    other.entries = backup
    take_in(office, other, other.page(cosigned=""))  # it may be an old package, come late
    other.take_in(page)
    other.fill()
    assert refused(office, other, other.page()).kind == "rollback"


def test_our_own_older_backup_is_seen_in_the_partner_s_page(
    office: Office, other: OtherLog
) -> None:
    """The partner has a head signed here that is longer than the log is now."""
    exchange(office, other)
    size = audit.verify_checkpoint(other.head, office.node.verifier).size
    head = audit.Checkpoint(office.origin, size + 1000, bytes(32))
    other.head = office.node._sign(head.size, head.root)
    wrong = refused(office, other, other.page([len(other.entries)]))
    assert wrong.kind == "own"
    assert "set back or rewritten here" in str(wrong)


def test_our_own_rewritten_log_is_seen_in_the_partner_s_page(
    office: Office, other: OtherLog
) -> None:
    exchange(office, other)
    size = audit.verify_checkpoint(other.head, office.node.verifier).size
    other.head = office.node._sign(size, bytes(32))
    assert refused(office, other, other.page([len(other.entries)])).kind == "own"


# --- a partner that lies in a page ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"checkpoint": "hello\n"}, "signature"),
        ({"nodes": {}}, "proof"),
        ({"cosigned": "x\n\n\u2014 x y\n"}, "signature"),
    ],
)
def test_lies(office: Office, other: OtherLog, changes: dict[str, Any], kind: str) -> None:
    other.act(office, "received", package())
    assert refused(office, other, other.page(**changes)).kind == kind
    assert not Shown(office.session, other.origin).entries()


def test_a_head_signed_by_somebody_else_is_refused(office: Office, other: OtherLog) -> None:
    stranger = OtherLog(other.origin)
    assert refused(office, other, stranger.page(cosigned="")).kind == "signature"
    assert not Shown(office.session, other.origin).heads()


def test_the_head_of_another_log_is_refused(office: Office, other: OtherLog) -> None:
    stranger = OtherLog()
    stranger.signer = other.signer
    assert refused(office, other, stranger.page(cosigned="")).kind == "signature"


@pytest.mark.parametrize("at", [0, -1, 10_000])
def test_an_entry_at_another_place_is_refused(office: Office, other: OtherLog, at: int) -> None:
    other.act(office, "received", package())
    other.fill()
    page = other.page()
    page["entries"][0][0] = at % (1 << 20)
    assert refused(office, other, page).kind == "proof"


def test_a_wrong_tie_is_no_fork_but_a_bad_proof(office: Office, other: OtherLog) -> None:
    """Only what proves a fork is called one: a damaged page proves nothing."""
    size = exchange(office, other)
    other.fill(9)
    page = other.page([size], cosigned="")
    for place in page["nodes"]:
        damaged = page["nodes"] | {place: "A" * 43 + "="}
        assert refused(office, other, page | {"nodes": damaged}).kind == "proof"
    take_in(office, other, page)


def test_a_damaged_log_shows_nothing(office: Office, other: OtherLog) -> None:
    office.node.writer("chief").record(*[Event("test", None, {})] * 40)
    height, kept = office.session._run(
        "SELECT height, hash FROM log_node WHERE number = 0 ORDER BY height DESC LIMIT 1"
    ).one()
    change = sa.text(f"UPDATE log_node SET hash = :new WHERE height = {height} AND number = 0")
    with office.node._owner.begin() as owner:
        owner.execute(change, {"new": bytes(32)})
    try:
        with pytest.raises(ComityError, match="comity verify"):
            record.compose(office, other.partner)
        (wrong,) = proofs.damaged(office.session)
        assert wrong == f"subtree 0 of height {height} is not that of the log"
    finally:
        with office.node._owner.begin() as owner:
            owner.execute(change, {"new": kept})
    assert proofs.damaged(office.session) == []


def test_who_may_see_nothing_shows_nothing(node: Node, office: Office, other: OtherLog) -> None:
    """An empty page would say that there is nothing to show."""
    note_act(office, other.origin, "sent", package())
    node.people.put(None, Person("keeper", 0, frozenset(("administrator",))), by="chief")
    with Workbench(node, "keeper", shared=True) as bench:
        for ask in (record.compose, witness.compare):
            with pytest.raises(ComityError, match="keeper may not see"):
                ask(Office(bench), other.partner)


def test_an_entry_about_somebody_else_is_refused(office: Office, other: OtherLog) -> None:
    other.act(office, "received", package(), partner="comity/somebody")
    assert refused(office, other, other.page()).kind == "proof"


def test_a_changed_entry_is_refused(office: Office, other: OtherLog) -> None:
    other.act(office, "refused", package())
    page = other.page()
    page["entries"][0][1] = page["entries"][0][1].replace("refused", "accepted")
    assert refused(office, other, page).kind == "proof"


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "comity-record/2"}',
        "\udc80",
        '{"format": "comity-record/1", "format": "x"}',
    ],
)
def test_no_page_at_all(office: Office, damage: str) -> None:
    with pytest.raises(ComityError):
        pages.load(damage)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_whatever_stands_in_a_page_only_refusals_come_of_it(
    office: Office, data: st.DataObject
) -> None:
    other = OtherLog()
    other.act(office, "received", package())
    page: Any = other.page()
    name = data.draw(st.sampled_from(sorted(page)))
    page[name] = data.draw(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        )
        | st.lists(st.integers(-5, 1 << 70))
        | st.lists(st.tuples(st.integers(), st.text()))
        | st.dictionaries(st.from_regex(r"-?[0-9]+:-?[0-9]+"), st.just("A" * 43 + "="))
    )
    with suppress(ComityError):
        take_in(office, other, page)


# --- packages that come late, twice, in another order, or not at all -------------------------


def test_the_same_page_again_changes_nothing(office: Office, other: OtherLog) -> None:
    other.act(office, "received", package())
    page = other.page()
    take_in(office, other, page)
    before = office.session.checkpoint()
    book = Shown(office.session, other.origin)
    kept = book.heads(), book.entries(), book.state().heard
    take_in(office, other, page)
    assert (book.heads(), book.entries(), book.state().heard) == kept
    assert office.session.checkpoint() == before


def test_a_page_that_comes_late_waits_for_its_tie(office: Office, other: OtherLog) -> None:
    exchange(office, other)
    first = len(other.entries)
    other.fill(3)
    early = other.page([first], cosigned="")
    second = len(other.entries)
    other.fill(3)
    late = other.page([first], cosigned="")
    take_in(office, other, late)
    take_in(office, other, early)
    book = Shown(office.session, other.origin)
    assert [seen.size for seen in book.state().untied] == [second]
    page = record.compose(office, other.partner)
    assert page["asks"] == [second]
    third = len(other.entries)
    other.take_in(page)
    other.fill(2)
    take_in(office, other, other.page([first, second, third]))
    assert not book.state().untied
    assert not office_disagrees(office, other)


def office_disagrees(office: Office, other: OtherLog) -> list[tuple[str, str]]:
    return Shown(office.session, other.origin).disagreements()


def test_two_processes_take_in_two_branches_of_a_fork(office: Office, other: OtherLog) -> None:
    """Only one at a time: else each would be verified against what stood before the other."""
    size = exchange(office, other)
    branches: list[dict[str, Any]] = []
    for word in (b"one", b"two"):
        branch = OtherLog(other.origin)
        branch.signer, branch.verifier = other.signer, other.verifier
        branch.entries = [*other.entries, *[b'{"kind":"%s"}' % word] * (len(branches) + 1)]
        branches.append(branch.page([size], cosigned=""))
    found: list[str] = []

    def take(page: dict[str, Any]) -> None:
        with open_office(office.node).bench as bench:
            take_in(Office(bench), other, page)
            found.append("taken")

    threads = [threading.Thread(target=take, args=[page]) for page in branches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state = Shown(office.session, other.origin).state()
    assert found == ["taken", "taken"]
    assert state.head is not None
    assert len(state.untied) == 1  # whichever came second has no tie to the first


def test_a_flood_of_heads_is_refused(office: Office, other: OtherLog, monkeypatch: Any) -> None:
    monkeypatch.setattr(heads, "MOST_SIZES", 3)
    exchange(office, other)
    for _ in range(3):
        other.fill()
        take_in(office, other, other.page(cosigned=""))
    other.fill()
    wrong = refused(office, other, other.page(cosigned=""))
    assert (wrong.kind, "does not tie them" in str(wrong)) == ("proof", True)


def test_evidence_is_kept_in_bounds(office: Office, other: OtherLog, monkeypatch: Any) -> None:
    monkeypatch.setattr(seeing, "_EVIDENCE", 3)
    size = exchange(office, other)
    other.entries[2] = b'{"kind":"read","n":"another"}'
    for _ in range(5):
        other.fill()
        refused(office, other, other.page([size], cosigned=""))
    assert len(Shown(office.session, other.origin).disagreements()) == 3


def test_more_entries_than_a_page_takes_come_with_the_next(
    office: Office, monkeypatch: Any
) -> None:
    monkeypatch.setattr(showing, "MOST_ENTRIES", 4)
    other = OtherLog()
    for _ in range(10):
        note_act(office, other.origin, "sent", package())
    shown = []
    while True:
        page = record.compose(office, other.partner)
        numbers = [json.loads(entry)["what"]["number"] for _, entry in page["entries"]]
        if not numbers:
            break
        shown.append(numbers)
        other.take_in(page)
        other.fill()
        take_in(office, other, other.page([len(other.entries) - 1]))
    assert shown == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]


class Mail:
    """Pages on their way between two nodes; any may be lost, doubled or overtaken."""

    def __init__(self, offices: tuple[Office, Office]) -> None:
        self.offices = offices
        self.waiting: tuple[list[str], list[str]] = ([], [])

    def partner(self, side: int) -> Partner:
        card = self.offices[1 - side].card
        return Partner(card.agency, card, "trusted", "", "")

    def send(self, side: int) -> None:
        page = json.dumps(record.compose(self.offices[side], self.partner(side)))
        self.waiting[side].append(page)
        note_act(self.offices[side], self.offices[1 - side].origin, "sent", sha(page))

    def deliver(self, side: int, which: int) -> None:
        page = self.waiting[side][which]
        there = self.offices[1 - side]
        take_in(there, self.partner(1 - side), json.loads(page))
        origin = self.offices[side].origin
        note_act(there, origin, "received", sha(page), incoming=True)

    def crash(self, side: int, which: int) -> None:
        """Take in a page, and be killed before it is kept."""
        page = json.loads(self.waiting[side][which])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Shown, "keep", killed)
            with pytest.raises(InterruptedError):
                take_in(self.offices[1 - side], self.partner(1 - side), page)


def killed(*_: object) -> None:
    raise InterruptedError


def sha(page: str) -> str:
    return hashlib.sha256(page.encode()).hexdigest()


@pytest.fixture(scope="module")
def mail(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mail]:
    home = tmp_path_factory.mktemp("second")
    with Node.create(home, "Second Agency", "cn", "chief") as second:
        one, two = open_office(node), open_office(second)
        with one.bench, two.bench:
            yield Mail((one, two))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["send", "deliver", "again", "lose", "crash"]), st.integers(0, 1),
                  st.integers(0, 9)),
        max_size=40,
    )
)  # fmt: skip
def test_two_honest_nodes_never_disagree(mail: Mail, steps: list[tuple[str, int, int]]) -> None:
    """Whatever the network does; and once all has come, both logs agree on all of it."""
    for waiting in mail.waiting:
        waiting.clear()
    for what, side, which in steps:
        waiting = mail.waiting[side]
        if what == "send":
            mail.send(side)
        elif waiting:
            at = which % len(waiting)
            if what == "crash":
                mail.crash(side, at)
            elif what != "lose":
                mail.deliver(side, at)
            if what in ("deliver", "lose"):
                del waiting[at]
    for side in (0, 1, 0, 1, 0, 1):
        for at in range(len(mail.waiting[side])):
            mail.deliver(side, at)
        mail.waiting[side].clear()
        mail.send(side)
        mail.deliver(side, 0)
    for side in (0, 1):
        office = mail.offices[side]
        assert Shown(office.session, mail.partner(side).card.origin).state().untied == ()
        found = witness.verify_partner(office, mail.partner(side))
        assert [wrong for finding in found for wrong in finding.wrong] == []
