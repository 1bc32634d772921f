"""Keyed hashes of many texts: who lacks the key cannot find a text by trying."""

from collections.abc import Iterable
from hashlib import blake2b


def keyed(words: Iterable[str], key: bytes, size: int = 32) -> list[bytes]:
    """Return the keyed BLAKE2b (RFC 7693) of each text, ``size`` bytes long, in their order."""
    start = blake2b(key=key, digest_size=size)  # the key is taken in once, not for each text
    found = []
    for word in words:
        one = start.copy()
        one.update(word.encode())
        found.append(one.digest())
    return found
