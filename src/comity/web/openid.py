"""Sign-in with an organisation's accounts: OpenID Connect Core 1.0, the code flow with PKCE.

Who signed in there must be a reader here already, unless the settings say which clearance a new
one gets. Access tokens of the same provider (RFC 9068) are taken from programs.
"""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any, NamedTuple

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from comity.model import ComityError, handling
from comity.store import Node, Person
from comity.web.provider import Provider
from comity.web.sessions import same
from comity.web.settings import OpenIdSettings

Claims = Mapping[str, Any]

BACK = "/sign-in/back"
"""The path to which the provider sends people back."""

_SIGNED = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
    "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
)  # fmt: skip
_ACCESS_TYPES = ("at+jwt", "application/at+jwt")
_LEEWAY = 30  # seconds by which two clocks may differ
_LONGEST_NAME = 100


class Flow(NamedTuple):
    """One sign-in on its way: where to send the browser, and what must come back with it."""

    url: str
    state: str
    nonce: str
    verifier: str


class OpenId:
    """A team's provider, asked for who somebody is."""

    def __init__(self, settings: OpenIdSettings, address: str) -> None:
        self._settings, self._back = settings, address.rstrip("/") + BACK
        self._provider = Provider(settings.issuer)

    def begin(self) -> Flow:
        """Begin a sign-in.

        Raises:
            ComityError: the provider does not answer.
        """
        nonce, verifier = token_urlsafe(32), token_urlsafe(64)
        endpoint = self._provider.about("authorization_endpoint")
        url, state = self._session().create_authorization_url(
            endpoint, code_verifier=verifier, nonce=nonce
        )
        return Flow(url, state, nonce, verifier)

    def finish(self, flow: Flow, answered: Mapping[str, str]) -> Claims:
        """Return what the provider says of who signed in, from what the browser brought back.

        Raises:
            ComityError: it refused, or what came back is not the answer to what was asked.
        """
        if not same(answered.get("state", ""), flow.state):
            raise ComityError("This answers no sign-in that began here. Begin again: /sign-in")
        self._check_issuer(answered)
        if "code" not in answered:
            said = answered.get("error_description") or answered.get("error", "no code")
            raise ComityError(f"The provider did not sign you in: {said}.")
        with self._session() as session:
            try:
                token = session.fetch_token(
                    self._provider.about("token_endpoint"),
                    grant_type="authorization_code",
                    code=answered["code"],
                    code_verifier=flow.verifier,
                    timeout=self._provider.patience,
                    allow_redirects=False,
                )
            except (AuthlibBaseError, OSError, ValueError) as error:
                raise ComityError("The provider did not confirm the sign-in.") from error
        claims = self._identity(token, flow.nonce)
        return claims if self._named(claims) else self._more(token, claims)

    def access(self, token: str) -> Claims:
        """Return what an access token says (RFC 9068).

        Raises:
            ComityError: it is not signed by the provider, not for us, or over.
        """
        audience = self._settings.audience
        if not audience:
            raise ComityError("Access tokens are not taken here: COMITY_OIDC_AUDIENCE is not set.")
        found = self._verified(token)
        # Without its type, an identity token would pass, which is no permission to come in.
        typed = str(found.header.get("typ", "")).lower() in _ACCESS_TYPES
        if not typed and audience == self._settings.client:
            raise ComityError("This is not an access token.")
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": audience},
            "exp": {"essential": True},
        }
        try:
            jwt.JWTClaimsRegistry(leeway=_LEEWAY, **wanted).validate(found.claims)
        except JoseError as error:
            raise ComityError(f"The access token is not good: {error}.") from error
        return found.claims

    def reader_of(self, node: Node, claims: Claims) -> str:
        """Return which reader of a node the claims speak of.

        Raises:
            ComityError: none; the message says what an administrator can do.
        """
        name = self._named(claims)
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise ComityError("The provider does not say by which name you are a reader here.")
        if name not in node.readers():
            if not self._settings.new_readers:
                raise ComityError(
                    f"{name} is signed in, but is no reader here. An administrator can add one: "
                    f"comity reader add {name} --clearance public"
                )
            # Without a role: what somebody may do is for a person here to say.
            level = handling.level(self._settings.new_readers)
            node.people.put(None, Person(name, level, frozenset()), by=name)
        return name

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self._settings.client,
            self._settings.secret or None,
            token_endpoint_auth_method="client_secret_basic" if self._settings.secret else "none",
            scope="openid profile email",
            redirect_uri=self._back,
            code_challenge_method="S256",
        )

    def _check_issuer(self, answered: Mapping[str, str]) -> None:
        """Refuse an answer that another provider gave (RFC 9207)."""
        promised = self._provider.get("authorization_response_iss_parameter_supported")
        if answered.get("iss", "" if promised else self._settings.issuer) != self._settings.issuer:
            raise ComityError("Another provider answered than the one that was asked.")

    def _identity(self, token: Mapping[str, Any], nonce: str) -> Claims:
        found = self._verified(str(token.get("id_token", "")))
        claims: Any = CodeIDToken(
            found.claims,
            found.header,
            {
                "iss": {"essential": True, "value": self._settings.issuer},
                "aud": {"essential": True, "value": self._settings.client},
            },
            {
                "nonce": nonce,
                "client_id": self._settings.client,
                "access_token": token.get("access_token"),
            },
        )
        try:
            claims.validate(leeway=_LEEWAY)
        except JoseError as error:
            raise ComityError(f"The provider's answer is not good: {error}.") from error
        return dict(claims)

    def _more(self, token: Mapping[str, Any], claims: Claims) -> Claims:
        """Return the claims with those that the provider tells only when asked for them."""
        more = self._provider.userinfo(str(token.get("access_token", "")))
        if more.get("sub") != claims["sub"]:  # OpenID Connect Core 1.0, 5.3.2
            raise ComityError("The provider speaks of somebody else than who signed in.")
        return {**more, **claims}

    def _verified(self, token: str) -> jwt.Token:
        for fresh in (False, True):  # a key that is not known may be a new one
            try:
                return jwt.decode(token, self._provider.keys(fresh=fresh), algorithms=list(_SIGNED))
            except (JoseError, ValueError) as error:
                wrong = error
        raise ComityError("The provider did not sign this.") from wrong

    def _named(self, claims: Claims) -> str:
        """Return the reader's name that claims give; empty where they give none."""
        wanted = self._settings.claim
        for claim in (wanted,) if wanted else ("preferred_username", "email"):
            # Whoever may enter any address there must not become the reader of that name here.
            if claim != "email" or claims.get("email_verified") is True:
                value = claims.get(claim)
                if isinstance(value, str) and value:
                    return value
        return ""
