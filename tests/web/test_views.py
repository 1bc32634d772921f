"""Over HTTP a case says what the command line says, in the same JSON."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Client
from typer.testing import CliRunner

from comity.cli import (  # noqa: F401  (they add their commands)
    changes,
    dealings,
    partners,
    people,
    receiving,
    sending,
    statute,
    views,
)
from comity.cli.app import app

X = "/api/v1/cases/xingtai"
SAME = {
    "/api/v1/cases": ["case", "list"],
    X + "/timeline": ["timeline", "xingtai"],
    X + "/parties": ["who", "xingtai"],
    X + "/parties?on=2018-08-29": ["who", "xingtai", "--on", "2018-08-29"],
    X + "/claims": ["claims", "xingtai"],
    X + "/network": ["network", "xingtai"],
    X + "/network?everyone=true": ["network", "xingtai", "--all"],
    X + "/sources": ["sources", "xingtai"],
    X + "/things/Liu%20Yong": ["show", "xingtai", "Liu Yong"],
    X + "/documents/ap-2019-11-07.txt": ["show", "xingtai", "ap-2019-11-07.txt"],
    X + "/search?q=diana": ["search", "xingtai", "diana"],
    X + "/questions": ["who", "xingtai", "--review"],
    X + "/failures": ["add", "xingtai", "--failed"],
    "/api/v1/readers": ["reader", "list"],
    "/api/v1/readers/guest/history": ["reader", "history", "guest"],
    "/api/v1/roles": ["reader", "roles"],
    "/api/v1/tokens": ["token", "list"],
    "/api/v1/log?last=5": ["log", "--last", "5"],
    "/api/v1/verify": ["verify"],
    "/api/v1/law/substance?name=fentanyl&in=cn&on=2017-08-01": [
        *["law", "substance", "fentanyl", "--in", "cn", "--on", "2017-08-01"]
    ],
    "/api/v1/law/dual?act=trafficking&substance=fentanyl&between=us,cn&on=2017-08-01": [
        *["law", "dual", "trafficking", "--substance", "fentanyl", "--between", "us,cn"],
        *["--on", "2017-08-01"],
    ],
    "/api/v1/law/penalty?name=death+with+two-year+reprieve&in=cn": [
        *["law", "penalty", "death with two-year reprieve", "--in", "cn"]
    ],
    "/api/v1/law/check": ["law", "check"],
    "/api/v1/exchange/partners": ["partner", "list"],
    "/api/v1/exchange/outbox": ["outbox"],
    "/api/v1/exchange/inbox?partner=ice": ["inbox", "--partner", "ice"],
    "/api/v1/exchange/inbox/PACKAGE": ["look", "PACKAGE"],
    "/api/v1/exchange/cases/hidden/leads": ["lead", "list", "hidden"],
    "/api/v1/exchange/cases/hidden/requests": ["request", "list", "hidden"],
    "/api/v1/exchange/cases/hidden/assurances": ["assure", "list", "hidden"],
    "/api/v1/exchange/partners/ice/verify": ["verify", "--partner", "ice"],
}
POSTED = {
    "preview": (["share", "xingtai", "--to", "ice", "--preview"], {"to": "ice"}),
    "what-if": (
        ["share", "xingtai", "--to", "ice", "--if", "assurance:no-death-sentence"],
        {"to": "ice", "given": ["assurance:no-death-sentence"]},
    ),
}


@pytest.mark.parametrize("path", SAME)
def test_the_json_is_that_of_the_command_line(ann: Client, home: Path, path: str) -> None:
    package = ann.json("/api/v1/exchange/inbox")[0]["package"]["id"]
    words = [word.replace("PACKAGE", package) for word in SAME[path]]
    said = CliRunner().invoke(app, ["--home", str(home), *words, "--json"])
    assert said.exit_code == 0, said.output
    assert ann.json(path.replace("PACKAGE", package)) == json.loads(said.output)


@pytest.mark.parametrize("path", POSTED)
def test_what_would_go_is_what_the_command_line_says(ann: Client, home: Path, path: str) -> None:
    words, asked = POSTED[path]
    said = CliRunner().invoke(app, ["--home", str(home), *words, "--json"])
    found = ann.post(f"/api/v1/exchange/cases/xingtai/{path}", asked)
    assert found.json() == json.loads(said.output)


@pytest.mark.parametrize("form", ["html", "json", "graphml", "csv"])
def test_a_report_is_the_file_that_the_command_writes(
    ann: Client, home: Path, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"xingtai.{form}"
    CliRunner().invoke(app, ["--home", str(home), "report", "xingtai", "-o", str(file)])
    found = ann.get(f"{X}/report.{form}")
    assert found.content == file.read_bytes()
    assert f'filename="xingtai.{form}"' in found.headers["Content-Disposition"]


def test_a_report_that_is_opened_runs_nothing(ann: Client) -> None:
    assert "sandbox" in ann.get(f"{X}/report.html").headers["Content-Security-Policy"]


def test_every_answer_is_described(ann: Client) -> None:
    described: dict[str, Any] = ann.json("/openapi.json")
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"]
            assert operation["description"], (method, path)
            assert "application/problem+json" in answers["4XX"]["content"], (method, path)
            for status in answers.keys() - {"4XX", "204"}:
                (first, *_) = answers[status]["content"].items()
                assert first[1].get("schema") != {} or "report" in path, (method, path)
    happening = described["components"]["schemas"]["Happening"]
    assert "tellings" in happening["properties"] and "said to have happened" in str(happening)


def test_the_page_lists_every_address(ann: Client) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    listed = {
        (m, p)
        for m, p in re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^?`]*)", page)
        if "/api" not in p
    }
    described = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in ann.json("/openapi.json")["paths"].items()
        for method in methods
    }
    assert listed - {("POST", "/sign-out")} == described
