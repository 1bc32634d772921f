"""What is written is written once, whole or not at all."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from comity.model import SAME, ComityError, Statement
from comity.store import Case, FailureRow, Node, Session, verify
from comity.store.files import Files, digest

from .making import document, file, file_name, person, said, stated


def sizes(session: Session, case: Case) -> tuple[dict[str, int], int]:
    """How much the case and the log hold."""
    return session.count(case), len(session.leaves())


def test_a_document_and_its_statements_come_back(node: Node, case: Case, chief: Session) -> None:
    row = document("First line.\n第二行。", title="T", pages=(0, 11), bands=("a1", "b2"))
    statements = [said(row, "e", "Ann", start=0, end=3), said(row, "f", "Bo", denied=True)]
    assert file(node, case, (row, statements)) == 2
    kept = chief.document(case, row.id[:8])
    assert kept._replace(added_by="", added_at="", bands=row.bands) == row
    assert kept.added_by == "chief"
    assert kept.added_at.startswith("20")
    assert chief.statements(case) == sorted(statements, key=lambda s: s.start)
    assert chief.statement(case, statements[1].id[:12]) == statements[1]


def test_the_same_filing_twice_changes_nothing(node: Node, case: Case, chief: Session) -> None:
    row = document()
    statements = [said(row, "e", "Ann")]
    file(node, case, (row, statements))
    before = sizes(chief, case)
    assert file(node, case, (row, statements)) == 0
    assert sizes(chief, case) == before


def test_a_new_document_beside_a_known_one_is_kept(node: Node, case: Case, chief: Session) -> None:
    old, new = document(), document()
    file(node, case, (old, []))
    assert file(node, case, (old, [said(old, "e", "A")]), (new, [said(new, "f", "B")])) == 1
    assert chief.count(case) == {"documents": 2, "statements": 1, "entities": 1}


def test_a_document_twice_in_one_filing_is_kept_once(
    node: Node, case: Case, chief: Session
) -> None:
    row, other = document(), document()
    read = [said(row, "e", "Ann")]
    assert file(node, case, (row, read), (other, [said(other, "f", "B")]), (row, read)) == 2
    assert chief.count(case) == {"documents": 2, "statements": 2, "entities": 2}
    assert all(not finding.wrong for finding in verify(node, chief))


def test_what_is_read_twice_in_a_document_is_one_statement(
    node: Node, case: Case, chief: Session
) -> None:
    row = document()
    assert file(node, case, (row, [said(row, "e", "Ann")] * 3)) == 1
    assert chief.count(case)["statements"] == 1


def test_one_document_in_two_cases_and_at_two_levels(
    node: Node, case: Case, chief: Session
) -> None:
    row = document()
    secret = document()._replace(id=row.id, handling=row.handling._replace(level=3), body=row.body)
    for kept in (row, secret):
        assert file(node, case, (kept, [said(kept, "e", "Ann")])) == 1
    assert chief.count(case) == {"documents": 2, "statements": 2, "entities": 1}


@pytest.mark.parametrize("when", [0, 1, 700])
def test_a_reading_that_breaks_off_leaves_nothing(
    node: Node, case: Case, chief: Session, when: int
) -> None:
    """The reason is what the reader of the file said, and the writer can write on."""
    good, bad = document(), document()

    def breaks() -> Iterator[Statement]:
        for number in range(when):
            yield said(bad, "e", f"Name {number}")
        raise ZeroDivisionError("the extractor failed")

    before = sizes(chief, case)
    with pytest.raises(ZeroDivisionError, match="the extractor failed"):
        file(node, case, (good, [said(good, "f", "B")]), (bad, breaks()))
    assert sizes(chief, case) == before
    with pytest.raises(ComityError):
        chief.search(case, "Name") or chief.document(case, good.id)
    assert file(node, case, (good, [said(good, "f", "B")])) == 1


def test_a_killed_connection_leaves_nothing(node: Node, case: Case, chief: Session) -> None:
    row = document()
    before = sizes(chief, case)

    def killed() -> Iterator[Statement]:
        for number in range(600):
            yield said(row, "e", f"Name {number}")
        with node._owner.connect() as owner:
            owner.execute(
                sa.text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE usename LIKE '%_writer' AND state <> 'idle'"
                )
            )
        for number in range(600):
            yield said(row, "f", f"Name {number}")

    with pytest.raises(Exception, match=r"(?i)network|terminat|reset|pipe"):
        file(node, case, (row, killed()))
    assert sizes(chief, case) == before
    assert file(node, case, (row, [said(row, "e", "Ann")])) == 1


def test_nothing_is_seen_before_it_is_whole(node: Node, case: Case, chief: Session) -> None:
    row = document()
    half, go_on = threading.Event(), threading.Event()

    def slow() -> Iterator[Statement]:
        for number in range(600):
            yield said(row, "e", f"Name {number}")
        half.set()
        go_on.wait(10)
        yield said(row, "e", "Last")

    before = sizes(chief, case)
    thread = threading.Thread(target=file, args=(node, case, (row, slow())))
    thread.start()
    assert half.wait(10)
    assert sizes(chief, case) == before
    go_on.set()
    thread.join()
    assert sizes(chief, case)[0] == {"documents": 1, "statements": 601, "entities": 1}


def test_a_statement_of_another_level_than_its_document_is_refused(
    node: Node, case: Case, chief: Session
) -> None:
    """By mistake a secret report's content could otherwise be public."""
    row = document(level=3)
    before = sizes(chief, case)
    with pytest.raises(ValueError, match="level"):
        file(node, case, (row, [said(row, "e", "Ann", handling=row.handling._replace(level=0))]))
    assert sizes(chief, case) == before


