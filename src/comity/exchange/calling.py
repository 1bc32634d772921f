"""How one node shows another, over HTTP, that it is who it says: a signed note for each call.

The packages themselves are sealed; this only keeps strangers from filling a node's disk.
"""

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from comity import audit
from comity.model import ComityError

SCHEME = "Comity"
_FIRST = "comity.call/v1"
_WINDOW = timedelta(minutes=5)
_MOST = 4000  # characters of a header


class Call(NamedTuple):
    """One call: by which node, to which node, and what for."""

    sender: str
    recipient: str
    method: str
    path: str


class NotAllowed(ComityError):
    """The call is not by a partner, or not for this node."""


def sign(call: Call, signer: str) -> str:
    """Return the ``Authorization`` header of a call, signed with the node's package key."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    note = audit.sign_note("\n".join((_FIRST, *call, at)) + "\n", signer)
    return f"{SCHEME} {base64.b64encode(note.encode()).decode()}"


def check(
    header: str, call: Call, verifiers: Callable[[str], Sequence[str]], at: datetime | None = None
) -> str:
    """Return the origin of the partner that made a call; ``call.sender`` is not looked at.

    Raises:
        NotAllowed: it is not signed by a partner, for another call, or made long ago.
    """
    scheme, _, encoded = header.partition(" ")
    try:
        if scheme != SCHEME or len(header) > _MOST:
            raise ValueError
        note = base64.b64decode(encoded, validate=True).decode()
        first, sender, recipient, method, path, made = note.split("\n\n")[0].split("\n")
        when = datetime.fromisoformat(made)
        late = abs((at or datetime.now(UTC)) - when) > _WINDOW
    except (ValueError, TypeError):
        raise NotAllowed("The call is not signed by a partner's node.") from None
    if (first, recipient, method, path) != (_FIRST, *call[1:]):
        raise NotAllowed("The call was signed for something else.")
    if late:
        raise NotAllowed("The call was signed at another time: set the clocks of both machines.")
    for verifier in verifiers(sender):
        try:
            audit.verify_note(note, verifier)
        except ComityError:
            continue
        return sender
    raise NotAllowed("The call is not signed by a partner that is trusted here.")
