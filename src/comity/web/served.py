"""What a server has at hand for every request: the node, who is signed in, and its settings."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from comity.store import Node
from comity.web.openid import Flow, OpenId
from comity.web.sessions import FLOW, LINK, SESSION, Kept, Session
from comity.web.settings import Settings
from comity.web.tries import Tries

_DENIALS = 100  # refused calls of nodes that the log keeps within five minutes, from everywhere


@dataclass
class Served:
    """One node, served.

    Attributes:
        node: open as long as the server runs; settings: what it was told.
        openid: the team's provider, or None; tries: who failed to sign in.
        calls: who made calls that are no partner's; denials: how many of them the log has.
        sessions: who is signed in with a browser; flows: who is at the provider to sign in.
        links: sign-in links that open once, each with its reader.
    """

    node: Node
    settings: Settings = field(default_factory=Settings)
    openid: OpenId | None = field(init=False)
    tries: Tries = field(init=False)
    calls: Tries = field(init=False)
    denials: Tries = field(default_factory=lambda: Tries(_DENIALS))
    sessions: Kept[Session] = field(default_factory=lambda: Kept(SESSION))
    flows: Kept[Flow] = field(default_factory=lambda: Kept(FLOW))
    links: Kept[str] = field(default_factory=lambda: Kept(LINK))

    def __post_init__(self) -> None:
        told = self.settings
        self.openid = OpenId(told.openid, told.address) if told.openid else None
        self.tries, self.calls = Tries(told.failures), Tries(told.failures)


def served(request: Request) -> Served:
    """Return what the server has at hand."""
    found = request.app.state.served
    assert isinstance(found, Served)
    return found


TheServed = Annotated[Served, Depends(served)]
