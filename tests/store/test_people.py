"""People, their roles and tokens: what the database itself holds to, whoever asks and however."""

import json
import threading
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from comity.model import ComityError
from comity.store import ROLES, Bearer, Case, Node, Person, Session, verify

from .making import document, file, open_case, person, said
from .test_intrusion import ALL, ATTEMPTS, Intruder

SECRET = "Kittiwake"
READING = ("investigator", "analyst", "liaison", "prosecutor", "supervisor")


def put(node: Node, name: str, level: int, *roles: str, active: bool = True) -> Person:
    """Have somebody be what is said from now on; return it."""
    found = Person(name, level, frozenset(roles), active)
    node.people.put(node.people.find(name), found, "chief")
    return found


def denials(session: Session) -> list[dict[str, Any]]:
    entries = (json.loads(row.entry) for row in session.log())
    return [e for e in entries if e["kind"] == "denied"]


class Laid(NamedTuple):
    """A public case with a public and a secret paper, and a secret case."""

    case: Case
    hidden: Case
    paper_id: str


@pytest.fixture(scope="module")
def laid(node: Node) -> Laid:
    case, hidden = open_case(node), open_case(node, 3)
    paper = document(f"{SECRET} is named in public.", bands=("k",))
    secret = document(f"{SECRET} is named in secret.", 3, bands=("k",))
    named = [said(row, person(SECRET), SECRET) for row in (paper, secret)]
    file(node, case, (paper, named[:1]), (secret, named[1:]))
    file(node, hidden, (paper, named[:1]))
    return Laid(case, hidden, paper.id)


@pytest.fixture
def admin(node: Node, laid: Laid) -> Iterator[Session]:
    """Somebody who is cleared for everything and only administers."""
    put(node, "adm", 3, "administrator")
    with node.session("adm") as session:
        yield session


@pytest.fixture
def auditor(node: Node, laid: Laid) -> Iterator[Session]:
    """Somebody who is cleared for nothing and only audits."""
    put(node, "aud", 0, "auditor")
    with node.session("aud") as session:
        yield session


# --- who does not read ---------------------------------------------------------------------------


def test_an_administrator_is_shown_nothing_of_any_case(admin: Session, laid: Laid) -> None:
    assert admin.level == -1
    assert admin.cases() == []
    for case in (laid.case, laid.hidden):
        assert admin.documents(case) == []
        assert admin.statements(case) == []
        assert admin.search(case, SECRET) == []
        assert admin.similar(case, laid.paper_id) == []
        assert admin.bodies(case, [laid.paper_id]) == {}
        assert admin.count(case) == {"documents": 0, "statements": 0, "entities": 0}
    assert admin.log() == []


def _guarded(node: Node) -> list[str]:
    query = "SELECT tablename FROM pg_policies WHERE schemaname = 'public'"
    with node._owner.connect() as owner:
        return sorted({row[0] for row in owner.exec_driver_sql(query)})


@pytest.mark.parametrize("who", ["adm", "aud", "no role"])
def test_with_his_ticket_and_the_application_s_password_there_is_no_row(
    node: Node, laid: Laid, who: str
) -> None:
    """In no table behind a policy, those of later migrations included; the log is the auditor's."""
    put(node, who, 3, *{"adm": ["administrator"], "aud": ["auditor"]}.get(who, []))
    with node.session(who) as session:
        someone = Intruder(node, "app")
        someone.connection.cursor().execute(f"SET comity.ticket = '{session._ticket}'")
        for table in _guarded(node):
            shown = someone.tries(f'SELECT count(*) FROM "{table}"')
            assert ("([0],)" in shown) != (table == "log_entry" and who == "aud"), table
        for question in (
            f"SELECT count(*) FROM comity_search({laid.case.id}, ARRAY['kittiwake'::tsquery], 9)",
            f"SELECT count(*) FROM comity_similar({laid.case.id}, '{laid.paper_id}', 9)",
            "SELECT cardinality(comity_cases())",
        ):
            assert "([0],)" in someone.tries(question)
        someone.connection.close()


