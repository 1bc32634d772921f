"""Two nodes, each served, and what may come between them."""

import http.client
import logging
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from tests.exchange.making import Agency, agencies, canary, outgoing, person
from tests.web.conftest import Client, serving

from comity.exchange import BLOCK
from comity.exchange.calling import Call, sign
from comity.model import ComityError
from comity.web import Served as Server

UPLOADS, WAITING = "/exchange/uploads", "/exchange/waiting"


class Served:
    """An agency whose node is served, and how a partner's node calls it."""

    def __init__(self, agency: Agency, desk: Server, address: str) -> None:
        self.agency, self.desk, self.address = agency, desk, address
        desk.calls.most = 10_000

    def call(
        self, caller: Agency, method: str, target: str, body: bytes = b"", **changed: Any
    ) -> requests.Response:
        """Call as a node does; ``changed`` is sent in the place of what was signed."""
        keys = caller.desk._office.keys
        here = caller.desk._office.origin, self.agency.desk._office.origin
        signed = Call(*here, method, target, sha256(body).hexdigest())
        header = changed.get("header", sign(signed, keys.signer))
        return Client(self.address)(
            changed.get("as_method", method),
            changed.get("as_target", target),
            data=changed.get("as_body", body),
            headers={"Authorization": header},
        )

    def upload(self, caller: Agency, data: bytes) -> str:
        """Upload a file whole, without finishing."""
        name = sha256(data).hexdigest()
        assert self.call(caller, "PUT", f"{UPLOADS}/{name}?size={len(data)}").status_code == 200
        sent = self.call(caller, "PATCH", f"{UPLOADS}/{name}?offset=0", data)
        assert sent.json()["offset"] == len(data), sent.text
        return name


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    made = agencies(tmp_path_factory.mktemp("agencies"), 3)
    yield made
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def cn(three: list[Agency]) -> Iterator[Served]:
    """The one of them that is served."""
    with serving(three[1].bench.node) as (desk, address):
        yield Served(three[1], desk, address)


@pytest.fixture
def us(three: list[Agency]) -> Agency:
    return three[0]


@pytest.fixture
def ice(three: list[Agency]) -> Agency:
    return three[2]


@pytest.fixture
def package(us: Agency, cn: Served, tmp_path: Path) -> tuple[str, bytes]:
    """A sealed package from ``us`` for ``cn``: its id, and its bytes."""
    case = us.case()
    us.state(case, person(canary()))
    id_ = us.share(case, cn.agency)
    return id_, outgoing(us, cn.agency, tmp_path / "out")[-1].read_bytes()


def _said(found: requests.Response, status: int) -> str:
    assert found.status_code == status, found.text
    assert found.headers["Content-Type"] == "application/problem+json"
    return str(found.json()["detail"])


def test_a_package_comes_once(us: Agency, cn: Served, package: tuple[str, bytes]) -> None:
    id_, data = package
    name = cn.upload(us, data)
    for new in (True, False, False):
        found = cn.call(us, "POST", f"{UPLOADS}/{name}/finish")
        assert found.json() == {"package": id_, "new": new}
    assert cn.call(us, "PUT", f"{UPLOADS}/{name}?size={len(data)}").json()["offset"] == len(data)
    came = [s for s in cn.agency.desk.inbox() if s.package.id == id_]
    assert [act.act for act in came[0].acts] == ["received"]
    assert came[0].package.added_by == "cn-one"


@pytest.mark.parametrize("part", [0, 1, 1000, -1])
def test_a_line_that_breaks_within_a_block_loses_that_block_alone(
    us: Agency, cn: Served, package: tuple[str, bytes], part: int
) -> None:
    id_, data = package
    name = sha256(data).hexdigest()
    cn.call(us, "PUT", f"{UPLOADS}/{name}?size={len(data)}")
    first = cn.call(us, "PATCH", f"{UPLOADS}/{name}?offset=0", data[:2000]).json()["offset"]
    target, block = f"{UPLOADS}/{name}?offset={first}", data[first:]
    here = us.desk._office.origin, cn.agency.desk._office.origin
    call = Call(*here, "PATCH", target, sha256(block).hexdigest())
    parts = urlsplit(cn.address)
    with socket.create_connection((parts.hostname, parts.port)) as line:
        head = (
            f"PATCH {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {len(block)}\r\n"
            f"Authorization: {sign(call, us.desk._office.keys.signer)}\r\n\r\n"
        )
        line.sendall(head.encode() + block[:part])
    stands = cn.call(us, "GET", f"{UPLOADS}/{name}").json()
    assert stands["offset"] == first == 2000
    assert cn.call(us, "PATCH", target, block).json()["offset"] == len(data)
    assert cn.call(us, "POST", f"{UPLOADS}/{name}/finish").json()["package"] == id_


