"""Signed notes (C2SP signed-note, v1): a text, and under it who signed it, with Ed25519."""

import base64
import re
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comity.model import ComityError

ED25519 = b"\1"
COSIGNATURE = b"\4"
"""Types of signature: of the text alone, and that of a witness with its time."""

MOST = 100_000  # characters of a note: what comes is not trusted
_DASH = "\u2014 "
_PRIVATE = "PRIVATE+KEY+"
_MARK = re.compile(r"[0-9a-f]{8}")


class Verifier(NamedTuple):
    """A verifier's key: its name, the type of its signatures, and the 32 bytes of the key."""

    name: str
    kind: bytes
    public: bytes

    @property
    def mark(self) -> bytes:
        """The key's id, the first 4 bytes of its hash, by which a signature names it."""
        text = self.name.encode() + b"\n" + self.kind + self.public
        return sha256(text).digest()[:4]

    def holds(self, signature: bytes, text: bytes) -> bool:
        """Return whether a signature (64 bytes) of a text is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True

    def dump(self) -> str:
        """Return the key as signed notes encode it (vkey)."""
        return f"{self.name}+{self.mark.hex()}+{encode(self.kind + self.public)}"


class Signature(NamedTuple):
    """A line under a note: who signed, with which key, and what the key made of the text."""

    name: str
    mark: bytes
    value: bytes

    def dump(self) -> str:
        """Return the line, with its line break."""
        return f"{_DASH}{self.name} {encode(self.mark + self.value)}\n"


def generate_key(name: str) -> tuple[str, str]:
    """Return a new signer's key and its verifier's key, in the encodings of signed notes."""
    key = Ed25519PrivateKey.generate()
    verifier = _verifier(name, key)
    secret = encode(ED25519 + key.private_bytes_raw())
    return f"{_PRIVATE}{name}+{verifier.mark.hex()}+{secret}", verifier.dump()


def verifier_of(signer: str) -> str:
    """Return the verifier's key that belongs to a signer's key.

    Raises:
        ComityError: the signer's key is damaged.
    """
    return private_key(signer)[0].dump()


def sign(text: str, signer: str) -> str:
    """Return the note: ``text``, which ends in a line break, and the signature.

    Raises:
        ComityError: the signer's key is damaged.
    """
    verifier, key = private_key(signer)
    line = Signature(verifier.name, verifier.mark, key.sign(text.encode())).dump()
    return f"{text}\n{line}"


def verify(note: str, verifier: str) -> str:
    """Return the text of a note that carries a good signature by ``verifier``.

    Raises:
        ComityError: it carries none, or the verifier's key is not one.
    """
    known = public_key(verifier)
    text, signatures = split(note)
    values = [s.value for s in signatures if (s.name, s.mark) == (known.name, known.mark)]
    if known.kind != ED25519 or not values or not known.holds(values[0], text.encode()):
        raise ComityError(f"there is no good signature by {known.name}")
    return text


def split(note: str) -> tuple[str, list[Signature]]:
    """Return a note's text, with its line break, and the signatures; nothing is verified.

    Raises:
        ComityError: it is no signed note.
    """
    text, _, block = note.rpartition("\n\n")
    lines = block.removesuffix("\n").split("\n")
    if not block.endswith("\n") or not all(line.startswith(_DASH) for line in lines):
        raise ComityError("that is no signed note: its signatures do not stand at its end")
    if len(note) > MOST or not _is_utf8(note):
        raise ComityError("that is no signed note: it is too long, or not UTF-8")
    return text + "\n", [_signature(line) for line in lines]


def private_key(signer: str) -> tuple[Verifier, Ed25519PrivateKey]:
    """Return the verifier's key of a signer's key, and the private key itself.

    Raises:
        ComityError: the signer's key is damaged.
    """
    damaged = ComityError("The node's key is damaged: restore the file “key” from a backup.")
    try:
        name, mark, data = _parts(signer.removeprefix(_PRIVATE))
    except ComityError:
        raise damaged from None
    if data[:1] != ED25519 or not signer.startswith(_PRIVATE):
        raise damaged
    key = Ed25519PrivateKey.from_private_bytes(data[1:])
    verifier = _verifier(name, key)
    if mark != verifier.mark:
        raise damaged
    return verifier, key


def public_key(verifier: str) -> Verifier:
    """Return a verifier's key.

    Raises:
        ComityError: it is not one, or damaged.
    """
    name, mark, data = _parts(verifier)
    found = Verifier(name, data[:1], data[1:])
    if mark != found.mark:
        raise ComityError(f"The public key of {name} is damaged: its mark does not fit it.")
    return found


def encode(data: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(data).decode()


def decode(encoded: str) -> bytes:
    """Return the bytes of a base64 text; none if it is not written in the one right way."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        return b""
    return data if encode(data) == encoded else b""


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _verifier(name: str, key: Ed25519PrivateKey) -> Verifier:
    return Verifier(name, ED25519, key.public_key().public_bytes_raw())


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).rpartition(" ")
    data = decode(encoded)
    return Signature(name, data[:4], data[4:])


def _parts(key: str) -> tuple[str, bytes, bytes]:
    name, mark, encoded = (*key.split("+", 2), "", "")[:3]
    data = decode(encoded)
    known = data[:1] in (ED25519, COSIGNATURE) and len(data) == 33
    if not name or not known or not _MARK.fullmatch(mark):
        raise ComityError("That is no key of a signed note: it must read NAME+MARK+KEY (Ed25519).")
    return name, bytes.fromhex(mark), data
