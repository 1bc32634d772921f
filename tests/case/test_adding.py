"""Adding files: what fails is said, the rest goes on, and a second run changes nothing."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from itertools import count
from pathlib import Path

import pytest
from tests.case.conftest import REPORTS

import comity

_numbers = count(1)


@pytest.fixture
def case(bench: comity.Workbench) -> comity.Case:
    return bench.new_case(f"adding-{next(_numbers)}")


def test_the_same_files_again_change_nothing(case: comity.Case) -> None:
    first, before = case.add(str(REPORTS)), case.count()
    again = case.add(str(REPORTS), str(REPORTS / "*.txt"))
    assert (again.documents, again.statements) == (0, 0)
    assert again.known >= first.documents
    assert case.count() == before


def test_bad_files_fail_by_name_and_the_rest_goes_on(case: comity.Case, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (tmp_path / "line\nbreak.txt").write_text("Police arrested two men in Lima on 3 May 2021.")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"0" * 50_000_000)
    found = case.add(str(tmp_path))
    assert found.documents == 1
    reasons = {f.origin.rsplit("/", 1)[-1]: f.reason for f in case.failed()}
    assert set(reasons) == {"empty.txt", "cut.pdf", "bomb.zip"}
    assert "0 bytes" in reasons["empty.txt"]
    assert "bomb" in reasons["bomb.zip"]


def test_a_file_that_was_mended_is_no_failure_any_more(case: comity.Case, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.touch()
    case.add(str(path))
    assert len(case.failed()) == 1
    path.write_text("The court in Lyon sentenced Jean Valjean on 3 May 2021.")
    case.add(str(path))
    assert case.failed() == []


def test_nothing_is_added_where_a_path_is_wrong(case: comity.Case) -> None:
    with pytest.raises(comity.ComityError, match="no such file"):
        case.add(str(REPORTS), "nowhere/at/all")
    assert case.count()["documents"] == 0


def test_a_zip_gives_the_documents_inside_with_their_parent(
    case: comity.Case, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(REPORTS / "ap-2019-11-07.txt", "deep/ap.txt")
        archive.write(REPORTS / "inquirer-2019-11-10.eml", "../mail.eml")
    assert case.add(str(tmp_path / "all.zip")).documents == 2
    origins = sorted(s.document.origin for s in case.sources())
    assert [o.rsplit("!", 1)[1] for o in origins] == ["deep/ap.txt", "mail.eml"]
    assert all(s.document.parent for s in case.sources())


def test_entities_go_in_and_come_out(case: comity.Case, tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_text(
        '{"id":"p1","schema":"Person","properties":{"name":["Ana Lima"],"nationality":["br"]}}\n'
        '{"id":"c1","schema":"Company","properties":{"name":["Lima Lda"],"country":["br"]}}\n'
        '{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"]}}\n'
    )
    case.add(str(path))
    out = tmp_path / "out.json"
    case.report(out)
    lines = out.read_text("utf-8").splitlines()
    assert any('"id":"p1","schema":"Person"' in x and '"nationality":["br"]' in x for x in lines)
    assert any('"owner":["p1"]' in x and '"asset":["c1"]' in x for x in lines)


def test_a_killed_process_can_be_run_again(tmp_path: Path) -> None:
    home, folder = tmp_path / "node", tmp_path / "reports"
    folder.mkdir()
    text = (REPORTS / "scmp-2019-11-07.txt").read_text("utf-8")
    for i in range(120):
        (folder / f"r{i:03}.txt").write_text(f"{text}\nNumber {i} of {i * 7919}.\n", "utf-8")
    with comity.create("Desk", "us", home, "ann") as node:
        node.new_case("crash")
    command = [sys.executable, "-m", "comity.cli", "--home", str(home), "add", "crash", str(folder)]
    killed = subprocess.Popen(command, start_new_session=True)
    time.sleep(6)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    with comity.open(home) as node:
        before = node.case("crash").count()["documents"]
        assert before < 120
        assert all(not finding.wrong for finding in node.verify())
    subprocess.run(command, check=True, capture_output=True)
    with comity.open(home) as node:
        assert node.case("crash").count()["documents"] == 120
        assert all(not finding.wrong for finding in node.verify())
        names = [s.document.name for s in node.case("crash").sources()]
        assert len(names) == len(set(names)) == 120