def test_several_at_once(us: Agency, cn: Served, tmp_path: Path) -> None:
    case = us.case()
    ids = []
    for _ in range(6):
        us.state(case, person(canary()))
        ids.append(us.share(case, cn.agency))
    files = [path.read_bytes() for path in outgoing(us, cn.agency, tmp_path / "out")][-6:]

    def send(data: bytes) -> str:
        name = cn.upload(us, data)
        found = cn.call(us, "POST", f"{UPLOADS}/{name}/finish")
        assert found.status_code == 200, found.text
        return str(found.json()["package"])

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(send, files)) == set(ids)
    assert {s.package.id for s in cn.agency.desk.inbox()} >= set(ids)
    assert cn.agency.wrong() == []


def test_the_same_file_twice_at_once(us: Agency, cn: Served, package: tuple[str, bytes]) -> None:
    id_, data = package
    name = cn.upload(us, data)
    target = f"{UPLOADS}/{name}/finish"
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: cn.call(us, "POST", target), range(4)))
    assert {f.status_code for f in found} <= {200, 409}
    assert [f.json()["new"] for f in found if f.status_code == 200].count(True) == 1
    assert cn.call(us, "POST", target).json() == {"package": id_, "new": False}


def test_an_offset_that_is_not_where_it_stands(us: Agency, cn: Served) -> None:
    name = "ab" * 32
    cn.call(us, "PUT", f"{UPLOADS}/{name}?size=10")
    for offset in (1, 10, 11, 1 << 62):
        said = _said(cn.call(us, "PATCH", f"{UPLOADS}/{name}?offset={offset}", b"x"), 409)
        assert "stands at 0 of 10 bytes" in said
    assert "stands at 0" in _said(cn.call(us, "POST", f"{UPLOADS}/{name}/finish"), 409)
    for wrong in ("-1", "x", "", "1e3", str(10**40)):
        found = cn.call(us, "PATCH", f"{UPLOADS}/{name}?offset={wrong}", b"x")
        assert found.status_code in (400, 409), found.text
    assert cn.call(us, "PATCH", f"{UPLOADS}/{name}", b"x").status_code == 400


def test_blocks_of_four_mebibytes_and_no_more(us: Agency, cn: Served) -> None:
    name, target = "cd" * 32, f"{UPLOADS}/{'cd' * 32}?offset=0"
    cn.call(us, "PUT", f"{UPLOADS}/{name}?size={3 * BLOCK}")
    assert "too large" in _said(cn.call(us, "PATCH", target, bytes(BLOCK + 1)), 413)
    assert cn.call(us, "PATCH", target, bytes(BLOCK)).json()["offset"] == BLOCK
    for size in (0, 1 << 40, "x", ""):
        assert _said(cn.call(us, "PUT", f"{UPLOADS}/{'ef' * 32}?size={size}"), 400)


def test_what_is_not_a_package_is_refused_with_the_reason(us: Agency, cn: Served) -> None:
    name = cn.upload(us, b"no package")
    assert "age" in _said(cn.call(us, "POST", f"{UPLOADS}/{name}/finish"), 422)
    denied = [e for e in cn.agency.bench.log() if e["kind"] == "denied"][-1]
    assert denied["author"] == "comity/dea" and "age" in denied["what"]["why"]
    assert "begin it first" in _said(cn.call(us, "POST", f"{UPLOADS}/{name}/finish"), 404)
    wrong = "12" * 32
    cn.call(us, "PUT", f"{UPLOADS}/{wrong}?size=5")
    cn.call(us, "PATCH", f"{UPLOADS}/{wrong}?offset=0", b"other")
    assert "changed on its way" in _said(cn.call(us, "POST", f"{UPLOADS}/{wrong}/finish"), 422)


