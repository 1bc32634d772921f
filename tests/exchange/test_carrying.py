"""Carrying over HTTP: one side that can be reached is enough, and what breaks goes on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.exchange.making import Agency, agencies, canary, person
from tests.web.conftest import serving

from comity.exchange import (
    ASSURANCE,
    LEAD,
    REQUEST,
    Allowance,
    Away,
    Draft,
    Wish,
    carrying,
)
from comity.exchange.carrying import Line, check_address
from comity.model import ComityError
from comity.web import Listening

Transport = httpx.BaseTransport


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Agency]]:
    """``us`` can call ``cn``, which is served; nobody can call ``us``."""
    us, cn = agencies(tmp_path_factory.mktemp("agencies"), 2)
    with serving(cn.bench.node) as (desk, address):
        desk.calls.most = 10_000
        cn.desk.reach(address)
        us.desk.add_partner(cn.desk.card.dump())
        yield [us, cn]
    us.close()
    cn.close()


def line(us: Agency, transport: Transport | None = None) -> Line:
    partner = us.desk.partner("cn")
    client = httpx.Client(base_url=partner.card.address, transport=transport, timeout=20)
    return Line(us.desk._office, partner, client)


def shared(us: Agency, cn: Agency, number: int = 1) -> list[str]:
    """Have ``us`` seal packages for ``cn``."""
    case = us.case()
    found = []
    for _ in range(number):
        us.state(case, person(canary()))
        found.append(us.share(case, cn))
    return found


def agreed(*of: Agency) -> None:
    """Check that both sides are as they should be, and say the same."""
    us, cn = of
    for one, other in ((us, "cn"), (cn, "us")):
        assert one.wrong() == []
        assert [f for f in one.desk.verify(other) if f.wrong] == []


class Breaking(httpx.HTTPTransport):
    """Breaks once, before or after the request with a number, counted from 0."""

    def __init__(self, number: int, *, before: bool) -> None:
        super().__init__()
        self.left, self.before = number, before

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.left -= 1
        if self.left == -1 and self.before:
            raise httpx.ConnectError("cut off")
        answer = super().handle_request(request)
        if self.left == -1:
            answer.close()
            raise httpx.ReadError("cut off")
        return answer


class Saying(httpx.BaseTransport):
    """Answers some requests itself."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response | None]) -> None:
        self._answer, self._real = answer, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answer(request) or self._real.handle_request(request)


# --- what a person does --------------------------------------------------------------------------


def test_send_delivers_and_fetches_the_receipt(two: list[Agency]) -> None:
    us, cn = two
    (package,) = shared(us, cn)
    assert us.desk.deliver("cn") == (1, 1, ())
    assert us.desk.state(us.desk.sent(package)) == "acknowledged"
    assert us.desk.deliver("cn") == (0, 0, ())
    cn.desk.accept(package, cn.case())
    assert us.desk.deliver("cn") == (0, 1, ())
    assert us.desk.state(us.desk.sent(package)) == "accepted"
    agreed(us, cn)


def test_who_cannot_call_gives_and_is_given_all_the_same(two: list[Agency]) -> None:
    us, cn = two
    with pytest.raises(ComityError, match="when its node calls here"):
        cn.desk.deliver("us")
    case = cn.case()
    cn.state(case, person(canary()))
    package = cn.share(case, us)
    assert us.desk.deliver("cn").came == 1
    us.desk.refuse(package, "not ours")
    us.desk.deliver("cn")
    assert cn.desk.state(cn.desk.sent(package)) == "refused"
    agreed(us, cn)


def test_leads_requests_assurances_and_recalls_cross(two: list[Agency]) -> None:
    us, cn = two
    case, theirs = us.case(), cn.case()
    cn.consent(theirs, us)
    made = []
    for schema, props in (
        (LEAD, {"name": "A number"}),
        (REQUEST, {"name": "Records", "authority": "DEA", "facts": "as said"}),
        (ASSURANCE, {"term": "assurance:no-death-sentence", "state": "asked"}),
    ):
        giver = us.name if schema != ASSURANCE else cn.name
        receiver = cn.name if schema != ASSURANCE else us.name
        dealing = us.desk.begin(case, Draft(schema, props), giver=giver, receiver=receiver)
        made.append((schema, us.desk.send(case, dealing, Wish("cn", (), files=False)).id))
    us.desk.deliver("cn")
    for schema, package in made:
        cn.desk.accept(package, theirs)
        assert cn.desk.dealings(theirs, schema)
    recall = us.desk.recall_package(made[0][1], "misread")
    us.desk.deliver("cn")
    assert cn.desk.dealings(theirs, LEAD) == []
    assert cn.desk.dealings(theirs, REQUEST)
    assert us.desk.state(us.desk.sent(recall.id)) == "withdrawn"
    agreed(us, cn)


