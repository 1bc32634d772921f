"""Chinese reports as they are sent, in GB18030 and in Big5: added, read, cited by their words."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import comity
from comity.cli import changes, views  # noqa: F401  (they add their commands)
from comity.cli.app import app

ROOT = Path(__file__).parents[2]
ZH = ROOT / "examples" / "xingtai" / "zh"
SIMPLIFIED = ZH / "shanghai-daily-2019-11-08-zh-gb18030.txt"
TRADITIONAL = ZH / "taipei-times-2019-11-08-zh-big5.txt"
GOLD = ROOT / "tests" / "gold" / "zh" / "seen" / "taipei-times-2019-11-08-zh.txt"

_FILES = [
    pytest.param(SIMPLIFIED, "gb18030", "刘勇", id="gb18030"),
    pytest.param(TRADITIONAL, "big5", "劉勇", id="big5"),
]
Told = Callable[..., Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What a command prints as JSON, on a node to which the two files were added."""
    home = tmp_path_factory.mktemp("encodings") / "node"
    with comity.create("Desk", "us", home, "ann") as node:
        node.new_case("xingtai", "Xingtai fentanyl case")

    def call(*arguments: str) -> Any:
        found = CliRunner().invoke(app, ["--home", str(home), *arguments, "--json"])
        assert found.exit_code == 0, found.output
        return json.loads(found.output)

    added = call("add", "xingtai", str(SIMPLIFIED), str(TRADITIONAL))
    assert (added["documents"], added["failures"]) == (2, [])
    return call


@pytest.mark.parametrize(("path", "encoding", "name"), _FILES)
def test_the_stored_text_is_what_the_bytes_say(
    told: Told, path: Path, encoding: str, name: str
) -> None:
    with pytest.raises(UnicodeDecodeError):
        path.read_text("utf-8")
    document = told("show", "xingtai", path.name)["document"]
    assert document["body"] == path.read_bytes().decode(encoding)
    assert (document["encoding"], document["language"]) == (encoding, "zho")


@pytest.mark.parametrize(("path", "encoding", "name"), _FILES)
def test_the_person_stands_at_the_words_of_the_original(
    told: Told, path: Path, encoding: str, name: str
) -> None:
    document = told("show", "xingtai", path.name)["document"]
    shown = told("show", "xingtai", name)
    assert shown["schema"] == "Person"
    [value] = [v for v in shown["values"] if (v["prop"], v["value"]) == ("name", name)]
    cited = [c for c in value["citations"] if c["document"] == document["id"]]
    assert {c["quote"] for c in cited} == {name}
    body = path.read_bytes().decode(encoding)
    assert sorted(c["start"] for c in cited) == [m.start() for m in re.finditer(name, body)]


def test_the_big5_report_is_the_text_of_the_gold_file() -> None:
    assert TRADITIONAL.read_bytes().decode("big5") == GOLD.read_text("utf-8")
