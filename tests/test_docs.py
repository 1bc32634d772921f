"""The documentation says what is: commands exist, examples run, links lead somewhere."""

import doctest
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import comity
from comity.cli import commands  # noqa: F401  (it adds them)
from comity.cli.app import app

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "examples/xingtai/README.md",
]
_GROUPS = {name for name, one in get_command(app).commands.items() if hasattr(one, "commands")}  # type: ignore[attr-defined]


def _commands(page: Path) -> list[str]:
    text = page.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`(comity [^`]+)`", text)
    return [x.split("  #")[0].strip() for x in (*lines, *inline) if x.strip().startswith("comity ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_documentation_exist(page: Path) -> None:
    for line in _commands(page):
        words = shlex.split(line)[1:]
        words = words[2:] if words[0] in ("--as", "--home") else words
        command = words[:2] if words[0] in _GROUPS else words[:1]
        shown = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200"})
        assert shown.exit_code == 0, line
        for option in (w for w in words if w.startswith("-") and w != "-"):
            assert option.split("=")[0] in shown.output, line


def _places(page: Path) -> set[str]:
    """The headings of a page, as they stand in links."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, place in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
            assert not place or place in _places(page.parent / target if target else page), place


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_in_the_documentation_runs(page: Path, xingtai_home: Path) -> None:
    for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        code = block.replace("comity.open()", f"comity.open({str(xingtai_home)!r})")
        exec(compile(code.replace('"harbour"', '"xingtai"'), page.name, "exec"), {})


@pytest.fixture(scope="module")
def xingtai_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("docs") / "node"
    with comity.create("Desk", "us", home, "ann") as node:
        node.new_case("xingtai", "X").add(str(ROOT / "examples/xingtai/reports"))
    return home


def test_examples_in_docstrings_are_true() -> None:
    for module in pkgutil.walk_packages(comity.__path__, "comity."):
        if "migrations" in module.name or module.name.endswith("__main__"):
            continue
        found = doctest.testmod(importlib.import_module(module.name))
        assert found.failed == 0, module.name


def test_the_architecture_names_every_package() -> None:
    page = (ROOT / "docs/architecture.md").read_text("utf-8")
    packages = {p.name for p in (ROOT / "src/comity").iterdir() if (p / "__init__.py").exists()}
    assert {name for name in packages if f"`{name}`" not in page} == set()


def test_every_test_that_the_threat_model_names_exists() -> None:
    page = (ROOT / "docs/threat-model.md").read_text("utf-8")
    named = re.findall(r"`([a-z_/]+\.py)::(\w+)`", page)
    assert len(named) > 50
    for path, name in named:
        source = (ROOT / "tests" / path).read_text("utf-8")
        assert re.search(rf"^(async def |def |class )?{name}\b", source, re.MULTILINE), name
