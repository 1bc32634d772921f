"""Two readers of one node: each sees what he is cleared for, and the log knows who read what."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from comity.model import SAME, WITHDRAWS, ComityError, Handling
from comity.store import Case, FailureRow, Node, Session, verify

from .making import document, file, open_case, person, said, stated

SECRET = "Nightingale"


class Laid(NamedTuple):
    """What both readers look at."""

    case: Case
    hidden: Case
    paper_id: str
    secret_id: str
    statement_id: str


@pytest.fixture
def laid(node: Node, case: Case) -> Laid:
    """A public case in which somebody is named in secret, and a secret case with public papers."""
    secret = Handling(3, originator="Allied Service")
    names = {"name": f"{SECRET}.txt", "origin": f"/in/{SECRET}.txt", "bands": ("b",)}
    row = document(f"{SECRET} met Ann.", 3, **names)
    named = said(row, person(SECRET), SECRET)
    paper = document("Ann met nobody.", bands=("b",))
    file(node, case, (paper, [said(paper, person("Ann"), "Ann")]), (row, [named]))
    write = node.writer("chief")
    write.state(
        case,
        "decide",
        [
            stated(person("Ann"), person(SECRET), SAME, handling=secret),
            stated(person("Ann"), SECRET, "alias", handling=secret),
            stated(person("Ann"), "Annie", "alias"),
        ],
    )
    write.fail(case, [FailureRow(f"/in/{SECRET}.doc", "00", "is empty")], 3)
    write.match(case, [(3, "ktngl", SECRET, person(SECRET))], [(0, paper.id)], [])
    write.export(case, {"file": f"/out/{SECRET}.pdf"}, 3)
    hidden = open_case(node, 3)
    file(node, hidden, (paper, [said(paper, person("Ann"), "Ann")]))
    write.match(hidden, [(0, "an", "Ann", person("Ann"))], [], [])
    write.export(hidden, {"file": "/out/report.pdf"}, 0)
    write.fail(hidden, [FailureRow(hidden.slug, "00", hidden.slug)], 0)
    write.state(hidden, "decide", [stated(person(hidden.slug), hidden.slug)])
    return Laid(case, hidden, paper.id, row.id, named.id)


def refused(call: Callable[[], Any]) -> Any:
    """What it returns, or the error's text."""
    try:
        return call()
    except ComityError as error:
        return str(error)