@pytest.mark.parametrize("name", ATTEMPTS)
def test_no_attempt_gets_an_administrator_anything(
    node: Node, admin: Session, laid: Laid, name: str
) -> None:
    someone = Intruder(node, "app")
    someone.connection.cursor().execute(f"SET comity.ticket = '{admin._ticket}'")
    known = {"case": laid.case.id, "hidden": laid.hidden.id, "document": laid.paper_id}
    commands = []
    for attempt in ATTEMPTS[name]:
        for key, value in {**known, "paper": laid.paper_id, "home": str(node.home)}.items():
            attempt = attempt.replace("{" + key + "}", str(value))
        commands.append(attempt.replace("cormorant", "kittiwake").replace("harmless", "public"))
    heard = someone.tries(*commands)
    someone.connection.close()
    assert SECRET not in heard and f"Case {laid.case.slug}" not in heard


@pytest.mark.parametrize("role", ROLES)
def test_which_roles_read_is_the_database_s_rule(node: Node, laid: Laid, role: str) -> None:
    put(node, f"only {role}", 2, role)
    with node.session(f"only {role}") as session:
        assert session.level == (2 if role in READING else -1)
        assert bool(session.statements(laid.case)) == (role in READING)
        assert (len(session.log()) == len(session.leaves())) == (role == "auditor")


def test_another_role_takes_nothing_away(node: Node, laid: Laid) -> None:
    put(node, "both", 1, "administrator", "analyst")
    with node.session("both") as session:
        assert session.level == 1
        assert session.cases()


# --- the auditor ---------------------------------------------------------------------------------


def test_an_auditor_reads_the_whole_log_and_verifies_what_he_may_not_read(
    node: Node, auditor: Session, chief: Session, laid: Laid
) -> None:
    assert [row.number for row in auditor.log()] == list(range(len(auditor.leaves())))
    assert auditor.level == -1 and auditor.cases() == []
    with node.session(Bearer("aud", whole=True)) as session:
        checked = [(f.what, f.checked, f.wrong) for f in verify(node, session)]
    assert checked == [(f.what, f.checked, f.wrong) for f in verify(node, chief)]
    assert not any(wrong for _, _, wrong in checked)


@pytest.mark.parametrize("role", [r for r in ROLES if r != "auditor"])
def test_only_an_auditor_s_verification_looks_at_all_rows(
    node: Node, laid: Laid, role: str
) -> None:
    put(node, "curious", 0, role)
    with node.session(Bearer("curious", whole=True)) as session:
        assert session.level == (0 if role in READING else -1)
        assert all(s.handling.level == 0 for s in session.statements(laid.case))


# --- changes that take hold at once --------------------------------------------------------------


@pytest.fixture
def open_session(node: Node, laid: Laid) -> Iterator[Session]:
    put(node, "mia", 3, "analyst")
    with node.session("mia") as session:
        assert len(session.statements(laid.case)) == 2
        assert laid.hidden in session.cases()
        yield session


def test_a_lower_clearance_holds_in_an_open_session(
    node: Node, open_session: Session, laid: Laid
) -> None:
    put(node, "mia", 0, "analyst")
    assert open_session.level == 0
    assert len(open_session.statements(laid.case)) == 1
    assert len(open_session.search(laid.case, SECRET)) == 2  # the public paper, and who is named
    assert laid.hidden not in open_session.cases()


def test_a_role_that_was_taken_is_gone_in_an_open_session(
    node: Node, open_session: Session, laid: Laid
) -> None:
    put(node, "mia", 3, "administrator")
    assert open_session.roles == {"administrator"}
    assert open_session.statements(laid.case) == []


def test_who_leaves_sees_nothing_more_and_cannot_come_back(
    node: Node, open_session: Session, laid: Laid
) -> None:
    token = node.people.tokens.new(Bearer("mia", "laptop"), 90)
    put(node, "mia", 3, "analyst", active=False)
    assert open_session.level == -1 and open_session.roles == frozenset()
    assert open_session.statements(laid.case) == []
    assert "mia" not in node.readers()
    with pytest.raises(ComityError, match="There is no reader 'mia'"):
        node.session("mia")
    put(node, "mia", 3, "analyst")  # comes back: by the door, not by what was left open
    assert open_session.statements(laid.case) == []
    assert node.people.tokens.bearer(token) is None


