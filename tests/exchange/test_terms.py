"""Whose promises, permissions and consents a release may rely on."""

import pytest
from tests.exchange.making import Agency, carry, pass_on

from comity.case import Case
from comity.exchange import ASSURANCE, Draft, Wish, terms
from comity.model import ComityError, Handling, Statement

TODAY = "2026-06-01"
GRAND_JURY = "us/limits/grand-jury"


def stands(one: Agency, case: Case, with_: str) -> terms.Terms:
    return terms.in_force(one.desk._office, case, one.desk.partner(with_), TODAY)


def state(one: Agency, case: Case, term: str, how: str = "given", **more: str) -> str:
    draft = Draft(ASSURANCE, {"term": term, "state": how, **more})
    return one.desk.begin(case, draft, giver=one.name, receiver="another").id


def send(one: Agency, case: Case, made: str, to: Agency, into: Case) -> None:
    one.consent(case, to)
    dealing = one.desk.dealing(case, ASSURANCE, made)
    package = one.desk.send(case, dealing, Wish(to.word, ()))
    carry(one, to)
    to.desk.accept(package.id, into)


def test_an_assurance_is_asked_given_and_taken_back(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    draft = Draft(ASSURANCE, {"term": "assurance:no-death-sentence", "state": "asked"})
    asked = us.desk.begin(ours, draft, giver=cn.name, receiver=us.name).id
    send(us, ours, asked, cn, theirs)
    assert not stands(us, ours, "cn").assurances
    for how, holds in (("given", True), ("withdrawn", False), ("given", True)):
        found = cn.desk.dealing(theirs, ASSURANCE, asked)
        cn.desk.add_to(theirs, found, {"state": how})
        send(cn, theirs, asked, us, ours)
        assert stands(us, ours, "cn").assurances == (
            frozenset({"no-death-sentence"}) if holds else frozenset()
        )
    assert not stands(cn, theirs, "us").assurances


def test_an_assurance_holds_until_its_day(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    over = state(cn, theirs, "assurance:this-case-only", until="2026-05-31")
    good = state(cn, theirs, "assurance:no-death-sentence", until=TODAY)
    for made in (over, good):
        send(cn, theirs, made, us, ours)
    assert stands(us, ours, "cn").assurances == {"no-death-sentence"}


def test_a_consent_is_what_our_own_people_recorded(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    us.state(
        ours,
        Statement("e" * 32, "Person", "name", "Zhao", author="one", made="2017",
                  handling=Handling(0, ("GRAND-JURY",), us.name)),
    )  # fmt: skip
    with pytest.raises(ComityError):
        us.share(ours, cn, "Zhao")
    theirs_made = state(cn, theirs, f"consent:{GRAND_JURY}")
    send(cn, theirs, theirs_made, us, ours)
    assert not stands(us, ours, "cn").consents
    with pytest.raises(ComityError):
        us.share(ours, cn, "Zhao")
    state(us, ours, f"consent:{GRAND_JURY}")
    assert stands(us, ours, "cn").consents == {GRAND_JURY}
    us.share(ours, cn, "Zhao")


def test_a_partner_adds_no_term_to_what_another_gave(three: list[Agency]) -> None:
    """Each side knows the other's assurances by id, and may state more of them."""
    us, cn, ice = three
    ours, theirs, thirds = us.case(), cn.case(), ice.case()
    given = state(us, ours, "assurance:this-case-only")
    send(us, ours, given, cn, theirs)
    consent = state(cn, theirs, "consent:cn/limits/stored-data")
    forged = [
        Statement(entity, "Assurance", "term", term, author="one", made="2026")
        for entity, term in ((given, "permission:ICE"), (consent, "consent:cn/limits/other-use"))
    ]
    ice.state(thirds, *forged)
    pass_on(ice, thirds, cn, theirs)
    assert not stands(cn, theirs, "ice").permissions
    assert stands(cn, theirs, "ice").consents == {"cn/limits/stored-data"}
    late = Statement(given, "Assurance", "state", "withdrawn", author="one", made="2999")
    ice.state(thirds, late)
    pass_on(ice, thirds, cn, theirs)
    assert stands(cn, theirs, "us").assurances == {"this-case-only"}


def test_leave_that_came_twice_is_leave(three: list[Agency]) -> None:
    """By itself, and once more with all of the case."""
    us, cn, _ = three
    ours, theirs = us.case(), cn.case()
    send(us, ours, state(us, ours, "permission:ICE"), cn, theirs)
    pass_on(us, ours, cn, theirs)
    assert stands(cn, theirs, "ice").permissions == {"DEA"}
    assert not stands(cn, theirs, "us").permissions


def test_leave_that_is_passed_on_is_not_that_of_who_passes_it_on(three: list[Agency]) -> None:
    us, cn, ice = three
    ours, theirs, thirds = us.case(), cn.case(), ice.case()
    send(us, ours, state(us, ours, "permission:ICE"), cn, theirs)
    send(us, ours, state(us, ours, "permission:NNCC"), ice, thirds)
    pass_on(cn, theirs, ice, thirds)
    assert stands(ice, thirds, "cn").permissions == {"DEA"}


def test_what_if(two: list[Agency]) -> None:
    us, _ = two
    case = us.case()
    us.state(
        case,
        Statement("d" * 32, "Person", "name", "Qian", author="one", made="2017",
                  handling=Handling(0, ("SEALED",), us.name)),
    )  # fmt: skip
    (change,) = us.desk.what_if(case, Wish("cn", ("all",)), ["consent:un/handling/sealed"])
    assert (change.before.outcome, change.after.outcome) == ("held", "released")
    assert us.desk.what_if(case, Wish("cn", ("all",)), ["assurance:this-case-only"]) == []
    for word in ("sealed", "consent:", "promise:x"):
        with pytest.raises(ComityError, match="nothing that can be given"):
            us.desk.what_if(case, Wish("cn", ("all",)), [word])