VIEWS: dict[str, Callable[[Session, Laid], Any]] = {
    "documents": lambda s, x: s.documents(x.case),
    "documents by id": lambda s, x: s.documents(x.case, [x.secret_id]),
    "documents named": lambda s, x: s.documents_named(x.case, x.secret_id[:9]),
    "document types": lambda s, x: s.document_types(x.case, 3),
    "document": lambda s, x: refused(lambda: s.document(x.case, x.secret_id)),
    "bodies": lambda s, x: s.bodies(x.case, [x.secret_id]),
    "body": lambda s, x: s.body(x.case, x.secret_id, 3),
    "similar": lambda s, x: s.similar(x.case, x.paper_id),
    "similar to it": lambda s, x: s.similar(x.case, x.secret_id),
    "failures": lambda s, x: s.failures(x.case),
    "statements": lambda s, x: s.statements(x.case),
    "statements of it": lambda s, x: s.statements(x.case, entities=[person(SECRET)]),
    "statements with it": lambda s, x: s.statements(x.case, values=[person(SECRET)]),
    "statement": lambda s, x: refused(lambda: s.statement(x.case, x.statement_id)),
    "stream": lambda s, x: list(s.stream(x.case)),
    "stream of it": lambda s, x: list(s.stream(x.case, documents=[x.secret_id])),
    "alike": lambda s, x: s.alike(x.case, ["ktngl"]),
    "unmatched": lambda s, x: s.unmatched(x.case),
    "authored": lambda s, x: s.authored(x.case, "chief"),
    "entities named": lambda s, x: s.entities_named(x.case, SECRET),
    "same": lambda s, x: s.same(x.case, [person("Ann")]),
    "search": lambda s, x: s.search(x.case, SECRET),
    "search for its name": lambda s, x: s.search(x.case, "met"),
    "log": lambda s, x: s.log(),
    "log of it": lambda s, x: s.log(x.secret_id),
    "hashes": lambda s, x: list(s.hashes(x.case, x.secret_id, 3)),
    "stated": lambda s, x: list(s.stated(x.case)),
    "kept": lambda s, x: s.kept(x.case),
}
OF_THE_HIDDEN_CASE: dict[str, Callable[[Session, Laid], Any]] = {
    "cases": lambda s, x: s.cases(),
    "case": lambda s, x: refused(lambda: s.case(x.hidden.slug[:-1] + "?")),
    "documents": lambda s, x: s.documents(x.hidden),
    "failures": lambda s, x: s.failures(x.hidden),
    "statements": lambda s, x: s.statements(x.hidden),
    "stated": lambda s, x: list(s.stated(x.hidden)),
    "kept": lambda s, x: s.kept(x.hidden),
    "alike": lambda s, x: s.alike(x.hidden, ["an"]),
    "unmatched": lambda s, x: s.unmatched(x.hidden),
    "count": lambda s, x: set(s.count(x.hidden).values()) - {0},
    "search": lambda s, x: s.search(x.hidden, "Ann"),
    "similar": lambda s, x: s.similar(x.hidden, x.paper_id),
    "log": lambda s, x: [e for e in s.log() if x.hidden.slug.encode() + b'"' in e.entry],
}


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_secret_is_in_no_view(
    chief: Session, guest: Session, laid: Laid, name: str
) -> None:
    marks = [SECRET, laid.secret_id, person(SECRET), laid.statement_id, "Allied Service"]
    shown = repr(VIEWS[name](chief, laid))
    assert any(mark in shown for mark in marks), "the view shows nothing, even to the cleared"
    shown = repr(VIEWS[name](guest, laid))
    if name in ("document", "statement"):  # the error names what was asked for
        shown = shown.replace(laid.secret_id, "").replace(laid.statement_id, "")
    assert not any(mark in shown for mark in marks)


@pytest.mark.parametrize("name", OF_THE_HIDDEN_CASE)
def test_public_papers_do_not_give_a_secret_case_away(
    chief: Session, guest: Session, laid: Laid, name: str
) -> None:
    view = OF_THE_HIDDEN_CASE[name]
    assert view(chief, laid)
    shown = view(guest, laid)
    if name in ("cases", "case"):
        assert f"'{laid.hidden.slug}'" not in repr(shown)
        assert laid.hidden.title not in repr(shown)
    else:
        assert not shown


def test_counts_are_those_of_the_reader(chief: Session, guest: Session, laid: Laid) -> None:
    assert chief.count(laid.case) == {"documents": 2, "statements": 4, "entities": 2}
    assert guest.count(laid.case) == {"documents": 1, "statements": 2, "entities": 1}


def test_a_withdrawal_counts_for_those_who_may_see_it(
    node: Node, chief: Session, guest: Session, laid: Laid
) -> None:
    """That somebody secretly doubts a public fact does not change the public's view."""
    fact = next(s for s in guest.statements(laid.case) if s.value == "Annie")
    doubt = stated("record", fact.id, WITHDRAWS, handling=Handling(3))
    node.writer("chief").state(laid.case, "undo", [doubt])
    assert fact not in chief.statements(laid.case)
    assert fact in guest.statements(laid.case)
    assert guest.withdrawn(laid.case) == []


def test_each_reader_can_verify_what_he_sees(
    node: Node, chief: Session, guest: Session, laid: Laid
) -> None:
    for session in (chief, guest):
        findings = list(verify(node, session))
        assert [f for f in findings if f.wrong] == []
        assert all(f.checked for f in findings)


@pytest.mark.parametrize("level", range(4))
def test_a_clearance_covers_its_level_and_all_below(node: Node, case: Case, level: int) -> None:
    for number in range(4):
        row = document(level=number)
        file(node, case, (row, [said(row, "e", str(number))]))
    name = ("public", "restricted", "confidential", "secret")[level]
    node.add_reader(f"reader-{level}", name, by="chief")
    assert node.readers()[f"reader-{level}"] == name
    with node.session(f"reader-{level}") as session:
        values = {s.value for s in session.statements(case)}
        assert values == {str(number) for number in range(level + 1)}
        assert session.count(case)["documents"] == level + 1


