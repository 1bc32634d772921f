"""The README's two commands, in a new copy of the project on a machine that has only Python."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that are in the project, and nothing that was made from them."""
    folder = tmp_path_factory.mktemp("fresh") / "comity"
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def _commands() -> list[str]:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = next(b for b in re.findall(r"```sh\n(.*?)```", readme, re.DOTALL) if "make" in b)
    return [line.split("#")[0].strip() for line in block.splitlines() if line.strip()]


def _shown() -> list[str]:
    """What the README shows as printed by `make demo`."""
    return re.findall(r"```text\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


def _clean() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("COMITY_", "MAKE", "VIRTUAL"))}


def test_the_readme_has_two_commands() -> None:
    assert _commands() == ["make demo", "make test"]


def test_make_demo_sets_everything_up_and_shows_the_case(copy: Path) -> None:
    done = subprocess.run(
        ["make", "demo"], cwd=copy, env=_clean(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    for view in ("timeline", "who", "claims", "network"):
        assert f"== comity {view} xingtai" in done.stdout
    assert _shown()
    assert [block for block in _shown() if block not in done.stdout] == []
    page = (copy / "case.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") and "Xingtai fentanyl case" in page


def test_make_test_runs_all_checks(copy: Path) -> None:
    shown = subprocess.run(
        ["make", "-n", "test"], cwd=copy, env=_clean(), capture_output=True, text=True, check=True
    )
    for check in ("ruff check", "ruff format", "mypy", "lint-imports", "pytest"):
        assert check in shown.stdout
