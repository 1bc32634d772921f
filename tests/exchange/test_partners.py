"""Partners: whose fingerprint a person confirmed, whose keys change, and who is trusted no more."""

from pathlib import Path

import pytest
from tests.exchange.making import Agency, canary, carry, meet, outgoing, person, settle

from comity.case import Denied
from comity.exchange import Confirm, Desk, Refused, Wish
from comity.model import ComityError


def test_a_person_confirms_the_fingerprint(three: list[Agency]) -> None:
    us, _, ice = three
    us.desk.revoke("ice")
    ice.desk.rotate(lost=True)
    card = ice.desk.card
    with pytest.raises(Confirm, match=card.fingerprint):
        us.desk.add_partner(card.dump())
    with pytest.raises(ComityError, match="another fingerprint"):
        us.desk.add_partner(card.dump(), fingerprint="0" * 40)
    found = us.desk.add_partner(card.dump(), fingerprint=card.fingerprint.upper())
    assert (found.name, found.state) == ("ice", "trusted")
    assert us.desk.add_partner(card.dump()) == found
    three[1].desk.add_partner(card.dump(), fingerprint=card.fingerprint)


def test_a_card_that_the_one_before_signed_needs_nobody(two: list[Agency]) -> None:
    us, cn = two
    for _ in range(3):
        before = us.desk.card
        after = us.desk.rotate()
        assert after.serial == before.serial + 1 and after.sign != before.sign
        assert cn.desk.add_partner(after.dump()).card == after
        with pytest.raises(ComityError, match="ask the partner for the newest"):
            cn.desk.add_partner(before.dump())


def test_a_lost_key_needs_a_person_again(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case = us.case()
    us.state(case, person(canary()))
    us.share(case, cn)
    (old,) = outgoing(us, cn, tmp_path / "a")
    before = us.desk.card
    after = us.desk.rotate(lost=True)
    assert before.sign in after.revoked and before.seal[0] in after.revoked
    with pytest.raises(Confirm):
        cn.desk.add_partner(after.dump())
    meet(cn, us)
    with pytest.raises(Refused) as told:
        cn.desk.receive(old)
    assert told.value.reason == "revoked-signer"
    us.share(case, cn)
    settle(us, cn)


def test_what_is_under_way_when_keys_change_arrives(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case = us.case()
    us.state(case, person(canary()))
    us.share(case, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    us.desk.rotate()
    cn.desk.rotate()
    meet(cn, us)
    meet(us, cn)
    assert cn.desk.receive(path).new
    settle(us, cn)


def test_who_is_trusted_no_more_gives_nothing(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    case, theirs = us.case(), cn.case()
    us.state(case, person(canary()))
    waits = us.share(case, cn)
    carry(us, cn)
    us.share(case, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    before = len(cn.desk.inbox())
    cn.desk.revoke("us")
    with pytest.raises(Refused) as told:
        cn.desk.receive(path)
    assert told.value.reason == "revoked-signer"
    with pytest.raises(ComityError, match="revoked"):
        cn.desk.accept(waits, theirs)
    assert len(cn.desk.inbox()) == before
    us.desk.rotate()
    meet(cn, us)
    assert cn.desk.receive(path).new
    assert cn.desk.accept(waits, theirs).statements == 1
    settle(us, cn)


def test_nobody_takes_another_s_name(three: list[Agency]) -> None:
    us, cn, ice = three
    signers = us.desk._office.keys.signers
    card = us.desk.card
    for forged, told in (
        (card._replace(agency="ICE"), "has the agency's name"),
        (card._replace(agency="NNCC"), "own card"),
        (card._replace(origin=cn.desk.card.origin), "own card"),
    ):
        forged = forged._replace(serial=99).signed(*signers)
        with pytest.raises(ComityError, match=told):
            cn.desk.add_partner(forged.dump(), fingerprint=forged.fingerprint)
    renamed = card._replace(serial=99, agency="FBI").signed(*signers)
    with pytest.raises(ComityError, match="would become"):
        cn.desk.add_partner(renamed.dump(), fingerprint=renamed.fingerprint)
    stranger = card._replace(origin="comity/fbi", agency="FBI").signed(*signers)
    with pytest.raises(ComityError, match="is taken"):
        cn.desk.add_partner(stranger.dump(), name="ice", fingerprint=stranger.fingerprint)
    assert {p.name for p in cn.desk.partners()} == {"us", "ice"}
    assert ice.desk.partner("NNCC").card.agency == "NNCC"


def test_only_administrators_change_partners_and_keys(two: list[Agency]) -> None:
    us, cn = two
    us.bench.add_reader("officer", "secret", ("liaison", "investigator"))
    with us.bench.as_reader("officer") as bench:
        desk = Desk(bench)
        for attempt in (
            lambda: desk.rotate(),
            lambda: desk.revoke("cn"),
            lambda: desk.reach("https://dea.example.org"),
            lambda: desk.add_partner(cn.desk.card.dump()),
        ):
            with pytest.raises(Denied):
                attempt()
        assert desk.partner("cn").state == "trusted"


def test_the_log_has_who_was_trusted_when(two: list[Agency]) -> None:
    us, _ = two
    entries = [e for e in us.bench.log() if e["kind"] == "partner"]
    assert {e["what"]["state"] for e in entries} >= {"trusted"}
    assert all(e["what"]["fingerprint"] and e["author"] for e in entries)


def test_an_unknown_partner(two: list[Agency]) -> None:
    us, _ = two
    with pytest.raises(ComityError, match="no partner 'fr'"):
        us.desk.preview(us.case(), Wish("fr", ("all",)))