def test_sessions_that_run_on_another_connection_are_not_disturbed(
    node: Node, open_session: Session, laid: Laid
) -> None:
    put(node, "noa", 3, "analyst")
    with node.session("noa") as other:
        put(node, "noa", 3, "analyst", active=False)
        assert other.cases() == []
        assert len(open_session.statements(laid.case)) == 2


# --- what was when -------------------------------------------------------------------------------


def test_what_held_before_stays_on_record_and_in_the_log(node: Node, chief: Session) -> None:
    put(node, "eva", 0, "analyst")
    put(node, "eva", 2, "analyst", "liaison")
    put(node, "eva", 2, "liaison", active=False)
    stood = [(p.level, sorted(p.roles), p.active, p.by) for p in node.people.history("eva")]
    assert stood == [
        (0, ["analyst"], True, "chief"),
        (2, ["analyst", "liaison"], True, "chief"),
        (2, ["liaison"], False, "chief"),
    ]
    entries = [json.loads(row.entry) for row in chief.log()]
    logged = [e["what"] for e in entries if e["what"].get("reader") == "eva"]
    assert [(x["clearance"], x["roles"], x["active"]) for x in logged] == [
        ("public", "analyst", True),
        ("confidential", "analyst, liaison", True),
        ("confidential", "liaison", False),
    ]


def test_a_change_that_cannot_be_logged_is_not_made(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(node, "kai", 0, "analyst")
    monkeypatch.setattr(node, "_key", node._key[:-4] + "AAAA")
    with pytest.raises(ComityError, match="restore the file"):
        put(node, "kai", 3, "analyst", "supervisor")
    with pytest.raises(ComityError, match="restore the file"):
        node.people.tokens.new(Bearer("kai", "laptop"), 1)
    monkeypatch.undo()
    assert [p.level for p in node.people.history("kai")] == [0]
    assert node.people.tokens.all("kai") == []


def test_of_two_changes_at_once_one_is_refused(node: Node) -> None:
    before = put(node, "ines", 0, "analyst")
    before = node.people.find("ines") or before
    barrier, came = threading.Barrier(4), list[str]()

    def change(level: int) -> None:
        barrier.wait()
        try:
            node.people.put(before, before._replace(level=level), "chief")
            came.append("done")
        except ComityError as error:
            came.append(str(error).rsplit(".", 2)[0])

    threads = [threading.Thread(target=change, args=(level % 3 + 1,)) for level in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["Somebody has just changed ines as well"] * 3 + ["done"]
    assert len(node.people.history("ines")) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"roles": frozenset(ROLES) - {"administrator"}},
        {"roles": frozenset(ROLES) - {"supervisor"}},
        {"level": 2},
    ],
    ids=["leaves", "no administrator", "no supervisor", "a supervisor of less"],
)
def test_somebody_is_left_who_can_give_roles_and_clearance(
    node: Node, change: dict[str, Any]
) -> None:
    for other in node.people.all():
        if other.name != "chief" and other.roles & {"administrator", "supervisor"}:
            put(node, other.name, 0, "analyst")
    chief = node.people.find("chief")
    assert chief is not None
    with pytest.raises(ComityError, match="Then nobody could"):
        node.people.put(chief, chief._replace(**change), "chief")
    assert node.people.find("chief") == chief


WRITES = (
    "INSERT INTO person (name, level, roles, active, made_by) "
    "VALUES ('guest', 3, '{supervisor}', true, 'x')",
    "UPDATE person SET level = 3",
    "DELETE FROM person",
    "INSERT INTO ticket (token, reader, expires) VALUES (sha256('x'), 'chief', 'infinity')",
    "UPDATE ticket SET reader = 'chief', whole = true",
    "INSERT INTO api_token (hash, reader, name, expires) "
    "VALUES (sha256('x'), 'chief', 'x', 'infinity')",
    "DELETE FROM api_token_end",
    "TABLE person",
    "TABLE api_token",
    "TABLE ticket",
)


@pytest.mark.parametrize("role", ["app", "writer"])
def test_neither_role_of_the_application_can_make_somebody_a_reader(node: Node, role: str) -> None:
    someone = Intruder(node, role)
    for attempt in WRITES:
        assert "permission denied for table" in someone.tries(attempt), attempt
    someone.connection.close()