def test_what_concerns_this_node_alone_is_not_told(
    us: Agency, cn: Served, package: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ComityError("The package is above the clearance of cn-one")

    name = cn.upload(us, package[1])
    with monkeypatch.context() as patch:
        patch.setattr("comity.exchange.uploads.receive", fail)
        said = _said(cn.call(us, "POST", f"{UPLOADS}/{name}/finish"), 422)
    assert "cn-one" not in said and "must see to it" in said
    assert cn.call(us, "POST", f"{UPLOADS}/{name}/finish").json()["package"] == package[0]


def test_a_package_is_taken_in_by_the_reader_that_the_settings_name(
    us: Agency, cn: Served, package: tuple[str, bytes]
) -> None:
    node = cn.agency.bench.node
    with serving(node, receiver="cn-two") as (desk, address):
        there = Served(cn.agency, desk, address)
        name = there.upload(us, package[1])
        assert there.call(us, "POST", f"{UPLOADS}/{name}/finish").status_code == 200
    assert cn.agency.desk.received(package[0]).added_by == "cn-two"
    with serving(node, receiver="nobody") as (desk, address):
        said = _said(Served(cn.agency, desk, address).call(us, "GET", WAITING), 503)
        assert "nobody" not in said and "cn-one" not in said


def test_one_partner_s_upload_is_not_there_for_another(us: Agency, ice: Agency, cn: Served) -> None:
    name = "34" * 32
    cn.call(us, "PUT", f"{UPLOADS}/{name}?size=3")
    cn.call(us, "PATCH", f"{UPLOADS}/{name}?offset=0", b"ab")
    for method, rest, body in (
        ("GET", "", b""),
        ("PATCH", "?offset=2", b"c"),
        ("POST", "/finish", b""),
    ):
        none = cn.call(ice, method, f"{UPLOADS}/{'99' * 32}{rest}", body)
        found = cn.call(ice, method, f"{UPLOADS}/{name}{rest}", body)
        assert found.status_code == none.status_code == 404 and found.text == none.text
    assert cn.call(ice, "PUT", f"{UPLOADS}/{name}?size=3").json()["offset"] == 0
    assert cn.call(us, "GET", f"{UPLOADS}/{name}").json()["offset"] == 2


def test_what_waits_is_for_its_recipient_alone(us: Agency, ice: Agency, cn: Served) -> None:
    case = cn.agency.case()
    cn.agency.state(case, person(canary()))
    id_ = cn.agency.share(case, us)
    path = cn.agency.desk._office.path(cn.agency.desk.sent(id_))
    target = f"{WAITING}/{id_}"
    assert id_ in cn.call(us, "GET", WAITING).json()
    assert id_ not in cn.call(ice, "GET", WAITING).json()
    assert _said(cn.call(ice, "GET", target), 404) == _said(
        cn.call(ice, "GET", f"{WAITING}/{'0' * 64}"), 404
    )
    assert cn.call(ice, "DELETE", target).status_code == 204  # and nothing happens
    assert cn.call(us, "GET", target).content == path.read_bytes()
    assert cn.call(us, "DELETE", target).status_code == 204
    assert cn.call(us, "DELETE", target).status_code == 204
    assert cn.call(us, "GET", target).status_code == 404
    assert cn.agency.desk.state(cn.agency.desk.sent(id_)) == "delivered"


def test_a_fetch_goes_on_where_it_was_cut_off(us: Agency, cn: Served) -> None:
    case = cn.agency.case()
    cn.agency.state(case, person(canary()))
    id_ = cn.agency.share(case, us)
    whole = cn.call(us, "GET", f"{WAITING}/{id_}").content
    keys, origin = us.desk._office.keys, us.desk._office.origin
    call = Call(origin, cn.agency.desk._office.origin, "GET", f"{WAITING}/{id_}")
    headers = {"Authorization": sign(call, keys.signer), "Range": "bytes=100-"}
    part = Client(cn.address)("GET", f"{WAITING}/{id_}", headers=headers)
    assert part.status_code == 206 and part.content == whole[100:]


# --- calls that are none -------------------------------------------------------------------------


def _block(found: Served, caller: Agency, **changed: Any) -> requests.Response:
    return found.call(caller, "PATCH", f"{UPLOADS}/{'56' * 32}?offset=0", b"block", **changed)


def test_nothing_of_a_call_can_be_changed_on_its_way(us: Agency, cn: Served) -> None:
    name = "56" * 32
    cn.call(us, "PUT", f"{UPLOADS}/{name}?size=5")
    for other in ({"as_target": f"{UPLOADS}/{name}?offset=1"}, {"as_method": "GET"}):
        assert "signed for something else" in _said(_block(cn, us, **other), 401)
    assert "not the one that was signed" in _said(_block(cn, us, as_body=b"blocK"), 400)
    assert "not the one that was signed" in _said(_block(cn, us, as_body=b""), 400)
    assert cn.call(us, "GET", f"{UPLOADS}/{name}").json()["offset"] == 0
    assert _block(cn, us).json()["offset"] == 5


def test_a_call_for_another_node_or_of_another_time_is_refused(
    us: Agency, ice: Agency, cn: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_ice = Call(us.desk._office.origin, ice.desk._office.origin, "GET", WAITING)
    header = sign(for_ice, us.desk._office.keys.signer)
    assert "something else" in _said(cn.call(us, "GET", WAITING, header=header), 401)

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(UTC) - timedelta(minutes=5, seconds=5)

    with monkeypatch.context() as patch:
        patch.setattr("comity.exchange.calling.datetime", Earlier)
        ours = Call(us.desk._office.origin, cn.agency.desk._office.origin, "GET", WAITING)
        old = sign(ours, us.desk._office.keys.signer)
    assert "clocks" in _said(cn.call(us, "GET", WAITING, header=old), 401)


def test_a_stranger_learns_nothing_and_a_revoked_partner_no_more(
    us: Agency,
    ice: Agency,
    cn: Served,
    three: list[Agency],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    stranger = Agency(tmp_path_factory.mktemp("stranger") / "node", "x", "Nobody", "us")
    calls = [
        ("PUT", f"{UPLOADS}/{'0' * 64}?size=3"),
        ("GET", f"{UPLOADS}/{'0' * 64}"),
        ("GET", WAITING),
        ("GET", f"{WAITING}/{'0' * 64}"),
        ("DELETE", f"{WAITING}/{'0' * 64}"),
        ("POST", f"{UPLOADS}/x/finish"),
    ]
    said = {_said(cn.call(stranger, *call), 401) for call in calls}
    stranger.close()
    ice_keys = ice.desk.card
    cn.agency.desk.revoke("ice")
    try:
        said |= {_said(cn.call(ice, *call), 401) for call in calls}
        said |= {
            _said(cn.call(us, *call, header=h), 401) for call in calls for h in ("", "Bearer x")
        }
    finally:
        ice.desk.rotate()
        card = ice.desk.card
        cn.agency.desk.add_partner(card.dump(), fingerprint=card.fingerprint)
    assert len(said) == 1 and "trusted here" in said.pop()
    assert card.serial > ice_keys.serial
    assert cn.call(ice, "GET", WAITING).status_code == 200


@pytest.mark.parametrize(
    "header",
    [b"Comity", b"Comity ", b"Comity \xff\xfe", b"Comity =", b"Comity " + b"A" * 5000,
     b"Basic x", b"\xe9", b"Comity AAAA BBBB"],
)  # fmt: skip
def test_junk_in_the_header_is_refused(cn: Served, header: bytes) -> None:
    parts = urlsplit(cn.address)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=9)
    line.putrequest("GET", WAITING)
    line.putheader("Authorization", header)
    line.endheaders()
    assert line.getresponse().status == 401
    line.close()


def test_a_stranger_is_refused_before_the_body_is_read(cn: Served) -> None:
    parts = urlsplit(cn.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=9) as line:
        head = f"PATCH {UPLOADS}/{'0' * 64}?offset=0 HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        line.sendall(f"{head}Content-Length: 4000000\r\n\r\n".encode() + b"x" * 1000)
        assert line.recv(100).startswith(b"HTTP/1.1 401")


def test_refusals_are_in_the_log_without_flooding_it(three: list[Agency]) -> None:
    ice = three[2]
    with serving(ice.bench.node, failures=4) as (desk, address):
        desk.denials.most = 3
        statuses = [Client(address).get(f"{WAITING}/{'0' * 64}").status_code for _ in range(8)]
        assert statuses == [401] * 4 + [429] * 4
    denied = [e for e in ice.bench.log() if e["kind"] == "denied"]
    assert len(denied) == 3
    assert denied[-1]["author"] == "unknown caller"
    assert denied[-1]["what"]["call"] == "GET /exchange/waiting/{package}"
    assert denied[-1]["what"]["address"] == "127.0.0.1"
    assert ice.wrong() == []


def test_the_server_s_log_says_which_node_called(
    us: Agency, cn: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "comity.web"):
        cn.call(us, "GET", f"{UPLOADS}/{'0' * 64}")
        for _ in range(500):  # it is written when the answer has gone
            if caplog.text:
                break
            time.sleep(0.01)
    assert "comity/dea GET /exchange/uploads/{sha256} 404" in caplog.text
    assert "0" * 64 not in caplog.text


def test_people_s_tokens_open_nothing_here(cn: Served) -> None:
    token = cn.agency.bench.new_token("test")
    assert Client(cn.address, token).get(WAITING).status_code == 401


def test_many_slow_uploads_do_not_shut_people_out(us: Agency, cn: Served) -> None:
    parts = urlsplit(cn.address)
    here = us.desk._office.origin, cn.agency.desk._office.origin
    lines = []
    try:
        for number in range(20):
            target = f"{UPLOADS}/{number:064x}?offset=0"
            call = Call(*here, "PATCH", target, sha256(b"x").hexdigest())
            line = socket.create_connection((parts.hostname, parts.port), timeout=9)
            lines.append(line)
            head = (
                f"PATCH {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 9\r\n"
                f"Authorization: {sign(call, us.desk._office.keys.signer)}\r\n\r\n"
            )
            line.sendall(head.encode())
        assert threading.active_count() < 100
        assert cn.call(us, "GET", WAITING).status_code == 200
    finally:
        for line in lines:
            line.close()
