"""A step of an overlap: a header, which is JSON, and a payload, which is bytes.

The header goes into a package's message, the payload into a file of its own. What comes is not
trusted: the header's fields are checked one by one, and the payload's length against them, before
anything is computed.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

import rfc8785

from comity.exchange.overlap.commitment import Commitment
from comity.exchange.overlap.intersection import ELEMENT, TAG, split
from comity.model import ComityError

FORMAT = "comity-overlap/1"
MOST = 2_000_000
"""Elements or tags in one step, whatever a policy allows: what is held in memory stays bounded."""

MOST_BYTES = MOST * (ELEMENT + TAG)
"""Length of the longest payload: read no more than this, and one byte."""

_TEXTS = {
    "nonce": re.compile("[0-9a-f]{64}"),
    "ask": re.compile("[0-9a-f]{64}"),
    "key": re.compile("([0-9a-f]{66})?"),
    "until": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_ROOT = re.compile("[0-9a-f]{64}")
_FIELDS = {
    "ask": {"format", "step", "nonce", "number", "kinds", "key", "set"},
    "reply": {"format", "step", "nonce", "number", "kinds", "ask", "key", "until", "set"},
    "closing": {"format", "step", "nonce", "number", "ask"},
}


class Step(NamedTuple):
    """One message of an overlap.

    Attributes:
        header: ``format``, ``step`` (ask, reply, closing), ``nonce`` (of the ask, in all of its
            steps), and what is special to the step.
        payload: points, then tags.
    """

    header: Mapping[str, Any]
    payload: bytes

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of the canonical header (RFC 8785) and the payload."""
        return sha256(rfc8785.dumps(dict(self.header)) + self.payload).hexdigest()

    @property
    def number(self) -> int:
        """How many elements (of a closing: tags) it brings."""
        return int(self.header["number"])

    @property
    def commitment(self) -> Commitment:
        """The set of the side that made it."""
        return Commitment(**self.header["set"])


def make(step: str, nonce: str, fields: Mapping[str, Any], payload: bytes) -> Step:
    """Return a step."""
    return Step({"format": FORMAT, "step": step, "nonce": nonce, **fields}, payload)


def check(found: Step, step: str) -> None:
    """Check that a step is of the kind that is due, and whole.

    Raises:
        ComityError: it is not; the message says what is wrong.
    """
    header = found.header
    if not isinstance(header, Mapping) or header.get("format") != FORMAT:
        raise ComityError("The overlap message is of another format: update Comity to read it.")
    if header.get("step") != step:
        raise ComityError(f"The overlap message is not the {step} that is due here.")
    if set(header) != _FIELDS.get(step) or not all(_holds(*field) for field in header.items()):
        raise ComityError("The overlap message is damaged: its header does not hold what it must.")
    _check_length(found)


def elements(found: Step) -> list[bytes]:
    """Return the elements of an ask or a reply."""
    return list(split(found.payload[: found.number * ELEMENT], ELEMENT))


def tags(found: Step) -> list[bytes]:
    """Return the tags of a reply or a closing."""
    start = found.number * ELEMENT if found.header["step"] == "reply" else 0
    return list(split(found.payload[start:], TAG))


def ordered(items: list[bytes]) -> bool:
    """Return whether items ascend, each once: then their order tells nothing."""
    return all(a < b for a, b in pairwise(items))


def _holds(name: str, value: Any) -> bool:
    """Return whether a field of a header is what it must be."""
    if name in _TEXTS:
        return isinstance(value, str) and bool(_TEXTS[name].fullmatch(value))
    if name == "kinds":
        return isinstance(value, list) and all(isinstance(kind, str) for kind in value)
    if name == "set":
        return (
            isinstance(value, dict)
            and set(value) == {"size", "root"}
            and _is_number(value["size"])
            and isinstance(value["root"], str)
            and bool(_ROOT.fullmatch(value["root"]))
        )
    return name != "number" or _is_number(value)


def _is_number(value: Any) -> bool:
    return type(value) is int and value >= 0


def _check_length(found: Step) -> None:
    size = found.commitment.size if "set" in found.header else 0
    if max(found.number, size) > MOST:
        raise ComityError(f"The overlap message is too large: at most {MOST:,} identifiers pass.")
    due = {
        "ask": found.number * ELEMENT,
        "reply": found.number * ELEMENT + size * TAG,
        "closing": found.number * TAG,
    }[found.header["step"]]
    if len(found.payload) != due:
        raise ComityError(
            f"The overlap message is damaged: {len(found.payload):,} bytes where {due:,} are due."
        )
