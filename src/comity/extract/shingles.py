"""The same report told again: MinHash over shingles finds it, the shingles themselves confirm it.

Broder, *On the resemblance and containment of documents*, 1997.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice

_WORDS = 5  # a shingle: this many words in a row
_PERMUTATIONS = 126
_ROWS = 3  # rows a band: two texts that share 0.4 of their shingles meet with 0.94
_LEAST = 12  # shingles; what is shorter says nothing
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_]+")


def shingles(text: str) -> set[str]:
    """Return every run of five words (or Chinese characters) of a text, without case."""
    words = [m.group() for m in _TOKEN.finditer(text.casefold())]
    return {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}


def bands(text: str) -> tuple[str, ...]:
    """Return the MinHash bands of a text: two that share one are candidates for ``overlap``."""
    from datasketch import MinHash  # noqa: PLC0415  (0.4 s)

    found = shingles(text)
    if len(found) < _LEAST:
        return ()
    minhash = MinHash(num_perm=_PERMUTATIONS, hashfunc=_hash)
    waiting: Iterator[bytes] = (shingle.encode() for shingle in found)
    while part := list(islice(waiting, 4096)):  # the library makes a matrix of all it is given
        minhash.update_batch(part)
    values = minhash.hashvalues
    return tuple(
        blake2b(values[i : i + _ROWS].tobytes() + bytes([i]), digest_size=6).hexdigest()
        for i in range(0, _PERMUTATIONS, _ROWS)
    )


def overlap(a: str, b: str) -> float:
    """Return the share of the shorter text's shingles that stand in the other too (containment)."""
    first, second = shingles(a), shingles(b)
    least = min(len(first), len(second))
    return len(first & second) / least if least >= _LEAST else 0.0


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=4).digest(), "big")
