"""A team signs in with its organisation's accounts, at a certified OpenID provider."""

import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import requests
from tests.web.conftest import Client, serving

import comity
from comity.store import Node
from comity.web import OpenIdSettings
from comity.web.signing_in import CSRF

PACKAGE = "oidc-provider@9.13.3"
API = "https://api.comity.example"


class Team(NamedTuple):
    """A node served to a team, and the team's provider."""

    address: str
    issuer: str


def _installed() -> Path:
    """Install the provider in a folder that is kept between runs, outside of the tree."""
    if not shutil.which("node") or not shutil.which("npm") or _node_version() < 20:
        pytest.skip("needs node 20 or newer, and npm, to run an OpenID provider")
    folder = Path.home() / ".cache" / "comity-tests" / PACKAGE
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as part:
        whole = Path(part, "whole")
        whole.mkdir()
        command = ["npm", "install", "--prefix", str(whole), "--no-audit", "--no-fund", PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install {PACKAGE}: {done.stderr.strip()[-200:]}")
        with suppress(OSError):  # another run of the tests was faster
            whole.rename(folder)
    return folder


def _node_version() -> int:
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return int(re.sub(r"^v(\d+)\..*$", r"\1", said.stdout.strip()) or 0)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    home = tmp_path_factory.mktemp("oidc") / "node"
    with comity.create("Team desk", "us", home, "ann") as bench:
        for name in ("li", "mail-wu@agency.example", "mail-unverified@agency.example"):
            bench.add_reader(name, "restricted")
    with Node(home) as opened:
        yield opened


@pytest.fixture(scope="module")
def team(node: Node) -> Iterator[Team]:
    folder, port = _installed(), _free_port()
    issuer = f"http://127.0.0.1:{port}"
    told = OpenIdSettings(issuer, "comity", "a-secret-of-the-test", audience=API)
    with serving(node, openid=told, failures=1000) as (_, address):
        script = Path(__file__).with_name("oidc_provider.mjs")
        command = ["node", str(script), str(folder), str(port), f"{address}/sign-in/back"]
        provider = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            assert provider.stdout and provider.stdout.readline() == b"ready\n"
            yield Team(address, issuer)
        finally:
            provider.kill()
            provider.wait()


def _sent_back(browser: Client, team: Team, name: str) -> str:
    """Sign in at the provider; return where it sends the browser back to, before going there."""
    at = browser("GET", "/sign-in", allow_redirects=False)
    for _ in range(12):
        if at.is_redirect:
            where = urljoin(at.url, at.headers["Location"])
            if "/sign-in/back" in where:
                return where
            at = browser.session.get(where, allow_redirects=False, timeout=9)
        else:
            form = re.search(r'<form[^>]* action="([^"]+)"', at.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', at.text)
            assert form and prompt, at.text
            given = {"prompt": prompt[1], "login": name, "password": "any"}
            where = urljoin(at.url, form[1])
            at = browser.session.post(where, given, allow_redirects=False, timeout=9)
    raise AssertionError("the provider goes round in circles")


def _signed_in(team: Team, name: str) -> tuple[Client, requests.Response]:
    browser = Client(team.address)
    back = _sent_back(browser, team, name)
    return browser, browser.session.get(back, timeout=9)


def test_a_reader_signs_in_works_and_signs_out(team: Team) -> None:
    browser, found = _signed_in(team, "li")
    assert found.status_code == 200
    me = browser.json("/api/v1/me")
    assert (me["reader"], me["clearance"]) == ("li", "restricted")
    word = {CSRF: me["csrf"]}
    assert browser.post("/api/v1/cases", {"slug": "by-li"}, headers=word).status_code == 201
    assert browser.post("/sign-out", headers=word).status_code == 204
    assert browser.get("/api/v1/me").status_code == 401


def test_who_is_no_reader_is_told_so_and_stays_out(team: Team) -> None:
    browser, found = _signed_in(team, "stranger")
    assert found.status_code == 401 and "stranger is signed in, but" in found.json()["detail"]
    assert browser.get("/api/v1/me").status_code == 401


def test_an_address_counts_only_where_the_provider_has_verified_it(team: Team) -> None:
    browser, found = _signed_in(team, "mail-wu")
    assert browser.json("/api/v1/me")["reader"] == "mail-wu@agency.example"
    _, found = _signed_in(team, "mail-unverified")
    assert found.status_code == 401


def test_an_answer_counts_once_and_in_the_browser_that_asked(team: Team) -> None:
    browser = Client(team.address)
    back = _sent_back(browser, team, "li")
    assert Client(team.address).session.get(back, timeout=9).status_code == 401
    assert browser.session.get(back, timeout=9).status_code == 200
    assert browser.session.get(back, timeout=9).status_code == 401


@pytest.mark.parametrize("changed", ["state", "code", "iss"])
def test_a_changed_answer_is_refused(team: Team, changed: str) -> None:
    browser = Client(team.address)
    parts = urlsplit(_sent_back(browser, team, "li"))
    answer = dict(parse_qsl(parts.query)) | {changed: "https://elsewhere.example"}
    assert browser.get("/sign-in/back", **answer).status_code == 401
    assert browser.get("/api/v1/me").status_code == 401


def test_who_gives_up_at_the_provider_is_told_so(team: Team) -> None:
    browser = Client(team.address)
    at = browser.get("/sign-in")
    found = browser.session.get(f"{at.url}/abort", timeout=9)
    assert found.status_code == 401 and "did not sign you in" in found.json()["detail"]


def test_a_program_comes_in_with_an_access_token_for_us(team: Team) -> None:
    def token(audience: str) -> str:
        asked = {"grant_type": "client_credentials", "resource": audience}
        robot = ("robot", "another-secret")
        found = requests.post(f"{team.issuer}/token", asked, auth=robot, timeout=9)
        return str(found.json()["access_token"])

    assert Client(team.address, token(API)).json("/api/v1/me")["reader"] == "li"
    other = Client(team.address, token("https://other.example")).get("/api/v1/me")
    assert other.status_code == 401
    changed = token(API)[:-8] + "AAAAAAAA"
    assert Client(team.address, changed).get("/api/v1/me").status_code == 401
