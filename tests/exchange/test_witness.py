"""Both logs against each other: what lacks its mirror is told, and where."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from tests.exchange.other_log import OtherLog, note_act, open_office, package, take_in

from comity import audit
from comity.exchange import record
from comity.exchange.office import Office
from comity.exchange.record import witness
from comity.store import Node


@pytest.fixture
def other() -> OtherLog:
    log = OtherLog()
    log.fill(3)
    return log


def wrong(office: Office, other: OtherLog) -> list[str]:
    found = witness.verify_partner(office, other.partner)
    return [sentence for finding in found for sentence in finding.wrong]


def under_way(office: Office, other: OtherLog) -> list[str]:
    return list(witness.compare(office, other.partner).under_way)


def swap(office: Office, other: OtherLog, links: tuple[int, ...] = ()) -> None:
    """Each side takes in what the other shows."""
    take_in(office, other, other.page(links))
    other.take_in(record.compose(office, other.partner))


def test_a_package_s_whole_way_agrees(office: Office, other: OtherLog) -> None:
    mine = package()
    note_act(office, other.origin, "sent", mine)
    (sentence,) = under_way(office, other)
    assert sentence.startswith(f"package {mine[:12]} was sent, and the log of {other.origin}")
    other.act(office, "received", mine)
    swap(office, other)
    assert under_way(office, other) == []
    size = len(other.entries)
    other.act(office, "refused", mine, ground="not our case")
    swap(office, other, (size,))
    assert (wrong(office, other), under_way(office, other)) == ([], [])
    acts = office.packages.acts(office.packages.package(mine, incoming=False))
    assert [(act.act, act.what.get("ground")) for act in acts] == [
        ("sent", None), ("acknowledged", None), ("refused", "not our case"),
    ]  # fmt: skip


def test_what_came_and_was_accepted_agrees(office: Office, other: OtherLog) -> None:
    theirs = package()
    other.act(office, "sent", theirs)
    note_act(office, other.origin, "received", theirs, incoming=True)
    note_act(office, other.origin, "accepted", theirs, incoming=True)
    swap(office, other)
    assert wrong(office, other) == []
    assert len(under_way(office, other)) == 1  # that the partner knows
    size = len(other.entries)
    other.act(office, "acknowledged", theirs, answers=1)
    other.act(office, "accepted", theirs, answers=2)
    swap(office, other, (size,))
    assert (wrong(office, other), under_way(office, other)) == ([], [])


def test_a_receipt_needs_no_receipt(office: Office, other: OtherLog) -> None:
    note_act(office, other.origin, "sent", package(), kind="receipt")
    other.act(office, "sent", package(), kind="receipt")
    swap(office, other)
    assert (wrong(office, other), under_way(office, other)) == ([], [])


def test_a_package_that_the_partner_s_log_leaves_out(office: Office, other: OtherLog) -> None:
    """It came, so that it was sent: once the partner has shown all, it must be there."""
    theirs = package()
    note_act(office, other.origin, "received", theirs, incoming=True)
    swap(office, other)
    assert wrong(office, other) == []  # it may be in what was not shown yet
    size = len(other.entries)
    other.fill()
    swap(office, other, (size,))
    (sentence,) = wrong(office, other)
    assert sentence.startswith(f"the log of {other.origin} does not show that it sent package")
    assert theirs[:12] in sentence
    assert "our entry 1 at " in sentence


def test_a_package_that_was_never_sent(office: Office, other: OtherLog) -> None:
    theirs = package()
    other.act(office, "received", theirs)
    swap(office, other)
    (sentence,) = wrong(office, other)
    assert f"our log does not show that we sent package {theirs[:12]}" in sentence
    assert f"entry 1 at 4 of the log of {other.origin}" in sentence


def test_an_answer_to_what_our_log_does_not_say(office: Office, other: OtherLog) -> None:
    theirs = package()
    other.act(office, "sent", theirs)
    note_act(office, other.origin, "received", theirs, incoming=True)
    note_act(office, other.origin, "refused", theirs, incoming=True)
    other.act(office, "accepted", theirs, answers=2)
    swap(office, other)
    assert any(f"package {theirs[:12]} was accepted" in s for s in wrong(office, other))


def test_a_recall_that_never_was(office: Office, other: OtherLog) -> None:
    theirs = package()
    other.act(office, "sent", theirs)
    note_act(office, other.origin, "received", theirs, incoming=True)
    note_act(office, other.origin, "recalled", theirs, incoming=True)
    swap(office, other)
    size = len(other.entries)
    other.fill()
    swap(office, other, (size,))
    (sentence,) = wrong(office, other)
    assert f"does not show that it recalled package {theirs[:12]}" in sentence


def test_what_was_refused_stands_in_the_verification(office: Office, other: OtherLog) -> None:
    swap(office, other)
    size = len(other.entries)
    other.entries[1] = b'{"kind":"read","n":"another"}'
    other.fill()
    with pytest.raises(audit.Disagreement):
        take_in(office, other, other.page([size]))
    assert any(sentence.startswith("fork: ") for sentence in wrong(office, other))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node that may be tampered with."""
    home = tmp_path_factory.mktemp("tampered")
    with Node.create(home, "Tampered Agency", "us", "chief") as made:
        yield made


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            "DELETE FROM log_entry WHERE document = :d AND index = "
            "(SELECT min(index) FROM log_entry WHERE document = :d)",
            "our log about",
        ),
        (
            "UPDATE shown_entry SET entry = convert_to(replace(convert_from(entry, 'UTF8'), "
            "'received', 'refused!'), 'UTF8') WHERE 'partner:' || partner = :d",
            "does not stand in",
        ),
        (
            "DELETE FROM shown_entry WHERE number = 1 AND 'partner:' || partner = :d",
            "omission: ",
        ),
        (
            "UPDATE seen_checkpoint SET checkpoint = replace(checkpoint, '\n\n', '\nx\n\n') "
            "WHERE 'partner:' || partner = :d",
            "is not signed",
        ),
        (
            "UPDATE cosigned SET checkpoint = replace(checkpoint, '\n\n', '\nx\n\n') "
            "WHERE 'partner:' || partner = :d",
            "cosigned by",
        ),
        (  # the last, as it concerns the whole log
            "UPDATE log_leaf SET hash = sha256(hash) WHERE index = "
            "(SELECT min(index) FROM log_entry WHERE document = :d)",
            "rewrite: our first",
        ),
    ],
)
def test_tampering_here(own: Node, command: str, told: str) -> None:
    """Whoever owns the database changes it: the partner's cosignatures give it away."""
    office, other = open_office(own), OtherLog()
    with office.bench:
        for one in (package(), package()):
            note_act(office, other.origin, "sent", one)
            other.act(office, "received", one)
        swap(office, other)
        take_in(office, other, other.page())
        assert wrong(office, other) == []
        with own._owner.begin() as owner:
            found = owner.execute(sa.text(command), {"d": f"partner:{other.origin}"})
            assert found.rowcount > 0
        assert any(told in sentence for sentence in wrong(office, other))
