"""The signature of a package: who seals what for whom (C2SP signed-note, Ed25519).

Who signs says also for whom. Otherwise a recipient could seal what it received to somebody else,
who would take it as sent to them (Davis, Defective Sign & Encrypt, 2001).
"""

import re
from collections.abc import Callable, Sequence

from comity.audit import sign_note, verify_note
from comity.exchange.sealed.bag import FORMAT, Envelope, check_format
from comity.exchange.sealed.refusal import Refused, malformed
from comity.model import ComityError

_NOTE = re.compile(
    r"comity\.package/v([0-9]{1,9})\n([0-9a-f]{64})\n(\S.{0,999})\n(\S.{0,999})\n"
    r"\n\u2014 [^\n]{1,2000}\n"
)

Keys = Callable[[str], Sequence[str]]
"""Gives the keys (C2SP vkey) of the partner with an origin."""


def sign(package: str, envelope: Envelope, signer: str) -> bytes:
    """Return the signed note of a package.

    Raises:
        ComityError: the key is damaged, or an origin is none.
    """
    note = sign_note(f"comity.package/v{FORMAT}\n{package}\n" + "\n".join(envelope) + "\n", signer)
    if not _NOTE.fullmatch(note):
        raise ComityError(f"A package cannot go from {envelope.sender!r} to {envelope.recipient!r}")
    return note.encode()


def verify(data: bytes, package: str, trusted: Keys, revoked: Keys) -> tuple[Envelope, str]:
    """Return from whom to whom a package is, and the key that signed it.

    Raises:
        Refused: it is another package's signature, or by no key that is trusted.
    """
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise malformed("its signature is not UTF-8") from None
    found = _NOTE.fullmatch(note)
    if found is None:
        raise malformed("its signature is not a note with one signer")
    check_format(found[1])
    if found[2] != package:
        raise Refused("changed", "The package's signature is that of another: do not trust it.")
    envelope = Envelope(found[3], found[4])
    return envelope, _signer(note, envelope.sender, trusted, revoked)


def _signer(note: str, sender: str, trusted: Keys, revoked: Keys) -> str:
    for key in trusted(sender):
        if _holds(note, key):
            return key
    if any(_holds(note, key) for key in revoked(sender)):
        raise Refused(
            "revoked-signer",
            f"The package is signed with a key that {sender} has revoked: do not trust it, "
            "and tell them.",
        )
    raise Refused(
        "unknown-signer",
        f"The package says that {sender} sealed it, and no key that is trusted for {sender} did: "
        "ask for a new card, and confirm its fingerprint.",
    )


def _holds(note: str, key: str) -> bool:
    try:
        verify_note(note, key)
    except ComityError:
        return False
    return True
