"""How one node shows another, over HTTP, that it is who it says: a signed note for each call.

The ``Authorization`` header has the scheme ``Comity`` and a signed note (C2SP signed-note) in
base64. The note says from which node to which node the call is, its method, its target (path and
query), the SHA-256 of its body, and when it was made. So nobody between the two can send a call
to another address, with another body or to another node; the same call again, within the window,
changes nothing, as every call can be made twice. The answers are not signed: that they are the
partner's is for TLS to see to, and what they carry is sealed.
"""

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from comity import audit
from comity.model import ComityError

SCHEME = "Comity"
WINDOW = timedelta(minutes=5)
"""By how much a call's time may differ from the clock of the node that is called."""

NO_BODY = sha256(b"").hexdigest()
_FIRST = "comity.call/v1"
_MOST = 4000  # characters of a header


class Call(NamedTuple):
    """One call: by which node, to which node, and what for.

    Attributes:
        sender, recipient: origins of the nodes.
        method: of HTTP; target: path and query.
        body: SHA-256 of the body, in hex.
    """

    sender: str
    recipient: str
    method: str
    target: str
    body: str = NO_BODY


class NotAllowed(ComityError):
    """The call is not by a partner that is trusted here, or was signed for something else."""


def sign(call: Call, signer: str) -> str:
    """Return the ``Authorization`` header of a call, signed with the node's package key."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    note = audit.sign_note("\n".join((_FIRST, *call, at)) + "\n", signer)
    return f"{SCHEME} {base64.b64encode(note.encode()).decode()}"


class Signed:
    """A call as its header gives it; nothing of it is true before ``check`` has passed."""

    def __init__(self, header: str) -> None:
        """Read a header.

        Raises:
            NotAllowed: it is none of ours.
        """
        scheme, _, encoded = header.partition(" ")
        try:
            if scheme != SCHEME or len(header) > _MOST:
                raise ValueError
            self._note = base64.b64decode(encoded, validate=True).decode()
            first, *call, at = self._note.partition("\n\n")[0].split("\n")
            self.call, self._at = Call(*call), datetime.fromisoformat(at)
            if first != _FIRST or self._at.tzinfo is None or len(call) != len(Call._fields):
                raise ValueError
        except (ValueError, TypeError):
            raise _unknown() from None

    def check(
        self,
        called: tuple[str, str, str],
        verifiers: Callable[[str], Sequence[str]],
        now: datetime | None = None,
    ) -> Call:
        """Return the call, if a partner made it, now, to be taken as it is.

        Args:
            called: the origin of this node, the method and the target, as they arrived.
            verifiers: gives the keys that are trusted for a node, by its origin.
            now: the time, if it is to be another than the clock's.

        Raises:
            NotAllowed: it did not. Whoever is no partner is told no more than that.
        """
        if not any(map(self._holds, verifiers(self.call.sender))):
            raise _unknown()
        if self.call[1:4] != called:
            raise NotAllowed("The call was signed for something else.")
        if abs((now or datetime.now(UTC)) - self._at) > WINDOW:
            raise NotAllowed(
                "The call was signed at another time: set the clocks of both machines."
            )
        return self.call

    def _holds(self, verifier: str) -> bool:
        try:
            audit.verify_note(self._note, verifier)
        except ComityError:
            return False
        return True


def _unknown() -> NotAllowed:
    return NotAllowed("The call is not signed by the node of a partner that is trusted here.")