def test_a_new_clearance_holds_from_the_next_session(node: Node, laid: Laid) -> None:
    node.add_reader("ada", "secret", by="chief")
    with node.session("ada") as session:
        assert session.count(laid.case)["documents"] == 2
    node.add_reader("ada", "public", by="chief")
    with node.session("ada") as session:
        assert session.count(laid.case)["documents"] == 1


@pytest.mark.parametrize("name", ["nobody", "' OR true", "\0", "Chief"])
def test_who_is_no_reader_gets_no_session(node: Node, name: str) -> None:
    with pytest.raises(ComityError, match="There is no reader"):
        node.session(name)


def test_a_connection_keeps_nothing_of_the_reader_before(node: Node, laid: Laid) -> None:
    """Sessions share a few connections to the database, one after the other."""
    for _ in range(4):
        with node.session("chief") as session:
            session._run(f"CREATE TEMP TABLE IF NOT EXISTS t AS SELECT '{SECRET}' AS x")
            next(session.stream(laid.case))
        with node.session("guest") as session:
            assert session.count(laid.case)["documents"] == 1
            assert session._run("SELECT to_regclass('pg_temp.t')").scalar() is None
            assert session._run("SELECT count(*) FROM pg_cursors").scalar() == 0


def test_after_its_end_a_session_returns_nothing(node: Node, laid: Laid) -> None:
    session = node.session("chief")
    ticket = session._ticket
    session.close()
    with pytest.raises(Exception, match="closed"):
        session.count(laid.case)
    with node._app.connect() as connection:
        connection.exec_driver_sql(f"SELECT set_config('comity.ticket', '{ticket}', true)")
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar() == 0


def reads(session: Session, document_id: str) -> list[tuple[str, str]]:
    entries = [json.loads(row.entry) for row in session.log(document_id)]
    return [(e["author"], e["case"]) for e in entries if e["kind"] == "read"]


@pytest.fixture
def reader(node: Node) -> Iterator[Session]:
    node.add_reader("liaison", "restricted", by="chief")
    with node.session("liaison") as session:
        yield session


def test_reads_of_what_is_restricted_are_in_the_log(
    node: Node, case: Case, chief: Session, reader: Session
) -> None:
    row, other = document(level=1), document(level=1)
    file(node, case, (row, []), (other, []))
    assert reads(chief, row.id) == []
    reader.document(case, row.id)
    reader.bodies(case, [row.id, other.id])
    assert reads(chief, row.id) == [("liaison", case.slug)] * 2
    assert reads(chief, other.id) == [("liaison", case.slug)]


def test_reads_of_what_is_public_and_mere_lists_are_not(
    node: Node, case: Case, chief: Session, reader: Session
) -> None:
    row, restricted = document(), document(level=1)
    file(node, case, (row, []), (restricted, []))
    before = len(chief.leaves())
    reader.document(case, row.id)
    reader.bodies(case, [row.id])
    reader.documents(case)
    reader.search(case, "report")
    assert len(chief.leaves()) == before


def test_who_may_not_read_a_paper_does_not_see_who_read_it(
    node: Node, case: Case, chief: Session, guest: Session, reader: Session
) -> None:
    row = document(level=1)
    file(node, case, (row, []))
    reader.document(case, row.id)
    assert len(chief.log(row.id)) == 2
    assert guest.log(row.id) == []


def test_what_cannot_be_logged_cannot_be_read(
    node: Node, case: Case, reader: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = document(level=1)
    file(node, case, (row, []))

    def fails(*_: object) -> str:
        raise OSError("the key cannot be read")

    monkeypatch.setattr(reader.write, "_sign", fails)
    with pytest.raises(OSError, match="key"):
        reader.document(case, row.id)


def test_the_log_has_its_last_entries_and_all_leaves_for_everybody(
    node: Node, case: Case, chief: Session, guest: Session
) -> None:
    assert [row.number for row in chief.log()] == list(range(len(chief.leaves())))
    assert [row.number for row in chief.log(last=3)] == [row.number for row in chief.log()][-3:]
    assert guest.leaves() == chief.leaves()
    assert guest.checkpoint() == chief.checkpoint()
    assert len(guest.log()) < len(chief.log())
