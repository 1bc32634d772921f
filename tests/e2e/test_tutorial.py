"""The tutorial from its first command to its last: each runs, and prints what the page shows."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from comity.cli import commands  # noqa: F401  (it adds them)
from comity.cli.app import app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text("utf-8")


def _commands() -> list[list[str]]:
    """The words of each command, in the order of the page, in a block of its own or in a line."""
    found = re.findall(r"^(comity .+)$|`(comity .+?)`", PAGE, re.MULTILINE)
    return [shlex.split(own or within)[1:] for own, within in found]


def test_each_command_runs_and_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMITY_HOME", str(tmp_path / "my-node"))
    printed = ""
    for words in _commands():
        whole = [str(ROOT / w) if w.startswith("examples/") else w for w in words]
        done = CliRunner().invoke(app, whole, input="q\n")
        assert done.exit_code == 0, (words, done.output)
        printed += done.output
    shown = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert [block for block in shown if block not in printed] == []
    assert shown
    assert (tmp_path / "case.html").exists() and (tmp_path / "case.json").exists()