@pytest.mark.parametrize("asker", ["us", "cn"])
def test_an_overlap_needs_one_that_can_be_reached(two: list[Agency], asker: str) -> None:
    us, cn = two
    one, other = (us, cn) if asker == "us" else (cn, us)
    mine, theirs = one.case(), other.case()
    both, only = "+8613800138000", "+8613800138"
    for agency, case, mark in ((one, mine, "1"), (other, theirs, "2")):
        numbers = [both, *(f"{only}{n:02}{mark}" for n in range(1, 30))]
        agency.state(case, *(person("Rosa", "phone", number) for number in numbers))
        agency.consent(case, us if agency is cn else cn)
        agency.desk.allow("us" if agency is cn else "cn", Allowance(least=1))
    asked = one.desk.overlap(mine, other.word, ["phone"])
    us.desk.deliver("cn")
    other.desk.accept(asked.id, theirs)
    us.desk.deliver("cn")
    us.desk.deliver("cn")
    for agency, case in ((one, mine), (other, theirs)):
        (lead,) = agency.desk.dealings(case, LEAD)
        assert both in lead.name
    agreed(us, cn)


# --- what breaks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [True, False])
def test_a_line_cut_at_any_call_loses_and_doubles_nothing(
    two: list[Agency], before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    monkeypatch.setattr(carrying, "BLOCK", 4000)
    packages = shared(us, cn, 2)
    theirs = cn.case()
    cn.state(theirs, person(canary()))
    back = cn.share(theirs, us)
    cuts = 0
    while True:
        with line(us, Breaking(cuts, before=before)) as broken:
            try:
                broken.run()
                break
            except Away as error:
                assert "cut off" in str(error) and "Nothing is lost" in str(error)
        cuts += 1
    assert cuts > 2
    us.desk.deliver("cn")
    for package in packages:
        acts = [a.act for s in cn.desk.inbox() if s.package.id == package for a in s.acts]
        assert acts == ["received"]
        assert us.desk.state(us.desk.sent(package)) == "acknowledged"
    assert [s.package.id for s in us.desk.inbox()].count(back) == 1
    assert cn.desk.state(cn.desk.sent(back)) == "acknowledged"
    agreed(us, cn)


def test_an_upload_goes_on_where_it_stopped(
    two: list[Agency], monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    monkeypatch.setattr(carrying, "BLOCK", 1000)
    shared(us, cn)
    offsets: list[str] = []

    def cut(request: httpx.Request) -> None:
        if request.method == "PATCH":
            if len(offsets) == 3:
                offsets.append("cut")
                raise httpx.WriteError("cut off")
            offsets.append(request.url.params["offset"])

    with line(us, Saying(cut)) as one, pytest.raises(Away):
        one.run()
    assert offsets == ["0", "1000", "2000", "cut"]
    with line(us, Saying(cut)) as again:
        assert again.run().sent == 1
    assert offsets[4] == "3000"


def test_a_fetch_goes_on_where_it_stopped(two: list[Agency]) -> None:
    us, cn = two
    case = cn.case()
    cn.state(case, person(canary()))
    package = cn.share(case, us)
    ranges: list[str | None] = []

    def half(request: httpx.Request) -> httpx.Response | None:
        if not request.url.path.endswith(package) or request.method != "GET":
            return None
        ranges.append(request.headers.get("Range"))
        if len(ranges) > 1:
            return None
        whole = httpx.HTTPTransport().handle_request(request)
        data = whole.read()

        def cut() -> Iterator[bytes]:
            yield data[:500]
            raise httpx.ReadError("cut off")

        return httpx.Response(200, content=cut())

    with line(us, Saying(half)) as one, pytest.raises(Away, match="cut off"):
        one.run()
    with line(us, Saying(half)) as again:
        assert again.run().came == 1
    assert ranges == [None, "bytes=500-"]
    assert [p for p in (us.home / "fetching").rglob("*") if p.is_file()] == []
    agreed(us, cn)


def test_what_is_refused_does_not_stop_what_is_behind_it(two: list[Agency]) -> None:
    us, cn = two
    bad, good = shared(us, cn, 2)
    path = us.desk._office.path(us.desk.sent(bad))
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    passed = us.desk.deliver("cn")
    assert passed.sent == 1 and [r[:12] for r in passed.refused] == [bad[:12]]
    assert us.desk.state(us.desk.sent(good)) == "acknowledged"
    path.write_bytes(whole)
    assert us.desk.deliver("cn").sent == 1

    case = cn.case()
    cn.state(case, person(canary()))
    bad, good = cn.share(case, us), cn.share(case, us)
    path = cn.desk._office.path(cn.desk.sent(bad))
    whole = path.read_bytes()
    path.write_bytes(b"junk")
    passed = us.desk.deliver("cn")
    assert passed.refused[0].startswith(bad[:12]) and us.desk.received(good)
    path.write_bytes(whole)
    assert us.desk.deliver("cn").came == 1
    agreed(us, cn)


STRANGE: dict[str, Callable[[httpx.Request], Any]] = {
    "html": lambda _: httpx.Response(200, text="<html>"),
    "elsewhere": lambda _: httpx.Response(302, headers={"Location": "https://x.example/"}),
    "endless": lambda _: httpx.Response(200, content=(b"x" * 65536 for _ in range(1000))),
    "list": lambda _: httpx.Response(200, json=[1, 2]),
    "offset": lambda _: httpx.Response(200, json={"offset": -5}),
    "text": lambda _: httpx.Response(200, json={"offset": "5"}),
    "far": lambda _: httpx.Response(200, json={"offset": 1 << 62}),
    "nothing": lambda _: httpx.Response(200),
    "broken": lambda _: httpx.Response(500, text="\x1b[2J" * 1000),
    "nested": lambda _: httpx.Response(200, content=b"[" * 100_000),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_a_server_that_is_none_of_ours_has_nothing_happen(two: list[Agency], kind: str) -> None:
    us, cn = two
    (package,) = shared(us, cn)
    with line(us, Saying(STRANGE[kind])) as one, pytest.raises(Away) as error:
        one.run()
    assert str(error.value).isprintable() and len(str(error.value)) < 700
    assert us.desk.state(us.desk.sent(package)) == "sent"
    us.desk.deliver("cn")


@pytest.mark.parametrize("name", ["../../x", "0" * 63, "A" * 64, 7, None, "0" * 64 + "/.."])
def test_a_list_that_leads_elsewhere_is_not_followed(two: list[Agency], name: object) -> None:
    us, cn = two

    def listing(request: httpx.Request) -> httpx.Response | None:
        return httpx.Response(200, json=[name]) if request.url.path.endswith("waiting") else None

    with line(us, Saying(listing)) as one, pytest.raises(Away, match="none of Comity's"):
        one.fetch()
    assert cn.wrong() == []


def test_a_partner_cannot_fill_the_disk_by_what_it_gives(
    two: list[Agency], monkeypatch: pytest.MonkeyPatch
) -> None:
    us, _ = two
    name = "0" * 64

    def endless(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("waiting"):
            return httpx.Response(200, json=[name])
        return httpx.Response(200, content=(b"x" * 65536 for _ in range(1000)))

    monkeypatch.setattr(carrying, "LARGEST", 1 << 20)
    with line(us, Saying(endless)) as one:
        arrivals, refused = one.fetch()
    assert arrivals == [] and "no room" in refused[0]
    assert [p for p in (us.home / "fetching").rglob("*") if p.is_file()] == []


def test_an_address_to_which_others_can_listen_is_not_called(two: list[Agency]) -> None:
    us, *_ = two
    for wrong in (
        "http://cn.example",
        "ftp://x",
        "cn.example",
        "https://",
        "https://x/?a=b",
        "//x",
    ):
        with pytest.raises(ComityError, match="begins with https"):
            check_address(wrong)
        with pytest.raises(ComityError, match="begins with https"):
            us.desk.reach(wrong)
    for good in ("", "https://cn.example", "https://cn.example:8443/comity", "http://127.0.0.1:1"):
        check_address(good)
    partner = us.desk.partner("cn")
    listened = partner._replace(card=partner.card._replace(address="http://cn.example"))
    with pytest.raises(ComityError, match="begins with https"):
        Line(us.desk._office, listened)


def test_a_node_shows_a_certificate_that_is_trusted_here(
    two: list[Agency], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    us, cn = two
    certificate, key = certified(tmp_path)
    partner = us.desk.partner("cn")
    with serving(cn.bench.node, Listening(port=0, certificate=certificate, key=key)) as (_, at):
        safe = partner._replace(card=partner.card._replace(address=at))
        (package,) = shared(us, cn)
        with Line(us.desk._office, safe) as one, pytest.raises(Away, match=r"(?i)certificate"):
            one.run()
        assert us.desk.state(us.desk.sent(package)) == "sent"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Line(us.desk._office, safe) as one:
            assert one.run().sent == 1


def certified(folder: Path) -> tuple[Path, Path]:
    """Return the files of a certificate for this machine, which nobody else vouches for."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "cn.example")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def test_nobody_there(two: list[Agency]) -> None:
    us, cn = two
    partner = us.desk.partner("cn")
    gone = partner._replace(card=partner.card._replace(address="http://127.0.0.1:9"))
    (package,) = shared(us, cn)
    with Line(us.desk._office, gone) as one, pytest.raises(Away, match="cannot be reached"):
        one.run()
    assert us.desk.state(us.desk.sent(package)) == "sent"
    us.desk.deliver("cn")


def test_a_package_is_handed_over_once(two: list[Agency], tmp_path: Path) -> None:
    us, cn = two
    (package,) = shared(us, cn)
    assert us.desk.hand_over(package[:12]).stat().st_size
    with pytest.raises(ComityError, match="does not wait"):
        us.desk.hand_over(package[:12])
    assert us.desk.state(us.desk.sent(package)) == "delivered"
    cn.desk.receive(us.desk._office.path(us.desk.sent(package)))
    assert us.desk.deliver("cn").came == 1
    agreed(us, cn)
