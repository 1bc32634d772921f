"""What an OpenID provider publishes of itself (OpenID Connect Discovery 1.0): addresses, keys."""

import json
import time
from http import HTTPStatus
from threading import Lock
from typing import Any

import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from comity.web.errors import Refused
from comity.web.settings import check_safe

_FRESH = 3600.0  # seconds for which what it says of itself is remembered
_SOONEST = 30.0  # seconds before its keys are asked for again
_MOST = 1 << 20  # bytes of an answer


class Provider:
    """A provider, by its issuer's address. Asked when needed, and then remembered for an hour."""

    patience = 10.0
    """Seconds to wait for an answer."""

    def __init__(self, issuer: str) -> None:
        self._issuer, self._lock = issuer, Lock()
        self._about: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._asked = self._asked_keys = float("-inf")

    def get(self, name: str) -> Any:
        """Return what the provider says of itself under a name; None where it says nothing."""
        with self._lock:
            if time.monotonic() - self._asked > _FRESH:
                self._about = self._discover()
                self._asked = time.monotonic()
            return self._about.get(name)

    def about(self, name: str) -> str:
        """Return one of the provider's addresses.

        Raises:
            Refused: it does not answer.
            ComityError: it names none, or one that can be listened to.
        """
        found = str(self.get(name) or "")
        check_safe(found, f"The provider's {name}")
        return found

    def keys(self, *, fresh: bool = False) -> KeySet:
        """Return the keys that it signs with; ``fresh`` asks again, though not every moment.

        Raises:
            Refused: it does not answer, or with something else.
        """
        address = self.about("jwks_uri")
        with self._lock:
            old = time.monotonic() - self._asked_keys
            if self._keys is None or old > (_SOONEST if fresh else _FRESH):
                try:
                    self._keys = KeySet.import_key_set(_ask(address))  # type: ignore[arg-type]
                except (JoseError, ValueError, KeyError, TypeError) as error:
                    raise _away("The OpenID provider's keys cannot be read.") from error
                self._asked_keys = time.monotonic()
            return self._keys

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """Return what it tells of the person to whom an access token belongs.

        Raises:
            Refused: it does not answer, or with something else.
        """
        bearer = {"Authorization": f"Bearer {access_token}"}
        return _ask(self.about("userinfo_endpoint"), bearer)

    def _discover(self) -> dict[str, Any]:
        found = _ask(self._issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != self._issuer:
            raise _away(
                f"COMITY_OIDC_ISSUER is {self._issuer}, but the provider calls itself "
                f"{found.get('issuer')}: write it as the provider does."
            )
        return found


def _away(sentence: str) -> Refused:
    """Return an error that is not the fault of who wants to sign in."""
    return Refused(HTTPStatus.BAD_GATEWAY, sentence)


def _ask(address: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    try:
        with requests.get(
            address, headers=headers, timeout=Provider.patience, allow_redirects=False, stream=True
        ) as answer:
            answer.raise_for_status()
            body = answer.raw.read(_MOST + 1, decode_content=True)
            if len(body) > _MOST:
                raise ValueError("too long")
            found = json.loads(body)
    except (OSError, ValueError) as error:
        raise _away(f"The OpenID provider does not answer at {address}. Does it run?") from error
    if not isinstance(found, dict):
        raise _away(f"The OpenID provider answers at {address} with something else.")
    return found
