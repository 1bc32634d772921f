"""What a server is told: its address, who may sign in and how, and its limits."""

import os
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from comity.model import ComityError

BODY = 1 << 20
"""Most bytes of a request that brings no files."""
UPLOAD = 2 << 30
"""Most bytes of one that does."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names of this machine for itself."""


@dataclass(frozen=True)
class OpenIdSettings:
    """How people sign in with their organisation's accounts (OpenID Connect Core 1.0).

    Attributes:
        issuer: the provider's address, as it stands in its tokens' ``iss``.
        client: how the provider knows us; secret: what proves it, empty for a public client.
        claim: the claim that holds the reader's name; empty for ``preferred_username``, else a
            verified ``email``.
        audience: the ``aud`` of access tokens for this API; empty takes none of them.
        new_readers: clearance of a reader made at the first sign-in; empty makes none.
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    claim: str = ""
    audience: str = ""
    new_readers: str = ""

    @classmethod
    def from_environment(cls) -> Self | None:
        """Return what ``COMITY_OIDC_…`` says; None where no issuer is named.

        Raises:
            ComityError: the issuer has no client id with it, or could be imitated on its way.
        """
        issuer = os.environ.get("COMITY_OIDC_ISSUER", "")
        if not issuer:
            return None
        client = os.environ.get("COMITY_OIDC_CLIENT_ID", "")
        if not client:
            raise ComityError("COMITY_OIDC_ISSUER needs COMITY_OIDC_CLIENT_ID with it.")
        check_safe(issuer, "COMITY_OIDC_ISSUER")
        return cls(
            issuer,
            client,
            os.environ.get("COMITY_OIDC_CLIENT_SECRET", ""),
            os.environ.get("COMITY_OIDC_CLAIM", ""),
            os.environ.get("COMITY_OIDC_AUDIENCE", ""),
            os.environ.get("COMITY_OIDC_NEW_READERS", ""),
        )


@dataclass(frozen=True)
class Settings:
    """What a server is told.

    Attributes:
        address: by which people and programs reach it, such as ``https://comity.agency.example``.
        openid: how a team signs in; None for one person with a link, and for tokens alone.
        failures: failed sign-ins, or refused calls of nodes, after which an address must wait.
        receiver: the reader as whom packages are taken in that partners' nodes bring; empty for
            the node's first. What is above that reader's clearance is not taken in.
    """

    address: str = "http://127.0.0.1:8765"
    openid: OpenIdSettings | None = None
    failures: int = 10
    receiver: str = ""

    @property
    def secure(self) -> bool:
        """Whether people reach it by HTTPS."""
        return self.address.startswith("https:")

    @property
    def hosts(self) -> frozenset[str]:
        """The names that requests may be addressed to: all others are an attack or a mistake."""
        named = urlsplit(self.address).hostname or ""
        return frozenset(LOOPBACK if named in LOOPBACK else (named,))

    @property
    def cookie(self) -> str:
        """The name of the cookie of somebody who is signed in.

        Browsers send a cookie to every port of a host, hence the port. The prefix has them refuse
        what another host or plain HTTP set (RFC 6265bis, ``__Host-``).
        """
        port = urlsplit(self.address).port
        return "__Host-comity" if self.secure else f"comity_{port or 80}"


def check_safe(address: str, name: str) -> None:
    """Check that what is sent to an address cannot be read on its way.

    Raises:
        ComityError: it is no HTTPS address, nor one of this machine.
    """
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme != "http" or parts.hostname not in LOOPBACK:
        raise ComityError(f"{name} must be an https:// address, not {address!r}.")
