"""Test vectors of age (C2SP CCTV, ``age``), built anew from their recipes.

The suite of C2SP (0BSD, CC0 or Unlicense, to choose) is generated, and always the same: random
numbers are a ChaCha20 stream of a known key. Those of its vectors that concern X25519 files are
built here in the same way, under the same names; ``PUBLISHED`` has lines of its files, by which
the building is checked.
"""

import base64
import hmac
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

IDENTITY = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
PUBLISHED = {
    "x25519": (
        b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n"
        b"hjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE\n"
        b"--- WyJp9F/9FOZh7gJdheq2WIJcwHgYc8NIVh3ddwhrcNg\n"
    ),
    "stanza_missing_body": b"-> empty\n--- OaSGgYUB+XR0qCCme0Uwp9GNJXSEgNpbknu3Q9qtL+M\n",
    "x25519_bad_tag": b"--- zOCHpynV0aV7p4R6c+bOapgpq9TtpFgGgYghQ2+PIX8\n",
}

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_STREAM = b"TEST RANDOMNESS TEST RANDOMNESS!"
_KEY, _LONG_KEY = b"YELLOW SUBMARINE", b"A LONGER YELLOW SUBMARINE"
_FULL = 64 * 1024
_LOW_ORDER = "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7"

Lines = list[str]


class Vector(NamedTuple):
    """A recipe.

    Attributes:
        payload: the chunks, of which the last is final.
        good: whether it is to be decrypted.
        header: changes the lines of the header, before the MAC is made.
        end: changes the line of the MAC.
        body: changes what follows the header, given as the nonce and the sealed chunks.
        key: the file's key.
        share: the ephemeral share, if not random.
    """

    payload: Sequence[bytes] = (b"age",)
    good: bool = False
    header: Callable[[Lines], Lines] = list
    end: Callable[[str], str] = str
    body: Callable[[list[bytes]], list[bytes]] = list
    key: bytes = _KEY
    share: bytes = b""

    def dump(self) -> bytes:
        """Return the file."""
        random = Cipher(ChaCha20(_STREAM, bytes(16)), None).encryptor()
        share = self.share or _public(random.update(bytes(32)))
        header = self.header(["age-encryption.org/v1", *_stanza(share, self.key)])
        text = "".join(line + "\n" for line in header)
        mac = hmac.digest(_hkdf(self.key, b"", b"header"), f"{text}---".encode(), "sha256")
        nonce = random.update(bytes(16))
        chunks = _chunks(_hkdf(self.key, nonce, b"payload"), self.payload)
        end = self.end(f"--- {_base64(mac)}\n")
        return (text + end).encode() + b"".join(self.body([nonce, *chunks]))


def _secret() -> bytes:
    """Return what the identity encodes (BIP 173)."""
    bits = [_BECH32.index(sign) for sign in IDENTITY.rpartition("1")[2].lower()[:-6]]
    number = int("".join(f"{bit:05b}" for bit in bits)[:256], 2)
    return number.to_bytes(32, "big")


