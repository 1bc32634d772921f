"""Tokens that a provider did not make, or made for somebody else or another time, are refused."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from comity.model import ComityError
from comity.store import Node
from comity.web import OpenIdSettings
from comity.web.openid import Flow, OpenId

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
API = "https://api.example"
Claims = dict[str, Any]


class Provider(BaseHTTPRequestHandler):
    """A provider that says whatever a test has it say."""

    def _answer(self) -> None:
        told: Any = self.server
        found = told.said.get(urlsplit(self.path).path)
        if length := int(self.headers.get("Content-Length") or 0):
            told.said["asked"] = dict(parse_qsl(self.rfile.read(length).decode()))
        body = json.dumps(found).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Play:
    """A provider, the client that asks it, and one sign-in on its way."""

    def __init__(self, issuer: str, **told: str) -> None:
        self.issuer = issuer
        self.said: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": issuer,
                "authorization_endpoint": issuer + "/authorize",
                "token_endpoint": issuer + "/token",
                "jwks_uri": issuer + "/keys",
                "userinfo_endpoint": issuer + "/me",
                "authorization_response_iss_parameter_supported": True,
            },
            "/keys": KeySet([KEY]).as_dict(private=False),
        }
        self.openid = OpenId(OpenIdSettings(issuer, "comity", "s", **told), "http://127.0.0.1:1")

    def claims(self, **changed: Any) -> Claims:
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": "comity", "sub": "1", "iat": now, "exp": now + 60}
        given = {**usual, "preferred_username": "li", **changed}
        return {k: v for k, v in given.items() if v is not None}

    def finish(self, flow: Flow, token: str, **answered: str) -> Any:
        self.said["/token"] = {"access_token": "a", "token_type": "Bearer", "id_token": token}
        answer = {"state": flow.state, "code": "c", "iss": self.issuer, **answered}
        return self.openid.finish(flow, answer)


@pytest.fixture
def play() -> Iterator[Callable[..., Play]]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()

    def make(**told: str) -> Play:
        made = Play(f"http://127.0.0.1:{server.server_port}", **told)
        server.said = made.said
        return made

    yield make
    server.shutdown()
    server.server_close()


def _signed(claims: Claims, key: Any = KEY, **header: str) -> str:
    return jwt.encode({"alg": "RS256", "kid": "one", **header}, claims, key)


def test_a_sign_in_asks_with_pkce_and_takes_the_answer(play: Callable[..., Play]) -> None:
    with_provider = play()
    flow = with_provider.openid.begin()
    asked = dict(parse_qsl(urlsplit(flow.url).query))
    assert asked["code_challenge_method"] == "S256" and asked["code_challenge"] != flow.verifier
    assert (asked["state"], asked["nonce"]) == (flow.state, flow.nonce)
    assert asked["redirect_uri"] == "http://127.0.0.1:1/sign-in/back"
    token = _signed(with_provider.claims(nonce=flow.nonce))
    assert with_provider.finish(flow, token)["preferred_username"] == "li"
    assert with_provider.said["asked"]["code_verifier"] == flow.verifier


NOW = int(time.time())
WRONG: dict[str, Claims] = {
    "of another provider": {"iss": "https://other.example"},
    "for another client": {"aud": "other"},
    "for several, none of them named": {"aud": ["comity", "other"], "azp": "other"},
    "over": {"exp": NOW - 3600},
    "without an end": {"exp": None},
    "of the future": {"iat": NOW + 3600},
    "of another sign-in": {"nonce": "another"},
    "of no sign-in": {"nonce": None},
    "of nobody": {"sub": None},
}


@pytest.mark.parametrize("changed", WRONG.values(), ids=WRONG)
def test_an_identity_that_is_not_the_answer_is_refused(
    play: Callable[..., Play], changed: Claims
) -> None:
    provider = play()
    flow = provider.openid.begin()
    token = _signed(provider.claims(**{"nonce": flow.nonce, **changed}))
    with pytest.raises(ComityError):
        provider.finish(flow, token)


def _by_password(claims: Claims) -> str:
    said = ".".join(map(_coded, ({"alg": "HS256", "kid": "one"}, claims)))
    proof = hmac.digest(KEY.as_pem(private=False), said.encode(), "sha256")
    return said + "." + urlsafe_b64encode(proof).decode().rstrip("=")


def _coded(data: Claims) -> str:
    return urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def _forged(claims: Claims) -> dict[str, str]:
    return {
        "by another's key": _signed(claims, OTHER),
        "by a key of another kind": jwt.encode(
            {"alg": "ES256", "kid": "one"}, claims, ECKey.generate_key("P-256")
        ),
        "with the public key as a password": _by_password(claims),
        "by nobody": f"{_coded({'alg': 'none'})}.{_coded(claims)}.",
        "with its words changed": _signed(claims)[:-4] + "AAAA",
        "no token": "x.y.z",
        "nothing": "",
    }


@pytest.mark.parametrize("how", _forged({}))
def test_what_the_provider_did_not_sign_is_refused(play: Callable[..., Play], how: str) -> None:
    provider = play(audience=API)
    flow = provider.openid.begin()
    with pytest.raises(ComityError):
        provider.finish(flow, _forged(provider.claims(nonce=flow.nonce))[how])
    with pytest.raises(ComityError):
        provider.openid.access(_forged(provider.claims(aud=API))[how])


def test_an_access_token_is_for_us_and_no_identity(play: Callable[..., Play]) -> None:
    provider = play(audience=API)
    good = provider.claims(aud=API)
    assert provider.openid.access(_signed(good, typ="at+jwt"))["sub"] == "1"
    for changed in (
        {"aud": "other"},
        {"iss": "https://x.example"},
        {"exp": NOW - 99},
        {"exp": None},
    ):
        with pytest.raises(ComityError):
            provider.openid.access(_signed(provider.claims(**{"aud": API, **changed})))
    itself = play(audience="comity")
    identity = itself.claims(nonce="n")
    with pytest.raises(ComityError, match="not an access token"):
        itself.openid.access(_signed(identity))
    with pytest.raises(ComityError, match="COMITY_OIDC_AUDIENCE"):
        play().openid.access(_signed(good))


def test_more_is_believed_only_of_the_same_person(play: Callable[..., Play]) -> None:
    provider = play()
    flow = provider.openid.begin()
    token = _signed(provider.claims(nonce=flow.nonce, preferred_username=None))
    provider.said["/me"] = {"sub": "1", "preferred_username": "li"}
    assert provider.finish(flow, token)["preferred_username"] == "li"
    provider.said["/me"] = {"sub": "2", "preferred_username": "chief"}
    with pytest.raises(ComityError, match="somebody else"):
        provider.finish(flow, token)


@pytest.mark.parametrize(
    "claims",
    [
        {}, {"preferred_username": ""}, {"preferred_username": None}, {"preferred_username": 7},
        {"preferred_username": "li\n"}, {"preferred_username": "x" * 101},
        {"email": "chief"}, {"email": "chief", "email_verified": False},
        {"email": "chief", "email_verified": "true"}, {"preferred_username": "nobody"},
    ],
)  # fmt: skip
def test_claims_that_name_no_reader_name_nobody(
    play: Callable[..., Play], node: Node, claims: Claims
) -> None:
    with pytest.raises(ComityError):  # above all they do not name the node's first reader
        play().openid.reader_of(node, claims)


def test_a_new_reader_is_made_only_where_the_settings_say_so(
    play: Callable[..., Play], node: Node
) -> None:
    claims = {"preferred_username": "newcomer"}
    with pytest.raises(ComityError, match="no reader here"):
        play().openid.reader_of(node, claims)
    assert play(new_readers="public").openid.reader_of(node, claims) == "newcomer"
    assert node.readers()["newcomer"] == "public"
    newcomer = node.people.find("newcomer")
    assert newcomer and not newcomer.roles  # what he may do, a person says
    named = play(claim="sub")
    assert named.openid.reader_of(node, {"sub": "newcomer"}) == "newcomer"


def test_new_keys_of_the_provider_are_asked_for(
    play: Callable[..., Play], monkeypatch: Any
) -> None:
    monkeypatch.setattr("comity.web.provider._SOONEST", -1)
    provider = play(audience=API)
    claims = provider.claims(aud=API)
    assert provider.openid.access(_signed(claims))
    new = RSAKey.generate_key(2048, {"kid": "two"})
    provider.said["/keys"] = KeySet([new]).as_dict(private=False)
    assert provider.openid.access(jwt.encode({"alg": "RS256", "kid": "two"}, claims, new))


@pytest.mark.parametrize(
    "broken",
    [
        {"/.well-known/openid-configuration": None},
        {"/.well-known/openid-configuration": []},
        {"/.well-known/openid-configuration": {"issuer": "https://x.example"}},
        {"/keys": None},
        {"/keys": {"keys": 7}},
        {"/keys": {"keys": [{"kty": "RSA"}]}},
        {"/token": {"error": "invalid_grant"}},
    ],
)
def test_a_provider_that_answers_with_something_else(
    play: Callable[..., Play], broken: dict[str, Any]
) -> None:
    provider = play()
    provider.said.update(broken)
    with pytest.raises(ComityError):
        flow = provider.openid.begin()
        provider.openid.finish(flow, {"state": flow.state, "code": "c", "iss": provider.issuer})
