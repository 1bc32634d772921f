"""Signed notes (C2SP signed-note, v1): a text, and under it who signed it, with Ed25519."""

import base64
import re
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from comity.model import ComityError

_ED25519 = b"\1"
_DASH = "\u2014 "
_PRIVATE = "PRIVATE+KEY+"
_MARK = re.compile(r"[0-9a-f]{8}")


def generate_key(name: str) -> tuple[str, str]:
    """Return a new signer's key and its verifier's key, in the encodings of signed notes."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    mark = _key_id(name, public).hex()
    signer = f"{_PRIVATE}{name}+{mark}+{_text(_ED25519 + key.private_bytes_raw())}"
    return signer, f"{name}+{mark}+{_text(_ED25519 + public)}"


def sign(text: str, signer: str) -> str:
    """Return the note: ``text``, which ends in a line break, and the signature.

    Raises:
        ComityError: the signer's key is damaged.
    """
    name, mark, key = _private(signer)
    return f"{text}\n{_DASH}{name} {_text(mark + key.sign(text.encode()))}\n"


def verify(note: str, verifier: str) -> str:
    """Return the text of a note that carries a good signature by ``verifier``.

    Raises:
        ComityError: it carries none, or the verifier's key is not one.
    """
    name, mark, data = _parts(verifier)
    if mark != _key_id(name, data):
        raise ComityError(f"The public key of {name} is damaged: its mark does not fit it.")
    text, _, signatures = note.rpartition("\n\n")
    lines = signatures.removesuffix("\n").split("\n")
    if not signatures.endswith("\n") or not all(line.startswith(_DASH) for line in lines):
        raise ComityError("that is no signed note: its signatures do not stand at its end")
    for line in lines:
        who, _, encoded = line.removeprefix(_DASH).rpartition(" ")
        signature = _bytes(encoded)
        if who == name and signature[:4] == mark:
            try:
                Ed25519PublicKey.from_public_bytes(data).verify(
                    signature[4:], (text + "\n").encode()
                )
            except (InvalidSignature, UnicodeEncodeError):
                break
            return text + "\n"
    raise ComityError(f"there is no good signature by {name}")


def _private(signer: str) -> tuple[str, bytes, Ed25519PrivateKey]:
    damaged = ComityError("The node's key is damaged: restore the file “key” from a backup.")
    try:
        name, mark, data = _parts(signer.removeprefix(_PRIVATE))
    except ComityError:
        raise damaged from None
    key = Ed25519PrivateKey.from_private_bytes(data)
    fits = mark == _key_id(name, key.public_key().public_bytes_raw())
    if not fits or not signer.startswith(_PRIVATE):
        raise damaged
    return name, mark, key


def _parts(key: str) -> tuple[str, bytes, bytes]:
    name, mark, encoded = (*key.split("+", 2), "", "")[:3]
    data = _bytes(encoded)
    if not name or data[:1] != _ED25519 or len(data) != 33 or not _MARK.fullmatch(mark):
        raise ComityError("That is no key of a signed note: it must read NAME+MARK+KEY (Ed25519).")
    return name, bytes.fromhex(mark), data[1:]


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(encoded: str) -> bytes:
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        return b""
    return data if _text(data) == encoded else b""  # the one way to write it