def _public(secret: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def _stanza(share: bytes, key: bytes) -> Lines:
    secret = _secret()
    try:
        point = X25519PublicKey.from_public_bytes(share)
        shared = X25519PrivateKey.from_private_bytes(secret).exchange(point)
    except ValueError:  # a point of low order
        shared = bytes(32)
    wrap = _hkdf(shared, share + _public(secret), b"age-encryption.org/v1/X25519")
    sealed = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    return [f"-> X25519 {_base64(share)}", _base64(sealed)]


def _chunks(key: bytes, payload: Sequence[bytes]) -> list[bytes]:
    cipher, last = ChaCha20Poly1305(key), len(payload) - 1
    return [
        cipher.encrypt(number.to_bytes(11, "big") + bytes([number == last]), chunk, None)
        for number, chunk in enumerate(payload)
    ]


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _next(text: str) -> str:
    """Return base64 whose unused bits are not zero."""
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return text[:-1] + signs[signs.index(text[-1]) + 1]


def _line(number: int, change: Callable[[str], str]) -> Callable[[Lines], Lines]:
    return lambda h: [*h[:number], change(h[number]), *h[number + 1 :]]


def _two(chunk: bytes) -> Vector:
    return Vector((bytes(_FULL), chunk))


_GREASE = ["-> grease", ""]
_PAIR = (bytes(_FULL), b"\1" * 20)

VECTORS = {
    "x25519": Vector(good=True),
    "x25519_grease": Vector(good=True, header=lambda h: [h[0], *_GREASE, *h[1:], *_GREASE]),
    "x25519_bad_tag": Vector(header=_line(2, lambda x: x[:-2] + "E4")),
    "x25519_extra_argument": Vector(header=_line(1, lambda x: f"{x} 1234")),
    "x25519_identity": Vector(share=bytes(32)),
    "x25519_low_order": Vector(share=bytes.fromhex(_LOW_ORDER)),
    "x25519_long_file_key": Vector(key=_LONG_KEY),
    "x25519_long_share": Vector(header=_line(1, lambda x: x + "A")),
    "x25519_short_share": Vector(header=_line(1, lambda x: x[:-2])),
    "x25519_lowercase": Vector(header=_line(1, str.lower)),
    "x25519_no_match": Vector(header=lambda h: [h[0], *_GREASE]),
    "x25519_not_canonical_body": Vector(header=_line(2, _next)),
    "x25519_not_canonical_share": Vector(header=_line(1, _next)),
    "stanza_bad_start": Vector(header=lambda h: [*h, "- grease", ""]),
    "stanza_base64_padding": Vector(header=_line(2, lambda x: x + "=")),
    "stanza_empty_argument": Vector(header=lambda h: [*h, "-> grease ", ""]),
    "stanza_invalid_character": Vector(header=lambda h: [*h, "-> gr\u00e8ase", ""]),
    "stanza_long_line": Vector(header=lambda h: [*h, "-> grease", "A" * 68, ""]),
    "stanza_missing_body": Vector(header=lambda h: [*h, "-> empty"]),
    "stanza_missing_final_line": Vector(header=lambda h: [*h, "-> grease", "A" * 64]),
    "stanza_no_arguments": Vector(header=lambda h: [*h, "->", ""]),
    "stanza_spurious_cr": Vector(header=_line(1, lambda x: x + "\r")),
    "header_crlf": Vector(header=lambda h: [x + "\r" for x in h], end=lambda e: e[:-1] + "\r\n"),
    "version_unsupported": Vector(header=_line(0, lambda _: "age-encryption.org/v1234")),
    "hmac_bad": Vector(end=lambda e: e[:-2] + ("A" if e[-2] != "A" else "E") + "\n"),
    "hmac_extra_space": Vector(end=lambda e: e.replace("--- ", "---  ")),
    "hmac_garbage": Vector(end=lambda e: e[:-1] + "AAAA\n"),
    "hmac_missing": Vector(end=lambda _: "---\n"),
    "hmac_no_space": Vector(end=lambda e: e.replace("--- ", "---")),
    "hmac_not_canonical": Vector(end=lambda e: _next(e[:-1]) + "\n"),
    "hmac_trailing_space": Vector(end=lambda e: e[:-1] + " \n"),
    "hmac_truncated": Vector(end=lambda e: e[:-4] + "\n"),
    "stream_empty_payload": Vector((b"",), good=True),
    "stream_last_chunk_full": Vector((bytes(_FULL),), good=True),
    "stream_three_chunks": Vector((bytes(_FULL), b"\1" * _FULL, b"\2"), good=True),
    "stream_bad_tag": Vector(body=lambda b: [b[0], b[1][:-1] + bytes([b[1][-1] ^ 1])]),
    "stream_bad_tag_second_chunk": Vector(
        _PAIR, body=lambda b: [*b[:2], b[2][:-1] + bytes([b[2][-1] ^ 1])]
    ),
    "stream_last_chunk_empty": _two(b""),
    "stream_missing_tag": Vector(body=lambda b: [b[0], b[1][:-16]]),
    "stream_no_chunks": Vector(body=lambda b: b[:1]),
    "stream_no_final_full": Vector(_PAIR, body=lambda b: b[:2]),
    "stream_no_nonce": Vector(body=lambda _: []),
    "stream_short_nonce": Vector(body=lambda b: [b[0][:8]]),
    "stream_short_chunk": Vector((b"\0" * 100, b"\1" * 20)),
    "stream_short_second_chunk": Vector((bytes(_FULL), b"\1" * 100, b"\2" * 20)),
    "stream_trailing_garbage_long": Vector((bytes(_FULL),), body=lambda b: [*b, b"garbage" * 3]),
    "stream_trailing_garbage_short": Vector((bytes(_FULL),), body=lambda b: [*b, b"garbage"]),
    "stream_two_final_chunks_full": Vector((bytes(_FULL),), body=lambda b: [*b, b[1]]),
}
