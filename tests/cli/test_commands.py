"""The commands as a user types them: output, JSON, errors, exit codes, help."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from tests.case.conftest import REPORTS
from typer.testing import CliRunner, Result

import comity
from comity.cli import changes, people, statute, views  # noqa: F401  (they add their commands)
from comity.cli.app import app
from comity.cli.main import main

Run = Callable[..., Result]
LISTINGS = ("timeline", "who", "claims", "network")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "node"
    with comity.create("Desk", "us", folder, "ann") as node:
        node.new_case("xingtai", "Xingtai fentanyl case").add(str(REPORTS))
    return folder


@pytest.fixture(scope="module")
def run(home: Path) -> Run:
    def call(*arguments: str, **given: str) -> Result:
        return CliRunner().invoke(app, ["--home", str(home), *arguments], **given)  # type: ignore[arg-type]

    return call


def _commands(group: typer.Typer = app, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [
        (*prefix, c.name or str(c.callback and c.callback.__name__))
        for c in group.registered_commands
    ]
    for sub in group.registered_groups:
        assert sub.typer_instance and sub.name
        found += _commands(sub.typer_instance, (*prefix, sub.name))
    return found


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_every_command_helps_with_an_example(command: tuple[str, ...]) -> None:
    found = CliRunner().invoke(app, [*command, "--help"])
    assert found.exit_code == 0
    assert f"Example: comity {' '.join(command)}" in " ".join(found.output.split())


@pytest.mark.parametrize("command", LISTINGS)
def test_every_listing_in_words_and_as_json(run: Run, command: str) -> None:
    words = run(command, "xingtai")
    assert words.exit_code == 0 and "Liu Yong" in words.output
    data = run(command, "xingtai", "--json")
    assert "Liu Yong" in json.dumps(json.loads(data.output), ensure_ascii=False)


def test_the_timeline_reads_by_date_with_sources(run: Run) -> None:
    events = json.loads(run("timeline", "xingtai", "--json").output)
    dates = [e["date"] for e in events if e["date"]]
    assert dates == sorted(dates)
    assert all(e["tellings"] and e["independent"] for e in events)
    spans = [c for e in events for t in e["tellings"] for c in t["citations"]]
    assert all(c["document"] and c["start"] >= 0 and c["quote"] for c in spans)


def test_show_search_case_list_and_readers_as_json(run: Run) -> None:
    assert json.loads(run("show", "xingtai", "Liu Yong", "--json").output)["label"] == "Liu Yong"
    assert json.loads(run("show", "xingtai", "nyt-2019-11-07.txt", "--json").output)["document"]
    assert json.loads(run("search", "xingtai", "laboratory", "--json").output)
    assert json.loads(run("case", "list", "--json").output)[0]["documents"] == 9
    assert json.loads(run("reader", "list", "--json").output)[0]["clearance"] == "secret"
    assert all(not f["wrong"] for f in json.loads(run("verify", "--json").output))


def test_who_on_a_day(run: Run) -> None:
    before = run("who", "xingtai", "--on", "2019-11-06", "--json")
    assert "convicted" not in [p["standing"][0]["status"] for p in json.loads(before.output)]
    wrong = run("who", "xingtai", "--on", "November")
    assert isinstance(wrong.exception, comity.ComityError)


def test_review_by_one_key(run: Run) -> None:
    shown = run("who", "xingtai", "--review", input="u\ns\nz\nq\n")
    assert "decided by ann" in shown.output
    assert "taken back" in shown.output
    assert "0 decided" in shown.output


def test_a_note_and_undo(run: Run) -> None:
    assert "nationality = cn" in run("note", "xingtai", "Liu Yong", "nationality", "cn").output
    assert "Taken back" in run("undo", "xingtai").output


def test_verify_says_what_was_changed(tmp_path: Path) -> None:
    with comity.create("Desk", "us", tmp_path / "node", "ann") as node:
        (tmp_path / "a.txt").write_text("Police in Lima arrested Ana Diaz on 3 May 2021.\n")
        node.new_case("a").add(str(tmp_path / "a.txt"))
    kept = next((tmp_path / "node" / "files").glob("??/*"))
    kept.chmod(0o600)
    kept.write_text("Something else.\n")
    found = CliRunner().invoke(app, ["--home", str(tmp_path / "node"), "verify"])
    assert found.exit_code == 1
    assert "is not the file that was added" in " ".join(found.output.split())


def _shell(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **more}
    command = [sys.executable, "-m", "comity.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_errors_go_to_stderr_with_an_exit_code(tmp_path: Path) -> None:
    found = _shell("timeline", "x", COMITY_HOME=str(tmp_path))
    assert (found.returncode, found.stdout) == (2, "")
    assert "comity init" in found.stderr and "Traceback" not in found.stderr


def test_the_exit_code_says_that_files_failed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    found = _shell("--home", str(home), "add", "xingtai", str(tmp_path))
    assert found.returncode == 1
    assert "is empty (0 bytes)" in " ".join(found.stderr.split())
    listed = _shell("--home", str(home), "add", "xingtai", "--failed")
    assert listed.returncode == 0 and "empty.txt" in listed.stdout


def test_standard_input(home: Path) -> None:
    command = [sys.executable, "-m", "comity.cli", "--home", str(home), "case", "new", "piped"]
    subprocess.run(command, check=True, capture_output=True)
    text = b"A court in Lyon sentenced Jean Valjean to five years on 3 May 2021.\n"
    add = [*command[:5], "add", "piped", "-"]
    subprocess.run(add, input=text, check=True, capture_output=True)
    with comity.open(home) as node:
        assert [s.document.origin for s in node.case("piped").sources()] == ["stdin"]


def test_a_reader_who_went_away_is_no_error(home: Path) -> None:
    pipe = f"{sys.executable} -m comity.cli --home {home} timeline xingtai | head -1"
    found = subprocess.run(pipe, shell=True, capture_output=True, text=True, check=False)
    assert found.stderr == ""


def test_main_is_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["comity", "--help"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
