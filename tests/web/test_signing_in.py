"""Who comes in, who does not, and what a browser can be made to do by another site's page."""

import http.client
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import requests
import sqlalchemy as sa
from tests.web.conftest import Client, serving

import comity
from comity.store import Node
from comity.web import Served
from comity.web.sessions import SESSION, Kept
from comity.web.settings import OpenIdSettings, Settings, check_safe
from comity.web.signing_in import CSRF

Running = tuple[Served, str]
ME = "/api/v1/me"


@pytest.fixture
def browser(served: Running) -> Client:
    """A browser in which ``ann`` opened the link."""
    desk, address = served
    client = Client(address)
    assert client.get("/sign-in", link=desk.links.put("ann")).status_code == 200
    return client


def test_a_link_opens_once(served: Running, browser: Client, nobody: Client) -> None:
    assert browser.json(ME)["reader"] == "ann"
    link = served[0].links.put("guest")
    assert Client(served[1]).get("/sign-in", link=link).status_code == 200
    again = nobody.get("/sign-in", link=link)
    assert again.status_code == 401 and "was used before" in again.json()["detail"]
    assert nobody.get(ME).status_code == 401


def test_the_cookie_is_for_this_site_and_no_script(served: Running) -> None:
    sent = Client(served[1])("GET", f"/sign-in?link={served[0].links.put('ann')}",
                             allow_redirects=False)  # fmt: skip
    assert sent.status_code == 303 and sent.headers["Location"] == "/"
    cookie = sent.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie


def test_by_https_the_cookie_is_for_https_alone(node: Node) -> None:
    told = Settings("https://comity.agency.example")
    assert (told.secure, told.cookie) == (True, "__Host-comity")
    assert told.hosts == {"comity.agency.example"}


def test_a_write_from_a_browser_shows_that_it_is_of_our_page(browser: Client) -> None:
    case = {"slug": "from-a-page"}
    word = browser.json(ME)["csrf"]
    other = {"Origin": "https://elsewhere.example"}
    own = {"Origin": browser.address}
    for headers in ({}, {CSRF: ""}, {CSRF: "x"}, {CSRF: word, **other}, {CSRF: word + "é"}):
        shown = {k: v.encode() for k, v in headers.items()}
        refused = browser.post("/api/v1/cases", case, headers=shown)
        assert refused.status_code == 403, headers
    assert browser.post("/api/v1/cases", case, headers={CSRF: word, **own}).status_code == 201
    assert browser.post("/sign-out").status_code == 403


def test_no_other_site_may_read_answers(browser: Client) -> None:
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    for method in ("GET", "OPTIONS"):
        found = browser(method, ME, headers=headers)
        assert not [name for name in found.headers if name.lower().startswith("access-control")]


def test_signing_out_ends_the_session(browser: Client) -> None:
    cookies = browser.session.cookies.copy()
    out = browser.post("/sign-out", headers={CSRF: browser.json(ME)["csrf"]})
    assert out.status_code == 204
    assert requests.get(browser.address + ME, cookies=cookies, timeout=9).status_code == 401


def test_a_session_ends_by_itself() -> None:
    now = 0.0
    kept: Kept[str] = Kept(SESSION, lambda: now)
    used, idle = kept.put("used"), kept.put("idle")
    for _ in range(48):
        now += SESSION.longest / 48
        assert kept.find(used) == "used"
    assert kept.find(idle) is None
    now += 1
    assert kept.find(used) is None


def test_who_is_no_reader_any_more_is_out_at_once(served: Running, node: Node, ann: Client) -> None:
    desk, address = served
    ann("PUT", "/api/v1/readers/leaver", json={"clearance": "public"})
    browser = Client(address)
    browser.get("/sign-in", link=desk.links.put("leaver"))
    with comity.Workbench(node, "leaver", shared=True) as bench:
        program = Client(address, bench.new_token("t"))
    assert program.json(ME)["reader"] == browser.json(ME)["reader"] == "leaver"
    ann("DELETE", "/api/v1/readers/leaver")
    assert program.get(ME).status_code == browser.get(ME).status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer  ", "Basic YW5uOg==", "ann", "", "Bearer a.b.c",
               "Bearer comity_" + "A" * 43, "Bearer \xff"],
)  # fmt: skip
def test_what_is_no_token_is_nobody(served: Running, browser: Client, header: str) -> None:
    # Not even beside the cookie of somebody who is signed in.
    served[0].tries.most = 1000
    found = browser("GET", ME, headers={"Authorization": header.encode("latin-1")})
    assert found.status_code == 401


