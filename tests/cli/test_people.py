"""The commands about people as a user types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import comity
from comity.case import PERMISSIONS, Denied
from comity.cli import changes, people, views  # noqa: F401  (they add their commands)
from comity.cli.app import app
from comity.store import ROLES

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "node"
    with comity.create("Desk", "us", folder, "ann") as node:
        node.new_case("harbour")
    return folder


@pytest.fixture(scope="module")
def run(home: Path) -> Run:
    def call(reader: str, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["--home", str(home), "--as", reader, *arguments])

    return call


def test_the_administration_is_handed_on_and_the_two_add_a_reader(run: Run) -> None:
    """The way of docs/how-to.md."""
    assert "no role yet" in run("ann", "reader", "add", "mel").output
    assert "administrator" in run("ann", "reader", "give", "mel", "administrator").output
    assert "administrator" not in run("ann", "reader", "take", "ann", "administrator").output
    assert "A supervisor says" in run("mel", "reader", "add", "li").output
    cleared = run("ann", "reader", "add", "li", "--clearance", "restricted", "--role", "analyst")
    assert "li  restricted  analyst" in cleared.output
    listed = json.loads(run("li", "reader", "list", "--json").output)
    assert {p["name"]: p["roles"] for p in listed} == {
        "ann": [role for role in ROLES if role != "administrator"],
        "li": ["analyst"],
        "mel": ["administrator"],
    }
    assert isinstance(run("mel", "timeline", "harbour").exception, Denied)
    assert isinstance(run("ann", "reader", "add", "eve").exception, Denied)
    assert "No cases yet" in run("mel", "case", "list").output
    denied = [e for e in json.loads(run("ann", "log", "--json").output) if e["kind"] == "denied"]
    assert [e["author"] for e in denied] == ["mel", "ann"]


def test_history_and_removal(run: Run) -> None:
    run("ann", "reader", "give", "li", "liaison")
    assert run("mel", "reader", "remove", "li").exit_code == 0
    rows = json.loads(run("ann", "reader", "history", "li", "--json").output)
    assert [(r["by"], r["clearance"], r["roles"], r["active"]) for r in rows] == [
        ("mel", "public", [], True),
        ("ann", "restricted", ["analyst"], True),
        ("ann", "restricted", ["analyst", "liaison"], True),
        ("mel", "restricted", ["analyst", "liaison"], False),
    ]
    assert "(left)" in run("ann", "reader", "history", "li").output
    assert "There is no reader 'li'" in str(run("li", "case", "list").exception)


def test_the_table_of_roles(run: Run) -> None:
    shown = run("ann", "reader", "roles").output
    assert all(p.what in shown and p.why in shown for p in PERMISSIONS.values())
    assert [p["name"] for p in json.loads(run("ann", "reader", "roles", "--json").output)] == [
        *PERMISSIONS
    ]


def test_the_documentation_has_the_same_table() -> None:
    page = (Path(__file__).parents[2] / "docs/reference.md").read_text("utf-8")
    for p in PERMISSIONS.values():
        assert f"| `{p.name}` | {p.what} | {', '.join(p.roles)} | {p.why} |" in page


def test_a_token_is_printed_alone_and_ended(run: Run, home: Path) -> None:
    made = run("ann", "token", "new", "--name", "laptop", "--days", "3", "--may", "read")
    token = made.stdout.strip()
    with comity.open(home, "ann") as node:
        assert node.reader_of(token) == "ann"
    assert "laptop" in run("ann", "token", "list").output
    row = json.loads(run("mel", "token", "list", "--json").output)[-1]
    assert (row["reader"], row["may"], row["good"]) == ("ann", ["read"], True)
    assert token not in json.dumps(row)
    assert "no longer good" in run("mel", "token", "revoke", "laptop", "--of", "ann").output
    with comity.open(home, "ann") as node:
        assert node.reader_of(token) is None
    assert "no longer good" in run("ann", "token", "list").output