def test_what_was_read_in_a_document_cannot_be_stated_later(node: Node, case: Case) -> None:
    """The log has what was read in a document as one, so that nothing can be added to it."""
    row = file_name(node, case, "Ann")
    with pytest.raises(ValueError, match="filed with it"):
        node.writer("chief").state(case, "state", [said(row, "e", "Bo")])


def test_what_was_stated_before_is_passed_over(node: Node, case: Case, chief: Session) -> None:
    """A rule that runs again states the same, and something new."""
    a, b, c = (stated(person(x), person(y), SAME) for x, y in ("ab", "bc", "cd"))
    write = node.writer("chief")
    write.state(case, "propose", [a, b, a])
    before = len(chief.leaves())
    write.state(case, "propose", [a, b])
    write.state(case, "propose", [])
    assert len(chief.leaves()) == before
    write.state(case, "propose", [b, c, c])
    assert len(chief.leaves()) == before + 1
    assert {s.id for s in chief.statements(case)} == {a.id, b.id, c.id}
    assert all(not finding.wrong for finding in verify(node, chief))


def test_the_name_of_a_case_is_taken_once(node: Node, case: Case, chief: Session) -> None:
    before = len(chief.leaves())
    with pytest.raises(ComityError, match="is taken"):
        node.writer("chief").open_case(case.slug, "Another", 0)
    assert chief.case(case.slug).title == case.title
    assert len(chief.leaves()) == before


def test_failures_are_listed_until_the_file_is_read(node: Node, case: Case, chief: Session) -> None:
    write = node.writer("chief")
    row = document()
    write.fail(case, [FailureRow(row.origin, "00", "is empty"), FailureRow("/b", "11", "x")], 0)
    write.fail(case, [FailureRow("/b", "12", "y\t\\N\n")], 0)
    write.fail(case, [], 0)
    listed = chief.failures(case)
    assert [(f.origin, f.sha256, f.reason, f.added_by) for f in listed] == [
        ("/b", "12", "y\t\\N\n", "chief"),
        (row.origin, "00", "is empty", "chief"),
    ]
    file(node, case, (row, []))
    assert [f.origin for f in chief.failures(case)] == ["/b"]
    write.fail(case, [FailureRow(row.origin, "00", "is empty now")], 0)
    assert [f.origin for f in chief.failures(case)] == ["/b", row.origin]


@pytest.mark.parametrize("words", ["nothing", "", "\0", "%", "'", "\ud800"])
def test_a_document_or_statement_that_is_not_there(
    node: Node, case: Case, chief: Session, words: str
) -> None:
    """The session is of use afterwards: no error of the database's own."""
    file_name(node, case, "Ann")
    file_name(node, case, "Bo")
    with pytest.raises(ComityError):
        chief.document(case, words)
    with pytest.raises(ComityError):
        chief.statement(case, words)
    with pytest.raises(ComityError, match="There is no case"):
        chief.case(words)
    assert chief.count(case)["documents"] == 2


def test_files_are_kept_once_and_under_their_hash(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    source = tmp_path / "report.pdf"
    source.write_bytes(b"\0\1" * 700_000)
    sha256 = digest(source)
    files.keep(source, sha256)
    files.keep(source, sha256)
    assert list(files) == [sha256]
    assert files.path(sha256).read_bytes() == source.read_bytes()
    assert files.path(sha256).stat().st_mode & 0o222 == 0
    assert files.changed(sha256) == ""


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    source = tmp_path / "report.pdf"
    source.write_bytes(b"one")
    sha256 = digest(source)
    source.write_bytes(b"two")
    with pytest.raises(OSError, match="changed while it was read"):
        files.keep(source, sha256)
    assert list(files) == []
    assert not list(tmp_path.glob("files/*/.incoming*"))
    assert files.changed(sha256) == "is missing"
