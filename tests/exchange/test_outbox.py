"""What waits to be sent: for a second person, for a partner, for a stick."""

from pathlib import Path

import pytest
from tests.exchange.making import Agency, canary, carry, outgoing, person

from comity.case import Denied
from comity.exchange import Desk, Wish
from comity.model import ComityError, Handling


def test_four_eyes(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case = us.case()
    us.state(case, person(canary(), handling=Handling(2)))
    assert us.desk.preview(case, Wish("cn", ("all",))).approval
    package = us.share(case, cn)
    assert outgoing(us, cn, tmp_path / "a") == []
    assert us.desk.waiting_for(cn.desk.card.origin) == {}
    with pytest.raises(ComityError, match="somebody else"):
        us.desk.approve(package)
    us.bench.add_reader("liaison", "secret", ("liaison",))
    with us.bench.as_reader("liaison") as one, pytest.raises(Denied):
        Desk(one).approve(package)
    us.second.approve(package)
    (path,) = outgoing(us, cn, tmp_path / "a")
    assert path.stem == package[:16]
    with pytest.raises(ComityError, match="waits for no approval"):
        us.second.approve(package)


def test_what_needs_no_approval_gets_none(two: list[Agency]) -> None:
    us, cn = two
    case = us.case()
    us.state(case, person(canary()))
    package = us.share(case, cn)
    with pytest.raises(ComityError, match="waits for no approval"):
        us.second.approve(package)
    carry(us, cn)


def test_a_stick_that_is_not_there(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case = us.case()
    us.state(case, person(canary()))
    package = us.share(case, cn)
    with pytest.raises(ComityError, match="Plug in the stick"):
        us.desk.copy_to("cn", tmp_path / "nowhere")
    assert carry(us, cn) == [package]


def test_a_partner_without_an_address(two: list[Agency]) -> None:
    us, _ = two
    with pytest.raises(ComityError, match="no address"):
        us.desk.deliver("cn")


def test_receipts_end(two: list[Agency], tmp_path: Path) -> None:
    """A receipt needs no receipt: two nodes come to rest."""
    us, cn = two
    case = us.case()
    us.state(case, person(canary()))
    us.share(case, cn)
    carry(us, cn)
    for _ in range(3):
        carry(cn, us)
        carry(us, cn)
    assert outgoing(us, cn, tmp_path / "a") == outgoing(cn, us, tmp_path / "b") == []
