"""One node, served to live clients: what holds here holds on the wire."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.case.conftest import REPORTS
from tests.exchange.making import Agency, person

import comity
from comity import exchange
from comity.exchange import LEAD, Draft, Wish
from comity.store import Node
from comity.web import Listening, Served, Settings, bind, server

CANARY = "Zinovia Canarius"
SECRET = f"""AP, November 7, 2019

{CANARY} was arrested in Xingtai on November 5, 2019 with 12 kilograms of fentanyl. "I sold it
for +86 139 1234 5678", {CANARY} said.
"""


class Client:
    """Somebody at the other end, with a base address and perhaps a token or a cookie."""

    def __init__(self, address: str, token: str = "") -> None:
        self.address, self.session = address, requests.Session()
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def __call__(self, method: str, path: str, **given: Any) -> requests.Response:
        return self.session.request(method, self.address + path, timeout=60, **given)

    def get(self, path: str, **query: str) -> requests.Response:
        return self("GET", path, params=query)

    def json(self, path: str, **query: str) -> Any:
        found = self.get(path, **query)
        assert found.status_code == 200, found.text
        return found.json()

    def post(self, path: str, json: Any = None, **given: Any) -> requests.Response:
        return self("POST", path, json=json, **given)


@contextmanager
def serving(
    node: Node, listening: Listening | None = None, **settings: Any
) -> Iterator[tuple[Served, str]]:
    """Serve a node on a free port."""
    listening = listening or Listening(port=0)
    with bind(listening) as bound:
        scheme = "https" if listening.certificate else "http"
        address = f"{scheme}://127.0.0.1:{bound.getsockname()[1]}"
        desk = Served(node, Settings(address, **settings))
        running = server(desk, listening)
        thread = threading.Thread(target=running.run, args=([bound],))
        thread.start()
        try:
            while not running.started and thread.is_alive():
                time.sleep(0.01)
            yield desk, address
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A node with the example case, one case that hides a document, and one that is hidden.

    It has exchanged secret leads with a partner, ``ice``.
    """
    folder = tmp_path_factory.mktemp("web")
    hidden = folder / "canarius.txt"
    hidden.write_text(SECRET, "utf-8")
    secret = comity.Handling(level=3)
    with comity.create("Test desk", "us", folder / "node", "ann") as bench:
        bench.add_reader("guest", "public")
        bench.new_case("xingtai", "Xingtai fentanyl case").add(str(REPORTS))
        mixed = bench.new_case("mixed", "Seen in part")
        mixed.add(str(REPORTS / "ap-2019-11-07.txt"))
        mixed.add(str(hidden), handling=secret)
        mixed.note(CANARY, "nationality", "cn")
        bench.new_case("hidden", f"{CANARY} case", "secret").add(str(hidden))
        exchanging(bench, folder)
    return folder / "node"


def exchanging(bench: comity.Workbench, folder: Path) -> None:
    """Have a node and a partner, ``ice``, give each other a lead that a guest must not see."""
    here, ice = exchange.Desk(bench), Agency(folder / "ice", "ice", "ICE", "us")
    here.add_partner(ice.desk.card.dump(), name="ice", fingerprint=ice.desk.card.fingerprint)
    card = here.card
    ice.desk.add_partner(card.dump(), name="test", fingerprint=card.fingerprint)
    theirs, stick = ice.case("secret"), folder / "stick"
    ice.state(theirs, person(CANARY, handling=comity.Handling(3)))
    stick.mkdir()
    for desk, case, to, agencies in (
        (here, bench.case("hidden"), "ice", ("Test desk", "ICE")),
        (ice.desk, theirs, "test", ("ICE", "Test desk")),
    ):
        draft = Draft(LEAD, {"name": f"About {CANARY}"}, handling=comity.Handling(3))
        made = desk.begin(case, draft, giver=agencies[0], receiver=agencies[1])
        package = desk.send(case, made, Wish(to, (CANARY,), files=False))
    ice.second.approve(package.id)
    for path in ice.desk.copy_to("test", stick):
        here.receive(path)
    ice.close()


@pytest.fixture(scope="session")
def node(home: Path) -> Iterator[Node]:
    with Node(home) as opened:
        yield opened


@pytest.fixture(scope="session")
def served(node: Node) -> Iterator[tuple[Served, str]]:
    with serving(node) as found:
        yield found


@pytest.fixture(scope="session")
def ann(served: tuple[Served, str], node: Node) -> Client:
    """The first reader, who may do and see everything, with a token."""
    return _with_token(node, served[1], "ann")


@pytest.fixture(scope="session")
def guest(served: tuple[Served, str], node: Node) -> Client:
    """A reader who sees what is public, with a token."""
    return _with_token(node, served[1], "guest")


@pytest.fixture
def nobody(served: tuple[Served, str]) -> Client:
    """Somebody who is not signed in."""
    return Client(served[1])


def _with_token(node: Node, address: str, reader: str) -> Client:
    with comity.Workbench(node, reader, shared=True) as bench:
        return Client(address, bench.new_token("test", days=1))