def test_a_token_may_be_limited(served: Running, node: Node) -> None:
    with comity.Workbench(node, "ann", shared=True) as bench:
        reading = Client(served[1], bench.new_token("reading", may=["read"]))
    assert reading.json(ME)["may"] == ["read"]
    refused = reading.post("/api/v1/cases", {"slug": "by-token"})
    assert refused.status_code == 403 and "not for this" in refused.json()["detail"]


def test_too_many_failures_must_wait(node: Node) -> None:
    with serving(node, failures=3) as (desk, address):
        with comity.Workbench(node, "ann", shared=True) as bench:
            good = Client(address, bench.new_token("good"))
        browser = Client(address)
        browser.get("/sign-in", link=desk.links.put("ann"))
        statuses = [Client(address, "comity_x").get(ME).status_code for _ in range(5)]
        assert statuses == [401, 401, 401, 429, 429]
        waits = good.get(ME)
        assert waits.status_code == 429 and 0 < int(waits.headers["Retry-After"]) <= 301
        assert Client(address).get("/sign-in", link="x").status_code == 429
        assert browser.get(ME).status_code == 200  # who is in already, is not locked out


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:{port}", "[::1", "a@b"]
)
def test_another_host_s_name_leads_nowhere(served: Running, host: str) -> None:
    port = urlsplit(served[1]).port
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=9)
    asking.putrequest("GET", "/", skip_host=True)
    asking.putheader("Host", host.format(port=port))
    asking.endheaders()
    assert asking.getresponse().status in (400, 421)


def test_every_answer_carries_the_headers_that_protect_it(
    ann: Client, nobody: Client, browser: Client
) -> None:
    for found in (ann.get(ME), nobody.get(ME), nobody.get("/nope"), browser.post(ME),
                  ann.post("/api/v1/cases", {"slug": "x" * (2 << 20)})):  # fmt: skip
        headers = found.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "server" not in headers


def test_nothing_is_loaded_from_elsewhere(nobody: Client) -> None:
    for path in ("/docs", "/redoc"):
        assert nobody.get(path).status_code == 404
    assert "cdn" not in nobody.get("/openapi.json").text


def test_the_log_holds_no_secret_and_not_what_was_asked(
    served: Running, ann: Client, caplog: pytest.LogCaptureFixture
) -> None:
    link = served[0].links.put("ann")
    with caplog.at_level(logging.DEBUG, "comity.web"):
        Client(served[1]).get("/sign-in", link=link)
        ann.get("/api/v1/cases/xingtai/things/Liu Yong")
        ann.get("/api/v1/cases/xingtai/search", q="fentanyl")
    assert "ann GET /cases/{slug}/things/{thing} 200" in caplog.text
    token = str(ann.session.headers["Authorization"]).removeprefix("Bearer ")
    for secret in (link, token, "Liu Yong", "Liu%20Yong", "fentanyl"):
        assert secret not in caplog.text


def test_a_failure_of_ours_says_nothing_of_itself(
    served: Running, ann: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the words of a secret document")

    monkeypatch.setattr("comity.case.Case.timeline", fail)
    found = ann.get("/api/v1/cases/xingtai/timeline")
    assert found.status_code == 500 and found.headers["Content-Type"] == "application/problem+json"
    assert "secret" not in found.text and "X-Frame-Options" in found.headers
    ann.session.close()  # the server has closed the connection


def test_a_busy_database_is_said(ann: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sa.exc.TimeoutError("QueuePool limit reached")

    with monkeypatch.context() as patch:
        patch.setattr("comity.case.Case.timeline", fail)
        later = ann.get("/api/v1/cases/xingtai/timeline")
        patch.setattr("comity.web.signing_in.sign_in", fail)
        before = ann.get(ME)
    for found in (later, before):
        assert found.status_code == 503 and found.headers["Retry-After"]
        assert "X-Frame-Options" in found.headers and "QueuePool" not in found.text


@pytest.mark.parametrize("address", ["http://agency.example", "ftp://x", "", "https://", "x"])
def test_an_address_that_can_be_listened_to_is_refused(address: str) -> None:
    with pytest.raises(comity.ComityError, match="must be an https"):
        check_safe(address, "The address")


def test_the_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Callable[[], OpenIdSettings | None] = OpenIdSettings.from_environment
    assert read() is None
    monkeypatch.setenv("COMITY_OIDC_ISSUER", "https://id.example")
    with pytest.raises(comity.ComityError, match="COMITY_OIDC_CLIENT_ID"):
        read()
    monkeypatch.setenv("COMITY_OIDC_CLIENT_ID", "comity")
    assert read() == OpenIdSettings("https://id.example", "comity")
