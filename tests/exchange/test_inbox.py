"""Receiving: once, in any order, whatever breaks; nothing enters a case before somebody says."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.exchange.making import (
    Agency,
    canary,
    carry,
    outgoing,
    person,
    settle,
    survive,
)

from comity.case import Denied
from comity.exchange import Desk, Refused, Wish
from comity.model import ComityError, Handling

ACTS = ("received", "accepted", "refused", "acknowledged", "recalled")


def made(one: Agency, package: str) -> list[str]:
    """What was done with a package here, in order."""
    found = [*one.desk.outbox(), *one.desk.inbox()]
    return [a.act for s in found if s.package.id == package for a in s.acts]


def test_nothing_enters_a_case_before_somebody_accepts_it(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, name = us.case(), cn.case(), canary()
    document = us.file(ours, f"{name} was here", person(name))
    package = us.share(ours, cn)
    carry(us, cn)
    assert cn.holds(name) == []
    assert {s.package.id: s.state for s in cn.desk.inbox("us")}[package] == "received"
    assert name in {getattr(item, "value", "") for item in cn.desk.look(package)}
    entered = cn.desk.accept(package, theirs)
    assert (entered.statements, entered.documents) == (1, 1)
    assert theirs.show(name)
    assert f"{name} was here" in str(theirs.document(document))
    with pytest.raises(ComityError, match=r"accepted by cn-one on .* already"):
        cn.desk.accept(package, theirs)


def test_the_same_twice_and_in_two_orders(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    us.state(ours, person(canary()))
    first = us.share(ours, cn)
    us.state(ours, person(canary()))
    second = us.share(ours, cn)
    paths = outgoing(us, cn, tmp_path / "a")
    came = [cn.desk.receive(path) for path in [*paths[::-1], *paths, *paths[::-1]]]
    kept = [a for a in came if a.package.kind != "receipt"]
    assert [a.new for a in kept] == [True, True, False, False, False, False]
    for package in (second, first):
        cn.desk.accept(package, theirs)
    settle(us, cn)
    assert len(cn.bench.session.statements(theirs.row)) == 2
    for package in (first, second):
        assert made(cn, package) == ["received", "accepted"]
        assert made(us, package)[-2:] == ["acknowledged", "accepted"]
    assert (us.wrong(), cn.wrong()) == ([], [])


def test_a_lost_receipt_is_told_again(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours = us.case()
    us.state(ours, person(canary()))
    package = us.share(ours, cn)
    carry(us, cn)
    assert outgoing(cn, us, tmp_path / "lost")  # and so it is
    assert outgoing(cn, us, tmp_path / "nothing") == []
    assert "acknowledged" not in made(us, package)
    again = {path.stem: path for path in us.desk.copy_to("cn", tmp_path, again=True)}
    assert not cn.desk.receive(again[package[:16]]).new
    carry(cn, us)
    assert made(us, package)[-1] == "acknowledged"
    again = {path.stem: path for path in us.desk.copy_to("cn", tmp_path, again=True)}
    assert package[:16] not in again


def test_a_lost_stick_is_written_again(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    us.state(ours, person(canary()))
    package = us.share(ours, cn)
    (path,) = outgoing(us, cn, tmp_path / "lost")
    path.unlink()
    assert outgoing(us, cn, tmp_path / "lost") == []
    us.desk.copy_to("cn", tmp_path / "lost", again=True)
    cn.desk.receive(path)
    cn.desk.accept(package, theirs)
    settle(us, cn)
    assert made(us, package)[-1] == "accepted"


def test_a_refusal_says_why_to_the_sender(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, name = us.case(), cn.case(), canary()
    us.state(ours, person(name))
    package = us.share(ours, cn)
    carry(us, cn)
    with pytest.raises(ComityError, match="Say why"):
        cn.desk.refuse(package, "  ")
    cn.desk.refuse(package, "cn/refusal/sovereignty")
    with pytest.raises(ComityError, match="refused by"):
        cn.desk.accept(package, theirs)
    settle(us, cn)
    (standing,) = [s for s in us.desk.outbox() if s.package.id == package]
    assert standing.state == "refused"
    assert [a.what["ground"] for a in standing.acts if a.act == "refused"] == [
        "cn/refusal/sovereignty"
    ]
    assert cn.holds(name) == []


def test_killed_anywhere_it_is_run_again(two: list[Agency], tmp_path: Path) -> None:
    """Sealing, sending, receiving, accepting, answering: nothing lost, nothing double."""
    us, cn = two
    ours, theirs, name = us.case(), cn.case(), canary()
    us.file(ours, f"{name} was here", person(name))
    before = len(us.desk.outbox())

    def share() -> None:
        if len(us.desk.outbox()) == before:
            us.desk.share(ours, Wish("cn", ("all",)))

    killed = survive(us, share)
    (package,) = [s.package.id for s in us.desk.outbox()[before:]]
    folder = tmp_path / "stick"
    folder.mkdir()
    killed += survive(us, lambda: us.desk.copy_to("cn", folder))
    path = folder / f"{package[:16]}.comity"
    killed += survive(cn, lambda: cn.desk.receive(path))

    def accept() -> None:
        if "accepted" not in made(cn, package):
            cn.desk.accept(package, theirs)

    killed += survive(cn, accept)
    back = tmp_path / "back"
    back.mkdir()
    killed += survive(cn, lambda: cn.desk.copy_to("us", back))
    for path in back.glob("*.comity"):
        killed += survive(us, lambda path=path: us.desk.receive(path))  # type: ignore[misc]
    settle(us, cn)
    assert killed > 30
    assert made(us, package)[-1] == "accepted"
    assert [a for a in made(cn, package) if a in ACTS] == ["received", "accepted"]
    assert len(cn.bench.session.statements(theirs.row)) == 1
    assert len(theirs.sources()) == 1
    assert (us.wrong(), cn.wrong()) == ([], [])
    assert not [w for f in us.desk.verify("cn") for w in f.wrong]
    for one in two:
        one.desk.settle()
        left = [p.name for p in one.home.iterdir() if p.name.startswith((".open", "tmp"))]
        assert left == []


def test_what_a_killed_process_left_is_tidied(two: list[Agency]) -> None:
    us, _ = two
    junk = us.home / "outbox" / ".0123456789abcdef"
    junk.write_bytes(b"sealed by a process that was killed")
    us.desk.settle()
    assert not junk.exists()


def test_it_can_be_used_until_a_day(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours = us.case()
    us.state(ours, person(canary()))
    us.share(ours, cn, expires=(date.today() - timedelta(1)).isoformat())
    (path,) = outgoing(us, cn, tmp_path / "a")
    before = len(cn.desk.inbox())
    with pytest.raises(Refused, match="ask the partner anew") as told:
        cn.desk.receive(path)
    assert told.value.reason == "expired"
    assert len(cn.desk.inbox()) == before


def test_it_is_for_one_recipient(three: list[Agency], tmp_path: Path) -> None:
    us, cn, ice = three
    ours = us.case()
    us.state(ours, person(canary()))
    us.share(ours, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    with pytest.raises(Refused) as told:
        ice.desk.receive(path)
    assert told.value.reason == "wrong-recipient"


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_changed_byte(two: list[Agency], tmp_path: Path, at: int) -> None:
    us, cn = two
    ours = us.case()
    us.state(ours, person(canary()))
    us.share(ours, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    before = len(cn.desk.inbox())
    with pytest.raises(Refused):
        cn.desk.receive(path)
    assert len(cn.desk.inbox()) == before


def test_nobody_speaks_in_our_name(two: list[Agency], tmp_path: Path) -> None:
    """A partner that states something as ours, which we never sent to anybody."""
    us, cn = two
    theirs, name = cn.case(), canary()
    cn.state(theirs, person(name, handling=Handling(0, (), us.name)))
    cn.share(theirs, us, name)
    (path,) = outgoing(cn, us, tmp_path / "a")
    with pytest.raises(Refused, match="in this agency's name that it never sent"):
        us.desk.receive(path)


def test_who_is_not_cleared_receives_nothing(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, name = us.case(), canary()
    us.state(ours, person(name, handling=Handling(1)))
    package = us.share(ours, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    cn.bench.add_reader("low", "public", ("liaison", "investigator"))
    cn.bench.add_reader("reads", "secret", ("analyst",))
    with cn.bench.as_reader("low") as low:
        with pytest.raises(ComityError, match="above the clearance"):
            Desk(low).receive(path)
        cn.desk.receive(path)
        with pytest.raises(ComityError, match="No packages"):
            Desk(low).received(package)
    with cn.bench.as_reader("reads") as reads, pytest.raises(Denied):
        Desk(reads).accept(package, reads.case(cn.case().slug))


def test_what_came_can_be_decided_after_keys_have_changed(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, name = us.case(), cn.case(), canary()
    us.state(ours, person(name))
    package = us.share(ours, cn)
    carry(us, cn)
    for one, other in ((us, cn), (cn, us), (us, cn), (cn, us)):
        one.desk.rotate(lost=True)
        card = one.desk.card
        other.desk.add_partner(card.dump(), fingerprint=card.fingerprint)
    assert cn.desk.accept(package, theirs).statements == 1


def test_a_file_that_was_changed_in_the_inbox(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    us.state(ours, person(canary()))
    first = us.share(ours, cn)
    us.state(ours, person(canary()))
    second = us.share(ours, cn)
    carry(us, cn)
    inbox = cn.home / "inbox"
    shutil.copyfile(inbox / f"{second}.age", inbox / f"{first}.age")
    with pytest.raises(Refused, match="not the one that came"):
        cn.desk.accept(first, theirs)
    cn.desk.accept(second, theirs)
