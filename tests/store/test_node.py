"""A node is made once, opened by many at a time, and says plainly what is amiss."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from comity.model import ComityError
from comity.store import Node, default_home, verify
from comity.store import node as node_module

from .making import document, file, open_case, said

FILES_DOCUMENTS = """
import sys
from pathlib import Path
from comity.store import Node
sys.path.insert(0, {tests!r})
from store.making import document, file, said

with Node(Path({home!r})) as node:
    with node.session("chief") as session:
        case = session.case({slug!r})
    for number in range({count}):
        row = document(f"{{sys.argv[1]}} {{number}}")
        file(node, case, (row, [said(row, sys.argv[1], str(n)) for n in range(600)]))
        with node.session("chief") as session:
            assert session.document(case, row.id).id == row.id
"""


def files_documents(node: Node, slug: str, name: str, count: int) -> "subprocess.Popen[bytes]":
    """Start a process that adds documents to a case."""
    tests = str(Path(__file__).parent.parent)
    program = FILES_DOCUMENTS.format(tests=tests, home=str(node.home), slug=slug, count=count)
    return subprocess.Popen([sys.executable, "-c", program, name], stderr=subprocess.PIPE)


def test_two_processes_and_two_threads_file_at_once(node: Node) -> None:
    """The log stays one chain: no entry is lost, none is there twice, each is signed for."""
    case = open_case(node)
    with node.session("chief") as session:
        before = len(session.leaves())
    processes = [files_documents(node, case.slug, f"process {n}", 6) for n in range(2)]
    failed: list[BaseException] = []

    def files(name: str) -> None:
        try:
            for number in range(6):
                row = document(f"{name} {number}", level=1)
                file(node, case, (row, [said(row, name, str(n)) for n in range(600)]))
                with node.session("chief") as session:
                    session.document(case, row.id)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=files, args=(f"thread {n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors
    assert failed == []
    with node.session("chief") as session:
        assert session.count(case) == {"documents": 24, "statements": 24 * 600, "entities": 4}
        kinds = [json.loads(row.entry)["kind"] for row in session.log()[before:]]
        assert sorted(kinds) == ["add"] * 24 + ["read"] * 12
        assert [f.wrong for f in verify(node, session)] == [()] * 5


def test_the_same_file_added_by_two_at_once_is_there_once(node: Node) -> None:
    case = open_case(node)
    row = document("the same")
    written: list[int] = []
    barrier = threading.Barrier(4)

    def files() -> None:
        barrier.wait()
        written.append(file(node, case, (row, [said(row, "e", str(n)) for n in range(50)])))

    threads = [threading.Thread(target=files) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [0, 0, 0, 50]
    with node.session("chief") as session:
        assert session.count(case) == {"documents": 1, "statements": 50, "entities": 1}


def test_a_node_opened_twice_stays_open_until_the_last_is_closed(node: Node) -> None:
    os.chdir(node.home.parent)
    for path in (node.home, Path(node.home.name)):
        with Node(path) as again, again.session() as session:
            assert session.reader == "chief"
    with node.session() as session:
        assert session.leaves()


def test_a_node_can_be_closed_and_opened_again(tmp_path: Path) -> None:
    """Also in a folder whose path is too long for a socket, with signs of all kinds."""
    home = tmp_path / ("Ermittlungen “Süd” " + "x" * 90)
    with Node.create(home, "Agència “Nord-Est” 7", "es", "núria") as made:
        case_id = None
        made.writer("núria").open_case("x", "Títol", 0)
        verifier = made.verifier
        assert made.origin == "comity/agència-nord-est-7"
    with Node(home) as opened, opened.session() as session:
        case_id = session.case("x").id
        assert (opened.agency, opened.jurisdiction) == ("Agència “Nord-Est” 7", "es")
        assert opened.verifier == verifier
        assert opened.readers() == {"núria": "secret"}
        assert session.reader == "núria"
        assert [f.wrong for f in verify(opened, session)] == [()] * 5
    assert case_id


def test_reader_and_home_come_from_the_environment(
    node: Node, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMITY_READER", "guest")
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "other"))
    assert default_home() == tmp_path / "other"
    with node.session() as session:
        assert (session.reader, session.level) == ("guest", 0)
    with node.session("chief") as session:
        assert session.level == 3


def test_what_was_done_to_the_node_is_in_the_log(node: Node) -> None:
    node.add_reader("new", "confidential", by="chief")
    with node.session() as session:
        entries = [json.loads(row.entry) for row in session.log()]
    assert entries[0]["kind"] == "init"
    assert entries[0]["what"] == {"agency": "Test Agency", "jurisdiction": "us"}
    added = [e for e in entries if e["what"].get("reader") == "new"]
    assert added[-1]["what"]["clearance"] == "confidential"
    assert added[-1]["author"] == "chief"


def test_unknown_clearance_is_a_plain_error(node: Node) -> None:
    with pytest.raises(ComityError, match="is not a classification"):
        node.add_reader("new", "cosmic", by="chief")


def test_no_node_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ComityError, match="comity init"):
        Node(tmp_path)


def test_no_second_node_in_one_folder(node: Node) -> None:
    before = (node.home / "key").read_bytes()
    with pytest.raises(ComityError, match="There is a node in"):
        Node.create(node.home, "Other", "us", "x")
    assert (node.home / "key").read_bytes() == before


def test_a_node_that_could_not_be_made_can_be_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_DATABASE_URL", "postgresql://x@127.0.0.1:1/none")
    with pytest.raises(ComityError, match="cannot be opened"):
        Node.create(tmp_path, "Agency", "us", "ann")
    monkeypatch.delenv("COMITY_DATABASE_URL")
    with Node.create(tmp_path, "Agency", "us", "ann") as node, node.session() as session:
        assert session.reader == "ann"


def test_a_damaged_key_is_a_plain_error(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    with node.session() as session:
        before = len(session.leaves())
        monkeypatch.setattr(node, "_key", node._key[:-4] + "AAAA")
        with pytest.raises(ComityError, match="restore the file"):
            node.add_reader("new", "public", by="chief")
        assert len(session.leaves()) == before


def test_a_role_that_may_read_everything_is_refused(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else all policies would silently be without effect."""
    with node._owner.begin() as owner:
        owner.exec_driver_sql("ALTER ROLE comity_app BYPASSRLS")
    try:
        with pytest.raises(ComityError, match="may read everything"):
            node_module.migrate(
                node._owner, ("comity_app", "comity_writer"), node._settings["passwords"]
            )
    finally:
        with node._owner.begin() as owner:
            owner.exec_driver_sql("ALTER ROLE comity_app NOBYPASSRLS")
    Node(node.home).close()
