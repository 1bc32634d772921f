"""The law's commands: what is known, with article and source; what is not, said so."""

import json

from typer.testing import CliRunner, Result

import comity
from comity.cli import statute  # noqa: F401  (it adds its commands)
from comity.cli.app import app


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["law", *arguments])


def test_control_by_day() -> None:
    before = _run("substance", "fentanyl-analogues", "--in", "cn", "--on", "2019-04-30")
    assert "is not known here" in before.output
    after = _run("substance", "fentanyl-analogues", "--in", "cn", "--on", "2019-05-01", "--json")
    assert json.loads(after.output)["control"]


def test_amounts_that_matter_name_their_article() -> None:
    found = _run("substance", "芬太尼", "--in", "cn", "--on", "2019-11-07").output
    assert "125 g or more" in found and "[2016]" in found


def test_two_laws_element_by_element() -> None:
    found = _run(
        "dual", "drug trafficking", "--substance", "fentanyl", "--between", "us,cn",
        "--on", "2017-08-01",
    ).output  # fmt: skip
    assert "found in each" in found
    assert "us · conduct: yes" in found and "cn · object: yes" in found


def test_a_penalty_says_what_it_is_not() -> None:
    found = _run("penalty", "death with two-year reprieve", "--in", "cn").output
    assert "Usually" in found and "It is not" in found and "Article" in found


def test_what_is_not_known_is_said() -> None:
    unknown = _run("penalty", "flogging", "--in", "cn")
    assert isinstance(unknown.exception, comity.ComityError)
    assert "Every row has its source" in _run("check").output
