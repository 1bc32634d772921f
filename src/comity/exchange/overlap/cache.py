"""What has been computed under one key, kept so that only what is new costs time again.

A file holds F (``intersection``) for each identifier, under a keyed hash of it: who has the file
without the node's secret learns how many there are, and nothing else. It ends in a keyed hash of
the whole. A file that is missing or damaged is no loss but of time.
"""

import os
import tempfile
from collections.abc import Collection, Mapping
from hashlib import blake2b
from pathlib import Path

from comity.exchange.overlap.hashing import keyed

_KEY, _OUTPUT, _CHECK = 16, 32, 32  # bytes
_RECORD = _KEY + _OUTPUT


class Cache:
    """The values of F under one key.

    Args:
        path: the file, in a folder that is the node's own.
        secret: 32 bytes that are the node's own.
    """

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path, self._secret = path, secret
        self._known = self._read()

    def known(self, words: Collection[str]) -> dict[str, bytes]:
        """Return F for those of the words for which it is kept."""
        if not self._known:
            return {}
        kept = map(self._known.get, keyed(words, self._secret, _KEY))
        return {word: found for word, found in zip(words, kept, strict=True) if found}

    def keep(self, new: Mapping[str, bytes]) -> None:
        """Add what was computed; the file is written whole or not at all."""
        if not new:
            return
        self._known |= zip(keyed(new, self._secret, _KEY), new.values(), strict=True)
        data = b"".join(key + found for key, found in self._known.items())
        write_private(self._path, data + self._check(data))

    def _read(self) -> dict[bytes, bytes]:
        try:
            whole = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        data, check = whole[:-_CHECK], whole[-_CHECK:]
        if len(data) % _RECORD or check != self._check(data):
            return {}
        starts = range(0, len(data), _RECORD)
        return {data[at : at + _KEY]: data[at + _KEY : at + _RECORD] for at in starts}

    def _check(self, data: bytes) -> bytes:
        return blake2b(data, key=self._secret, digest_size=_CHECK).digest()


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")  # of mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
