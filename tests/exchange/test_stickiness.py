"""What came keeps its originator's conditions: in every view, export and onward share."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.exchange.making import Agency, canary, carry, inside, outgoing, pass_on, person, settle

from comity.case import Case
from comity.exchange import ASSURANCE, Draft, Wish
from comity.model import ComityError, Handling, Statement, entity_id

STRICT = Handling(1, ("H1", "H2"), "DEA")


def come(three: list[Agency], handling: Handling = STRICT) -> tuple[Case, str, str]:
    """Return a case in China into which something came, its name, and the package."""
    us, cn, _ = three
    ours, theirs, name = us.case(), cn.case(), canary()
    us.file(
        ours, f"{name} was arrested on 2 August 2017.", person(name),
        Statement(entity_id("arrest", name), "Arrest", "suspect", entity_id("person", name)),
        Statement(entity_id("arrest", name), "Arrest", "date", "2017-08-02"),
        Statement(entity_id("claim", name), "Claim", "speaker", entity_id("person", name)),
        Statement(entity_id("claim", name), "Claim", "summary", f"{name} denies it"),
        handling=handling,
    )  # fmt: skip
    return theirs, name, pass_on(us, ours, cn, theirs)


def give(giver: Agency, case: Case, to: Agency, into: Case, term: str, **more: str) -> None:
    """Have one agency give another an assurance, which it accepts."""
    draft = Draft(ASSURANCE, {"term": term, "state": "given", **more})
    made = giver.desk.begin(case, draft, giver=giver.name, receiver=to.name)
    giver.consent(case, to)
    package = giver.desk.send(case, made, Wish(to.word, ()))
    carry(giver, to)
    to.desk.accept(package.id, into)


def test_every_view_shows_whose_it_is(three: list[Agency]) -> None:
    case, name, _ = come(three)
    (happening,) = [h for h in case.timeline() if h.kind == "Arrest"]
    (party,) = [p for p in case.who() if p.label == name]
    shown = case.show(name)
    seen = [
        *(c for telling in happening.tellings for c in telling.citations),
        *party.citations,
        *(c for value in shown.values for c in value.citations),
        *(c for claim in case.claims() for c in claim.citations),
    ]
    assert len(seen) >= 3
    assert {(c.handling.originator, c.handling.codes, c.handling.level) for c in seen} == {
        ("DEA", ("H1", "H2"), 1)
    }


@pytest.mark.parametrize("ending", [".html", ".json", ".csv"])
def test_every_export_shows_whose_it_is(three: list[Agency], tmp_path: Path, ending: str) -> None:
    case, name, _ = come(three)
    path = tmp_path / f"case{ending}"
    case.report(path)
    text = path.read_text("utf-8")
    assert name in text and "DEA" in text and "H1" in text and "H2" in text


def test_to_a_third_it_goes_only_with_leave(three: list[Agency], tmp_path: Path) -> None:
    us, cn, ice = three
    case, name, _ = come(three, Handling(0, (), "DEA"))
    cn.consent(case, ice)
    wish = Wish("ice", (name,))
    asked = {r.asks for c in cn.desk.preview(case, wish).counts for r in c.decision.reasons}
    assert asked == {"permission:DEA"}
    with pytest.raises(ComityError, match="Nothing of this may go out"):
        cn.desk.share(case, wish)
    assert cn.desk.what_if(case, wish, ["permission:DEA"])

    give(us, us.case(), cn, case, "permission:ICE")
    cn.desk.share(case, wish)
    (path,) = outgoing(cn, ice, tmp_path / "a")
    assert name in inside(ice, path)
    package = ice.desk.receive(path).package.id
    thirds = ice.case()
    ice.desk.accept(package, thirds)
    (value,) = [v for v in thirds.show(name).values if v.prop == "name"]
    assert {c.handling.originator for c in value.citations} == {"DEA"}


def test_leave_for_one_third_is_none_for_another(three: list[Agency]) -> None:
    us, cn, ice = three
    case, name, _ = come(three)
    cn.consent(case, ice)
    give(us, us.case(), cn, case, "permission:Interpol")
    with pytest.raises(ComityError, match="Nothing of this"):
        cn.desk.share(case, Wish("ice", (name,)))


def test_leave_that_another_states_is_none(three: list[Agency]) -> None:
    """What ICE says that the DEA permits: in its own name, and in a forged one."""
    us, cn, ice = three
    case, name, _ = come(three)
    cn.consent(case, ice)
    give(ice, ice.case(), cn, case, "permission:ICE")
    with pytest.raises(ComityError, match="Nothing of this"):
        cn.desk.share(case, Wish("ice", (name,)))
    forged = [
        Statement("f" * 32, "Assurance", prop, value, author="DEA", made="2026",
                  handling=Handling(0, (), "DEA"))
        for prop, value in (("term", "permission:ICE"), ("state", "given"))
    ]  # fmt: skip
    theirs = ice.case()
    ice.state(theirs, *forged)
    permit_all = Draft(ASSURANCE, {"term": "permission:NNCC", "state": "given"})
    give(us, us.case(), ice, theirs, permit_all.props["term"])
    pass_on(ice, theirs, cn, case)
    assert {s.value for s in cn.bench.session.statements(case.row)} >= {"permission:ICE"}
    with pytest.raises(ComityError, match="Nothing of this"):
        cn.desk.share(case, Wish("ice", (name,)))


def test_leave_does_not_outlast_its_end(three: list[Agency]) -> None:
    us, cn, ice = three
    case, name, _ = come(three, Handling(0, (), "DEA"))
    cn.consent(case, ice)
    yesterday = (date.today() - timedelta(1)).isoformat()
    give(us, us.case(), cn, case, "permission:ICE", until=yesterday)
    with pytest.raises(ComityError, match="Nothing of this"):
        cn.desk.share(case, Wish("ice", (name,)))


def test_what_is_over_is_in_no_view(three: list[Agency], tmp_path: Path) -> None:
    us, cn, _ = three
    theirs, name = cn.case(), canary()
    ours = us.case()
    tomorrow = Handling(0, (), "DEA", "", (date.today() + timedelta(1)).isoformat())
    said = person(name, "notes", "a driver", handling=tomorrow), person(name, handling=tomorrow)
    us.state(ours, *said)
    pass_on(us, ours, cn, theirs)
    assert theirs.show(name)
    over = Handling(0, (), "DEA", "", (date.today() - timedelta(1)).isoformat())
    late = cn.case()
    cn.state(late, *(s._replace(handling=over) for s in said))
    for show in (late.show, late.find):
        with pytest.raises(ComityError):
            show(name)
    assert (late.who(), late.search(name)) == ([], [])
    for ending in (".html", ".json", ".csv", ".graphml"):
        late.report(tmp_path / f"late{ending}")
        assert name not in (tmp_path / f"late{ending}").read_text("utf-8")
    with pytest.raises(ComityError):
        cn.share(late, us, name)


def test_a_decision_takes_the_strictest_of_what_it_rests_on(three: list[Agency]) -> None:
    _, cn, ice = three
    case, name, _ = come(three)
    own = canary("own")
    cn.state(case, person(own, handling=Handling(2, (), "NNCC")))
    decided = case.decide(case.find(name), case.find(own), same=True)
    assert decided.handling.level == 2
    assert set(decided.handling.codes) == {"H1", "H2"}
    assert decided.handling.originator == "DEA; NNCC"
    cn.consent(case, ice)
    lines = list(cn.desk.lines(case, Wish("ice", ("all",))))
    assert decided.id not in {getattr(line.what, "id", "") for line in lines}


def test_a_proposal_takes_the_strictest_of_what_it_rests_on(three: list[Agency]) -> None:
    us, cn, _ = three
    ours, theirs, number = us.case(), cn.case(), "+8613912345678"
    for one, case, words, handling in (
        (cn, theirs, "first", Handling(0)),
        (us, ours, "second", Handling(1, ("H2",), "DEA")),
    ):
        somebody = entity_id("person", words)
        one.file(
            case, f"{words}: {number}",
            Statement(somebody, "Person", "name", "Wang Xiaoming"),
            Statement(somebody, "Person", "phone", number),
            handling=handling,
        )  # fmt: skip
    theirs.compare([d.id for d in cn.bench.session.documents(theirs.row)])
    pass_on(us, ours, cn, theirs)
    made = [
        s for s in cn.bench.session.statements(theirs.row, props=["comity:same"])
        if s.entity != s.value
    ]  # fmt: skip
    assert made
    assert {(s.handling.level, s.handling.codes) for s in made} == {(1, ("H2",))}
    assert all("DEA" in s.handling.originator for s in made)


def test_the_report_of_a_case_carries_the_strictest(three: list[Agency], tmp_path: Path) -> None:
    case, _, _ = come(three)
    case.report(tmp_path / "case.json")
    first = (tmp_path / "case.json").read_text("utf-8").splitlines()
    assert any("H1" in line and "DEA" in line for line in first)
    assert all(json.loads(line) for line in first if line.startswith("{") and line.endswith("}"))


def test_what_comes_back_is_not_twice(three: list[Agency]) -> None:
    """What we gave and a partner gives back is ours already."""
    us, cn, _ = three
    ours, theirs, name = us.case(), cn.case(), canary()
    us.state(ours, person(name))
    pass_on(us, ours, cn, theirs)
    back = cn.share(theirs, us, name)
    carry(cn, us)
    us.desk.accept(back, ours)
    said = [s for s in us.bench.session.statements(ours.row) if s.value == name]
    assert len(said) == 1
    settle(us, cn)
    assert (us.wrong(), cn.wrong()) == ([], [])


def test_whose_hand_it_was_stays_here(three: list[Agency], tmp_path: Path) -> None:
    us, cn, _ = three
    case, name = us.case(), canary()
    us.state(case, person(name))
    case.note(name, "alias", "Old Wang")
    us.share(case, cn)
    (path,) = outgoing(us, cn, tmp_path / "a")
    text = inside(cn, path)
    assert "Old Wang" in text and us.bench.reader not in text
