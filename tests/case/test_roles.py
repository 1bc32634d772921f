"""Who may do what: the table of roles, the rule for changing them, and every refusal in the log."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import comity
from comity.case import PERMISSIONS, Denied, permitted
from comity.case.people import needed
from comity.store import ROLES, Person

_PAPER = """Two arrested in Marseille
Outlet: Example Post
3 May 2021

Police in Marseille arrested Paul Durand and Anna Weber on Monday.
"""
_numbers = count(1)
roles = st.frozensets(st.sampled_from(ROLES))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[comity.Workbench]:
    """A node with one case of one paper; ``ann`` has all roles."""
    folder = tmp_path_factory.mktemp("roles")
    (folder / "paper.txt").write_text(_PAPER)
    with comity.create("Desk", "us", folder / "node", "ann") as node:
        node.new_case("marseille").add(str(folder / "paper.txt"))
        yield node


@pytest.fixture
def person(bench: comity.Workbench) -> Iterator[Callable[..., comity.Workbench]]:
    """Add somebody with roles, and open the node as this person."""
    opened: list[comity.Workbench] = []

    def make(*given: str, clearance: str = "secret") -> comity.Workbench:
        name = f"{'-'.join(given) or 'nobody'}-{next(_numbers)}"
        bench.add_reader(name, clearance, given)
        opened.append(bench.as_reader(name))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def denials(bench: comity.Workbench) -> list[dict[str, Any]]:
    return [entry for entry in bench.log() if entry["kind"] == "denied"]


# --- the table -----------------------------------------------------------------------------------


def test_every_permission_has_its_roles_and_a_reason() -> None:
    for name, permission in PERMISSIONS.items():
        assert permission.name == name
        assert permission.roles and set(permission.roles) <= set(ROLES)
        assert permission.why.endswith(".") and permission.what
    assert all(permitted([role]) for role in ROLES)
    assert permitted(ROLES) == set(PERMISSIONS)
    assert permitted([]) == set()


@given(roles, roles)
def test_more_roles_permit_more(some: frozenset[str], more: frozenset[str]) -> None:
    assert permitted(some) <= permitted(some | more)
    assert permitted(some | more) == permitted(some) | permitted(more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("people", "clear"),  # makes a second self, and lets it read
        ("people", "read"),
        ("partner", "release"),  # invents a partner, and sends to it
        ("release", "approve"),  # sends, and is the second look at it
        ("audit", "add"),
        ("audit", "note"),
        ("audit", "decide"),
        ("audit", "people"),
        ("audit", "clear"),
    ],
)
def test_no_single_role_permits_both(one: str, other: str) -> None:
    assert [role for role in ROLES if {one, other} <= permitted([role])] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_table_and_the_database_agree(
    person: Callable[..., comity.Workbench], role: str
) -> None:
    bench = person(role, clearance="confidential")
    assert (bench.session.level == 2) == ("read" in permitted([role]))
    audits = bench.session._run("SELECT comity_audits()").scalar()
    assert audits == ("audit" in permitted([role]))


# --- every door asks ---------------------------------------------------------------------------


DOORS: dict[str, tuple[str, Callable[[comity.Workbench, Path], Any]]] = {
    "a case": ("read", lambda b, _: b.case("marseille")),
    "the log": ("read", lambda b, _: b.log()),
    "verify": ("read", lambda b, _: b.verify()),
    "open": ("open", lambda b, _: b.new_case(f"case-{next(_numbers)}")),
    "add a reader": ("people", lambda b, _: b.add_reader(f"new-{next(_numbers)}")),
    "clear a reader": ("clear", lambda b, _: b.add_reader("well-known", "restricted")),
    "give a role": ("clear", lambda b, _: b.give_roles("well-known", "liaison")),
    "take a role": ("clear", lambda b, _: b.take_roles("well-known", "analyst")),
    "make an administrator": ("people", lambda b, _: b.give_roles("well-known", "administrator")),
    "remove a reader": ("people", lambda b, _: b.remove_reader("well-known")),
    "end another's token": ("people", lambda b, _: b.revoke_token("t", "well-known")),
    "add": ("add", lambda b, path: b.case("marseille").add(str(path / "paper.txt"))),
    "note": ("note", lambda b, _: b.case("marseille").note("Anna Weber", "alias", "Annie")),
    "take back": ("note", lambda b, _: _undo(b)),
    "withdraw": ("decide", lambda b, _: _withdraw(b)),
    "decide": (
        "decide",
        lambda b, _: b.case("marseille").decide(
            *(b.case("marseille").find(name) for name in ("Anna Weber", "Paul Durand")), same=False
        ),
    ),
    "report": ("report", lambda b, path: b.case("marseille").report(path / "out.json")),
}


def _undo(bench: comity.Workbench) -> None:
    bench.case("marseille").undo()


def _withdraw(bench: comity.Workbench) -> None:
    case = bench.case("marseille")
    alias = next(v for v in case.show("Anna Weber").values if v.value == "Annie")
    case.undo(alias.citations[0].statement)


@pytest.fixture
def _well_known(bench: comity.Workbench) -> None:
    bench.add_reader("well-known", "public", ["analyst"])
    for token in bench.tokens():
        if token.good:
            bench.revoke_token(token.name, token.reader)
    with bench.as_reader("well-known") as known:
        known.new_token("t")
    case = bench.case("marseille")
    if all(v.value != "Annie" for v in case.show("Anna Weber").values):
        case.note("Anna Weber", "alias", "Annie")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.usefixtures("_well_known")
def test_who_may_does_and_who_may_not_is_denied_and_logged(
    bench: comity.Workbench,
    person: Callable[..., comity.Workbench],
    tmp_path: Path,
    door: str,
) -> None:
    permission, act = DOORS[door]
    (tmp_path / "paper.txt").write_text(_PAPER)
    for role in ROLES:
        if permission in permitted([role]) or (role == "auditor" and door in _AUDITED):
            continue
        before = len(denials(bench))
        with person(role) as who, pytest.raises(Denied) as refused:
            act(who, tmp_path)
        assert str(refused.value).startswith(f"{who.reader} may not ")
        entry = denials(bench)[before]
        assert entry["author"] == who.reader
        first = "read" if door in _INSIDE and "read" not in permitted([role]) else permission
        assert entry["what"]["permission"] == first
    for role in PERMISSIONS[permission].roles[: 1 if door in _ONCE else None]:
        with person(role) as who:
            if door == "take back":
                who.case("marseille").note("Paul Durand", "alias", who.reader)
            act(who, tmp_path)


_AUDITED = ("the log", "verify")
_INSIDE = ("add", "note", "take back", "withdraw", "decide", "report")
_ONCE = ("withdraw", "remove a reader", "make an administrator", "end another's token")


def test_a_refusal_says_who_may_and_whom_to_ask(person: Callable[..., comity.Workbench]) -> None:
    analyst = person("analyst")
    with pytest.raises(Denied) as refused:
        analyst.require("release")
    assert str(refused.value) == (
        f"{analyst.reader} may not share with a partner: that takes the role liaison. "
        f"Ask {', '.join(analyst.people_who_may('release')[:3])}."
    )


def test_who_is_denied_does_not_see_the_entry(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    analyst = person("analyst", clearance="confidential")
    with pytest.raises(Denied):
        analyst.require("release", case="marseille")
    assert denials(bench)[-1]["what"] == {"permission": "release", "case": "marseille"}
    assert denials(analyst) == []


def test_what_is_above_the_clearance_is_denied_and_logged(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    who = person("investigator", "supervisor", "administrator", clearance="restricted")
    bench.add_reader("higher", "secret")
    acts: list[Callable[[], Any]] = [
        lambda: who.new_case("above", classification="secret"),
        lambda: who.add_reader("eve", "confidential"),
        lambda: who.add_reader("higher", "public"),
        lambda: who.take_roles("higher", "investigator"),
        lambda: who.add_reader("lower", "public", ["auditor"]),  # who would see the log of more
    ]
    for act in acts:
        before = len(denials(bench))
        with pytest.raises(Denied, match=r"cannot (clear|change|make)|not cleared"):
            act()
        assert len(denials(bench)) == before + 1
    assert bench.readers()["higher"] == "secret" and "eve" not in bench.readers()


def test_people_who_may(person: Callable[..., comity.Workbench], bench: comity.Workbench) -> None:
    liaison, analyst = person("liaison"), person("analyst")
    found = bench.people_who_may("release")
    assert {"ann", liaison.reader} <= set(found) and analyst.reader not in found
    bench.remove_reader(liaison.reader)
    assert liaison.reader not in bench.people_who_may("release")


# --- the rule for roles --------------------------------------------------------------------------


people = st.builds(Person, st.just("x"), st.integers(0, 3), roles)


@given(st.none() | people, people, st.booleans())
def test_without_a_supervisor_nobody_comes_to_see_or_do_more(
    before: Person | None, after: Person, active: bool
) -> None:
    after = after._replace(active=active)
    permissions = needed(before, after)
    old = before or Person("x", 0, frozenset())
    if "clear" not in permissions:
        assert after.level == old.level
        assert after.roles - {"administrator"} == old.roles - {"administrator"}
    if "people" not in permissions:
        assert before is not None and after.active
        assert ("administrator" in after.roles) == ("administrator" in old.roles)
    if before == after and active:
        assert not permissions


def test_an_administrator_gets_at_nothing_by_himself_or_by_a_second_self(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    admin = person("administrator")
    puppet = f"puppet-{next(_numbers)}"
    admin.add_reader(puppet)
    admin.give_roles(puppet, "administrator")
    for name in (admin.reader, puppet):
        for role in set(ROLES) - {"administrator"}:
            with pytest.raises(Denied):
                admin.give_roles(name, role)
        with pytest.raises(Denied):
            admin.add_reader(name, "restricted")
    for clearance, asked in (("public", None), (None, ["analyst"])):
        with pytest.raises(Denied):
            admin.add_reader(f"{puppet}2", clearance, asked)
    with bench.as_reader(puppet) as second:
        for name in (admin.reader, puppet):
            with pytest.raises(Denied):
                second.give_roles(name, "investigator")
        assert second.cases() == [] and second.session.level == -1


def test_nobody_gives_himself_a_role_or_a_clearance(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    both = person("administrator", "supervisor", clearance="restricted")
    acts: list[Callable[[], Any]] = [
        lambda: both.give_roles(both.reader, "investigator"),
        lambda: both.add_reader(both.reader, "secret"),
    ]
    for act in acts:
        before = len(denials(bench))
        with pytest.raises(Denied, match="Nobody gives himself"):
            act()
        assert len(denials(bench)) == before + 1
    both.take_roles(both.reader, "administrator")  # to lay one down is free
    assert not both.may("people")


def test_one_person_alone_can_do_everything_and_hand_on_the_administration(
    tmp_path: Path,
) -> None:
    with comity.create("Desk", "us", tmp_path / "node", "sole") as sole:
        assert all(sole.may(permission) for permission in PERMISSIONS)
        for role in ("administrator", "supervisor"):
            with pytest.raises(comity.ComityError, match="give another the role"):
                sole.take_roles("sole", role)
        with pytest.raises(comity.ComityError, match="Then nobody could"):
            sole.remove_reader("sole")
        sole.add_reader("mel")
        sole.give_roles("mel", "administrator")
        sole.take_roles("sole", "administrator")
        assert sole.people_who_may("people") == ["mel"]
        with pytest.raises(Denied):
            sole.add_reader("someone")
        with sole.as_reader("mel") as mel, pytest.raises(Denied):
            mel.case("anything")


def test_a_new_reader_with_a_clearance_is_an_investigator_and_keeps_roles_after(
    bench: comity.Workbench,
) -> None:
    name = f"li-{next(_numbers)}"
    assert bench.add_reader(name, "restricted").roles == {"investigator"}
    assert bench.give_roles(name, "liaison").roles == {"investigator", "liaison"}
    assert bench.add_reader(name, "public").roles == {"investigator", "liaison"}
    assert bench.take_roles(name, "liaison", "investigator").roles == set()
    before = len(bench.history(name))
    bench.add_reader(name, "public")  # as it is: nothing to keep
    assert len(bench.history(name)) == before == 4


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda b: b.add_reader("li", "cosmic"), "is not a classification"),
        (lambda b: b.add_reader("li", "public", ["boss"]), "is no role"),
        (lambda b: b.give_roles("nobody-here", "analyst"), "There is no reader"),
        (lambda b: b.remove_reader("nobody-here"), "There is no reader"),
        (lambda b: b.add_reader("", "public"), "cannot be a name"),
        (lambda b: b.add_reader(" li", "public"), "cannot be a name"),
        (lambda b: b.add_reader("li\n", "public"), "cannot be a name"),
        (lambda b: b.add_reader("li\u202e", "public"), "cannot be a name"),
        (lambda b: b.add_reader("l" * 65, "public"), "cannot be a name"),
        (lambda b: b.new_token(""), "cannot be a name"),
        (lambda b: b.new_token("x", days=0), "1 to 366 days"),
        (lambda b: b.new_token("x", days=367), "1 to 366 days"),
        (lambda b: b.new_token("x", may=["fly"]), "is no permission"),
        (lambda b: b.revoke_token("none"), "has no good token"),
    ],
)
def test_a_slip_is_a_plain_error(
    bench: comity.Workbench, act: Callable[[comity.Workbench], Any], said: str
) -> None:
    with pytest.raises(comity.ComityError, match=said) as refused:
        act(bench)
    assert not isinstance(refused.value, Denied)


def test_a_reader_whom_the_log_does_not_know_so_is_found(tmp_path: Path) -> None:
    """Where somebody went past Comity, to the database itself."""
    changes = (
        "UPDATE person SET roles = '{supervisor}' WHERE name = 'ida'",
        "UPDATE person SET level = 3 WHERE name = 'leo'",
        "UPDATE person SET active = true WHERE name = 'rex'",
        "UPDATE person SET active = false WHERE name = 'uma'",
        "INSERT INTO person (name, level, roles, active, made_by) "
        "VALUES ('new', 3, '{analyst}', true, 'ann')",
    )
    with comity.create("Desk", "us", tmp_path / "node", "ann") as bench:
        for name in ("ida", "leo", "rex", "uma"):
            bench.add_reader(name, "restricted")
        bench.remove_reader("rex")
        assert bench.verify()[-1] == ("readers", 4, ())
        with bench.node._owner.begin() as owner:
            for change in changes:
                owner.exec_driver_sql(change)
        found = bench.verify()[-1].wrong
        assert sorted(found) == [
            "ida is not what the log says of this reader",
            "leo is not what the log says of this reader",
            "new is not what the log says of this reader",
            "rex is not what the log says of this reader",
            "uma is missing",
        ]


def test_to_try_the_names_of_hidden_cases_is_logged(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    who = person("investigator", clearance="public")
    bench.new_case(hidden := f"hidden-{next(_numbers)}", classification="secret")
    with pytest.raises(comity.ComityError, match="is taken"):
        who.new_case(hidden)
    assert denials(bench)[-1]["what"] == {"permission": "open", "case": hidden}


# --- at once -------------------------------------------------------------------------------------


def test_what_is_taken_is_gone_in_an_open_workbench(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    who = person("analyst")
    case = who.case("marseille")
    bench.take_roles(who.reader, "analyst")
    bench.give_roles(who.reader, "administrator")
    with pytest.raises(Denied):
        case.note("Anna Weber", "alias", "Ann")
    assert case.timeline() == [] and case.sources() == []
    bench.remove_reader(who.reader)
    for permission in PERMISSIONS:
        assert not who.may(permission)


def test_who_is_removed_while_adding_stops(
    person: Callable[..., comity.Workbench], bench: comity.Workbench, tmp_path: Path
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{_PAPER}\nPaper {tmp_path.name} {number}.")
    read: list[Path] = []

    def progress(path: Path) -> None:
        read.append(path)
        if len(read) == 2:
            bench.remove_reader(who.reader)

    who = person("investigator")
    with pytest.raises(Denied):
        who.case("marseille").add(str(tmp_path), progress=progress)
    assert len(read) == 2


# --- tokens --------------------------------------------------------------------------------------


def test_a_token_does_what_it_is_limited_to_and_no_more_than_its_reader(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    who = person("analyst")
    token = who.new_token("laptop", may=["read", "release"])
    assert bench.reader_of(token) == who.reader
    with bench.as_bearer(token) as program:
        assert program.reader == who.reader
        case = program.case("marseille")
        assert case.sources()
        before = len(denials(bench))
        with pytest.raises(Denied, match=r"The token 'laptop' .* is not for this"):
            case.note("Anna Weber", "alias", "Ann")
        with pytest.raises(Denied, match="that takes the role liaison"):
            program.require("release")
        with pytest.raises(Denied, match="A token cannot make a token"):
            program.new_token("child")
        assert len(denials(bench)) == before + 3
    who.revoke_token("laptop")
    assert bench.reader_of(token) is None
    with pytest.raises(Denied, match="no longer good"):
        bench.as_bearer(token)


def test_whose_tokens_one_sees_and_ends(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    one, other, admin = person("analyst"), person("analyst"), person("administrator")
    one.new_token("mine")
    assert [t.name for t in one.tokens()] == ["mine"] and other.tokens() == []
    assert (one.reader, "mine") in [(t.reader, t.name) for t in admin.tokens()]
    with pytest.raises(Denied):
        other.revoke_token("mine", one.reader)
    admin.revoke_token("mine", one.reader)
    assert not one.tokens()[0].good


def test_a_token_for_audit_alone_reads_the_log_and_no_case(bench: comity.Workbench) -> None:
    token = bench.new_token(f"audit-{next(_numbers)}", may=["audit"])
    with bench.as_bearer(token) as program:
        assert len(program.log()) == len(bench.log())
        assert program.cases() == []
        assert not any(finding.wrong for finding in program.verify())


def test_the_auditor_s_view_of_the_log_names_every_denial(
    person: Callable[..., comity.Workbench], bench: comity.Workbench
) -> None:
    auditor, guest = person("auditor", clearance="public"), person("analyst", clearance="public")
    bench.new_case(hidden := f"hidden-{next(_numbers)}", classification="secret")
    with pytest.raises(comity.ComityError, match="There is no case"):
        guest.case(hidden)
    assert json.dumps(denials(auditor)[-1]["what"]) == json.dumps(
        {"case": hidden, "permission": "read"}
    )