def test_a_session_knows_no_more_of_its_holder_than_what_is_his(node: Node, guest: Session) -> None:
    someone = Intruder(node, "app")
    assert "None, None, None, None" in someone.tries("SELECT * FROM comity_holder()")
    someone.connection.cursor().execute(f"SET comity.ticket = '{guest._ticket}'")
    heard = someone.tries("SELECT * FROM comity_holder()")
    someone.connection.close()
    assert "[0, ['investigator'], None, False]" in heard


# --- asking for what is not there ----------------------------------------------------------------


def test_who_asks_for_a_hidden_case_learns_nothing_and_the_log_has_it(
    node: Node, laid: Laid, guest: Session, chief: Session
) -> None:
    seen: list[tuple[str, int, int]] = []
    for slug in (laid.hidden.slug, "no-such-case"):
        leaves, entries = len(guest.leaves()), len(guest.log())
        with pytest.raises(ComityError, match="There is no case") as refused:
            guest.case(slug)
        text = str(refused.value).replace(slug, "it")
        seen.append((text, len(guest.leaves()) - leaves, len(guest.log()) - entries))
    assert seen[0] == seen[1]
    assert seen[0][1:] == (1, 0)
    asked = [(e["author"], e["what"].get("case")) for e in denials(chief)]
    assert asked[-2:] == [("guest", laid.hidden.slug), ("guest", "no-such-case")]


@pytest.mark.parametrize("slug", ["\0", "\udcff", "", "x" * 100_000, "'; --"])
def test_whatever_is_asked_for_can_be_logged(guest: Session, chief: Session, slug: str) -> None:
    with pytest.raises(ComityError, match="There is no case"):
        guest.case(slug)
    assert len(denials(chief)[-1]["what"]["case"]) <= 64


def test_who_may_see_everything_is_denied_nothing_by_a_slip(chief: Session) -> None:
    before = len(chief.leaves())
    with pytest.raises(ComityError, match="There is no case"):
        chief.case("no-such-case")
    assert len(chief.leaves()) == before


# --- tokens --------------------------------------------------------------------------------------


@pytest.fixture
def token(node: Node) -> str:
    put(node, "tom", 1, "investigator")
    for left in node.people.tokens.all("tom"):
        if left.good:
            node.people.tokens.revoke("tom", left.name, "tom")
    return node.people.tokens.new(Bearer("tom", "laptop"), 90)


def test_a_token_lets_its_reader_in_with_what_holds_of_him_then(
    node: Node, token: str, laid: Laid
) -> None:
    bearer = node.people.tokens.bearer(token)
    assert bearer == Bearer("tom", "laptop", None)
    with node.session(bearer) as session:
        assert (session.reader, session.level) == ("tom", 1)
        put(node, "tom", 0, "administrator")
        assert (session.level, *session.roles) == (-1, "administrator")


def test_a_token_is_long_and_only_its_hash_is_kept(node: Node, token: str) -> None:
    assert token.startswith("comity_") and len(token) >= 7 + 43
    with node._owner.connect() as owner:
        rows = owner.exec_driver_sql("SELECT t::text FROM api_token t").all()
        log = owner.exec_driver_sql("SELECT convert_from(entry, 'UTF8') FROM log_entry").all()
    assert token not in repr(rows) and token not in repr(log)
    assert "laptop" in repr(rows) and "laptop" in repr(log)


@pytest.mark.parametrize("may", [[], ["audit"], ["read"], ["read", "add"]], ids=str)
def test_a_token_that_may_not_read_is_shown_nothing_by_the_database(
    node: Node, laid: Laid, may: list[str]
) -> None:
    put(node, "all", 3, *ROLES)
    node.people.tokens.new(Bearer("all", f"for {may}", frozenset(may)), 1)
    with node.session(Bearer("all", f"for {may}", frozenset(may))) as session:
        assert session.level == (3 if "read" in may else -1)
        assert bool(session.cases()) == ("read" in may)
        assert (session.log() != []) == bool(may)


def _revoked(node: Node) -> None:
    node.people.tokens.revoke("tom", "laptop", "tom")


def _expired(node: Node) -> None:
    with node._owner.begin() as owner:
        owner.exec_driver_sql("UPDATE api_token SET expires = now() WHERE reader = 'tom'")


