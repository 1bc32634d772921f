"""The group in which identifiers are compared: NIST P-256, by openmined-psi (BoringSSL).

The protocol is that of an oblivious pseudo-random function, "2HashDH", the shape of which RFC 9497
describes: F(x) = SHA-256(x, k·H(x)) can be computed only with the answering side's key k. The
asking side has it computed for what it holds without showing it: it sends b·H(x), receives
k·b·H(x), and takes its own b away again. Whoever has no k learns F only for what was answered.

H is SHA-256 with try-and-increment; a point comes in its compressed form (SEC 1, 2.3.3), and what
is no point of the curve is refused. The curve's order is prime, so there is no small subgroup to
fall into. The library lets go of Python's lock while it computes: threads use all cores.
"""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import chain
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from comity.model import ComityError

ELEMENT = 33  # bytes of a point in its compressed form
TAG = 16  # bytes: among 10⁶ × 10⁶ pairs a false match has a chance of 10⁻²⁶
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group (FIPS 186-4, D.1.2.3)."""
_FEW, _MANY = 200, 4_000  # elements a thread takes at a time: a key costs as much as 30 of them
_DOMAIN = "comity-overlap/1"
_OUTPUT = f"{_DOMAIN} output ".encode()


def new_key() -> bytes:
    """Return a new secret key: a number from 1 to the group's order less 1, big-endian."""
    return (secrets.randbelow(_ORDER - 1) + 1).to_bytes(32, "big")


def derived_key(root: bytes, name: bytes) -> bytes:
    """Return the secret key that follows from a root and a name (HKDF, RFC 5869).

    512 bits are reduced, so that no key is noticeably more likely than another.
    """
    wide = HKDF(SHA512(), 64, salt=None, info=_DOMAIN.encode() + b" blind " + name).derive(root)
    return (int.from_bytes(wide, "big") % (_ORDER - 1) + 1).to_bytes(32, "big")


def public(key: bytes) -> str:
    """Return the public key, a compressed point in hex: by it both sides name the secret one."""
    point = ec.derive_private_key(int.from_bytes(key, "big"), ec.SECP256R1()).public_key()
    return point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint).hex()


def blinded(words: Sequence[str], key: bytes, workers: int = 0) -> list[bytes]:
    """Return key·H(word) for each word, in their order; 0 workers means one a core."""
    return _spread(lambda chunk: _hashed(chunk, key), words, workers)


def multiplied(elements: Sequence[bytes], key: bytes, workers: int = 0) -> list[bytes]:
    """Return key·P for each element P, in their order.

    Raises:
        ComityError: one of them is no point of the curve.
    """
    return _spread(lambda chunk: _multiplied(chunk, key), elements, workers)


def outputs(words: Sequence[str], key: bytes, workers: int = 0) -> list[bytes]:
    """Return F(word) for each word, in their order, by the answering key."""
    return _spread(lambda chunk: map(_output, chunk, _hashed(chunk, key)), words, workers)


def unblinded(
    words: Sequence[str], elements: Sequence[bytes], key: bytes, workers: int = 0
) -> list[bytes]:
    """Return F(word) for each word, in their order, from the answers to what ``key`` blinded.

    Raises:
        ComityError: an answer is no point of the curve.
    """
    # The inverse modulo the group's order undoes the multiplication.
    undo = pow(int.from_bytes(key, "big"), -1, _ORDER).to_bytes(32, "big")

    def work(chunk: Sequence[tuple[str, bytes]]) -> Iterable[bytes]:
        own, answers = zip(*chunk, strict=True)
        return map(_output, own, _multiplied(answers, undo))

    return _spread(work, list(zip(words, elements, strict=True)), workers)


def tags(purpose: str, nonce: str, found: Iterable[bytes]) -> list[bytes]:
    """Return what is shown of values of F in one exchange, in their order.

    A tag tells nothing to one who does not know F, and is not like one of the same F in another
    exchange.
    """
    start = f"{_DOMAIN} {purpose} {nonce} ".encode()
    return [sha256(start + one).digest()[:TAG] for one in found]


def split(data: bytes, size: int) -> Iterator[bytes]:
    """Yield the parts of ``size`` bytes."""
    return (data[at : at + size] for at in range(0, len(data), size))


def _library() -> Any:
    try:
        from private_set_intersection import python as psi  # noqa: PLC0415  (slow to import)
    except ImportError:
        raise ComityError(
            "This Python has no library for private set intersection: use 3.11 to 3.13."
        ) from None
    return psi


def _hashed(words: Sequence[str], key: bytes) -> Iterable[bytes]:
    psi = _library()
    own = [f"{_DOMAIN}\0{word}" for word in words]
    found: Iterable[bytes] = (
        psi.client.CreateFromKey(key, True).CreateRequest(own).encrypted_elements
    )
    return found


def _multiplied(elements: Sequence[bytes], key: bytes) -> Iterable[bytes]:
    psi = _library()
    request = psi.Request(reveal_intersection=True, encrypted_elements=elements)
    try:
        response = psi.server.CreateFromKey(key, True).ProcessRequest(request)
    except RuntimeError:  # the library's, for a point that it cannot decode
        raise ComityError(
            "The overlap message is damaged: an element in it is no point of the curve P-256."
        ) from None
    found: Iterable[bytes] = response.encrypted_elements
    return found


def _output(word: str, element: bytes) -> bytes:
    """Return F(word), where ``element`` is k·H(word)."""
    data = word.encode()
    return sha256(b"%b%d:%b%b" % (_OUTPUT, len(data), data, element)).digest()


def _spread(
    work: Callable[[Any], Iterable[bytes]], items: Sequence[Any], workers: int
) -> list[bytes]:
    """Return what ``work`` makes of the items, in their order: in equal parts, as many a core."""
    threads = min(workers or _cores(), -(-len(items) // _FEW))
    if threads < 2:
        return list(work(items)) if items else []
    parts = threads * -(-len(items) // (threads * _MANY))
    size = -(-len(items) // parts)
    with ThreadPoolExecutor(threads) as pool:
        chunks = [items[at : at + size] for at in range(0, len(items), size)]
        # As a list within the thread: what is Python's then runs beside the library of another.
        return list(chain.from_iterable(pool.map(lambda chunk: list(work(chunk)), chunks)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
