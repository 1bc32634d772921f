"""Leads, requests and assurances: what both sides say of them, and what came of them."""

import pytest
from tests.exchange.making import Agency, canary, carry, person, settle

from comity.case import Case
from comity.exchange import ASSURANCE, LEAD, REQUEST, Dealing, Desk, Draft, Wish
from comity.model import ComityError, Handling

ASKED = {
    "name": "Bank records", "authority": "District court", "nature": "Trial for trafficking",
    "facts": "A parcel was seized.", "assistance": "Records of two accounts", "aim": "Evidence",
    "deadline": "2027-12-31",
}  # fmt: skip


def begin(one: Agency, case: Case, to: Agency, draft: Draft) -> Dealing:
    return one.desk.begin(case, draft, giver=one.name, receiver=to.name)


def send(one: Agency, case: Case, made: Dealing, to: Agency, into: Case, kind: str = "") -> None:
    one.consent(case, to)
    package = one.desk.send(case, made, Wish(to.word, (), kind=kind))
    assert package.kind == (kind or made.schema.lower())
    carry(one, to)
    to.desk.accept(package.id, into)


def test_a_lead_goes_and_its_outcome_comes_back(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    props = {"name": "A number", "description": "Sells by post", "deadline": "2027-01-31"}
    lead = begin(us, ours, cn, Draft(LEAD, props, "B2", Handling(0, ("H1",), us.name)))
    send(us, ours, lead, cn, theirs)
    (came,) = cn.desk.dealings(theirs, LEAD)
    assert came.id == lead.id
    for prop, value in props.items():
        assert came.last(prop) == value
    assert (came.last("giver"), came.last("receiver")) == (us.name, cn.name)
    marked = cn.bench.session.statements(theirs.row, entities=[lead.id], props=["name"])
    assert [(s.grade, s.handling.codes) for s in marked] == [("B2", ("H1",))]

    closed = cn.desk.add_to(theirs, came, {"outcome": "Two arrests"})
    send(cn, theirs, closed, us, ours, "answer")
    (found,) = us.desk.dealings(ours, LEAD)
    assert found.last("outcome") == "Two arrests"
    assert [step.by for step in found.steps if step.prop == "outcome"] == [cn.name]
    assert len([step for step in found.steps if step.prop == "name"]) == 1
    settle(us, cn)
    assert (us.wrong(), cn.wrong()) == ([], [])


def test_a_request_has_what_treaties_ask_for(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs = us.case(), cn.case()
    request = begin(us, ours, cn, Draft(REQUEST, ASKED))
    send(us, ours, request, cn, theirs)
    (came,) = cn.desk.dealings(theirs, REQUEST)
    assert {prop: came.last(prop) for prop in ASKED} == ASKED
    assert (came.last("requester"), came.last("requested")) == (us.name, cn.name)
    answered = cn.desk.add_to(theirs, came, {"answer": "postponed", "ground": "A trial is on."})
    send(cn, theirs, answered, us, ours, "answer")
    found = us.desk.dealing(ours, REQUEST, request.id[:8])
    assert (found.last("answer"), found.last("ground")) == ("postponed", "A trial is on.")


def test_what_does_not_fit_is_not_stated(two: list[Agency]) -> None:
    us, cn = two
    case = us.case()
    with pytest.raises(ComityError, match="is not a date"):
        begin(us, case, cn, Draft(LEAD, {"name": "A", "deadline": "soon"}))
    assert us.desk.dealings(case, LEAD) == []


def test_it_is_found_by_the_beginning_of_its_id(two: list[Agency]) -> None:
    us, cn = two
    case = us.case()
    made = begin(us, case, cn, Draft(LEAD, {"name": canary()}))
    assert us.desk.dealing(case, LEAD, made.id[:10].upper()).id == made.id
    for prefix in ("", "ffffffffffff"):
        with pytest.raises(ComityError, match=made.id[:12]):
            us.desk.dealing(case, LEAD, prefix)
    with pytest.raises(ComityError):
        us.desk.dealing(case, ASSURANCE, made.id)


def test_a_lead_is_seen_by_who_may_see_it(two: list[Agency]) -> None:
    us, cn = two
    case = us.case()
    begin(us, case, cn, Draft(LEAD, {"name": canary()}, handling=Handling(2)))
    us.bench.add_reader("reader", "public", ("investigator",))
    with us.bench.as_reader("reader") as bench:
        assert Desk(bench).dealings(bench.case(case.slug), LEAD) == []


def test_a_lead_brings_what_belongs_to_it(two: list[Agency]) -> None:
    us, cn = two
    ours, theirs, name = us.case(), cn.case(), canary()
    us.state(ours, person(name), person(name, "notes", "sells by post"), person(canary()))
    lead = begin(us, ours, cn, Draft(LEAD, {"name": "A seller"}))
    package = us.desk.send(ours, lead, Wish("cn", (name,)))
    carry(us, cn)
    cn.desk.accept(package.id, theirs)
    people = cn.bench.session.statements(theirs.row, schemata=["Person"])
    assert {s.value for s in people} == {name, "sells by post"}