def _gone(node: Node) -> None:
    put(node, "tom", 1, "investigator", active=False)


@pytest.mark.parametrize("end", [_revoked, _expired, _gone])
def test_a_token_that_ended_lets_nobody_in_and_the_log_has_it(
    node: Node, token: str, chief: Session, end: Callable[[Node], None]
) -> None:
    assert node.people.tokens.bearer(token)
    end(node)
    before = len(denials(chief))
    assert node.people.tokens.bearer(token) is None
    denied = denials(chief)[before:]
    assert [(e["author"], e["what"]["token"]) for e in denied] == [("tom", "laptop")]


@pytest.mark.parametrize("wrong", ["", "comity_", "comity_x", "\0", "\udcff", "laptop", "a" * 9999])
def test_what_never_was_a_token_lets_nobody_in_and_fills_no_log(
    node: Node, chief: Session, wrong: str
) -> None:
    before = len(chief.leaves())
    assert node.people.tokens.bearer(wrong) is None
    assert len(chief.leaves()) == before


def test_a_name_is_given_to_one_good_token_at_a_time(node: Node, token: str) -> None:
    with pytest.raises(ComityError, match="revoke it first"):
        node.people.tokens.new(Bearer("tom", "laptop"), 1)
    node.people.tokens.revoke("tom", "laptop", "chief")
    with pytest.raises(ComityError, match="has no good token"):
        node.people.tokens.revoke("tom", "laptop", "chief")
    again = node.people.tokens.new(Bearer("tom", "laptop"), 1)
    assert node.people.tokens.bearer(again) and not node.people.tokens.bearer(token)
    with pytest.raises(ComityError, match="is no reader any more"):
        node.people.tokens.new(Bearer("nobody", "laptop"), 1)


# --- nodes of before -----------------------------------------------------------------------------


def test_readers_of_before_keep_what_they_could(node: Node) -> None:
    """A database at the migration before, in a schema of its own, is brought to the newest."""
    readers = {"old chief": 3, "other chief": 3, "guest": 0, "officer": 2}
    stood = _migrated(node, readers)
    assert stood == {
        "old chief": (3, sorted(ROLES)),
        "other chief": (3, sorted(ROLES)),
        "guest": (0, ["investigator"]),
        "officer": (2, ["investigator"]),
    }


def test_where_nobody_was_cleared_for_everything_the_highest_can_give_roles(node: Node) -> None:
    assert _migrated(node, {"one": 1, "two": 0}) == {
        "one": (1, sorted(ROLES)),
        "two": (0, ["investigator"]),
    }


def _migrated(node: Node, readers: dict[str, int]) -> dict[str, tuple[int, list[str]]]:
    config = Config()
    config.set_main_option("script_location", str(files("comity.store") / "migrations"))
    app, writer = node._app.url.username, node._writer.url.username
    with node._owner.connect() as owner:
        try:
            owner.exec_driver_sql("CREATE SCHEMA before")
            owner.exec_driver_sql("SET search_path = before")
            config.attributes.update(connection=owner, app=app, writer=writer, schema="before")
            command.upgrade(config, "0003")
            for name, level in readers.items():
                row = {"name": name, "level": level}
                owner.execute(sa.text("INSERT INTO reader VALUES (:name, :level)"), row)
            command.upgrade(config, "0004")
            rows = owner.exec_driver_sql("SELECT name, level, roles FROM person").all()
            assert owner.exec_driver_sql("SELECT to_regclass('reader')").scalar() is None
            return {row[0]: (row[1], sorted(row[2])) for row in rows}
        finally:
            owner.rollback()
            owner.exec_driver_sql("DROP SCHEMA IF EXISTS before CASCADE")
            owner.exec_driver_sql("RESET search_path")
            owner.commit()


def test_the_attempts_would_show_a_reader_something(node: Node, laid: Laid) -> None:
    """Else it would prove little that they show an administrator nothing."""
    with node.session("chief") as session:
        someone = Intruder(node, "app")
        someone.connection.cursor().execute(f"SET comity.ticket = '{session._ticket}'")
        assert SECRET in someone.tries(*ALL)
        someone.connection.close()
