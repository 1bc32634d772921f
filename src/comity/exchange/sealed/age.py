"""Encryption of a stream to the holders of keys (C2SP age, v1, X25519).

Everything goes through in blocks of a fixed size, so that memory does not grow with the file. The
work is done in one thread: hashing in a second one costs more in handing over than it gains.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from comity.exchange.sealed.flow import Inflow, Push, Reading, T
from comity.exchange.sealed.refusal import Refused
from comity.model import ComityError

_BLOCK = 1 << 18
_HEAD = 1 << 14  # bytes of a header: more than 100 recipients; age itself knows no bound
_VERSION = re.compile(rb"age-encryption\.org/v([1-9]\d{0,3})\n")
_LINE = rb"[A-Za-z0-9+/]"
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"(?:->(?: [!-~]+)+\n(?:" + _LINE + rb"{64}\n)*" + _LINE + rb"{0,63}\n)+"
    rb"--- " + _LINE + rb"{43}\n"
)
_WHY = {
    "No matching keys found": ("wrong-recipient", "It is not sealed to this node's key"),
    "age file is truncated": ("truncated", "The file is cut short"),
}


def encrypt(blocks: Iterator[bytes], into: BinaryIO, recipients: Sequence[str]) -> None:
    """Write what the blocks hold, encrypted to the recipients (``age1…``).

    Raises:
        ComityError: a recipient's key is none, or there is none.
        OSError: it cannot be written; and whatever the blocks raise.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError:
        raise ComityError("The partner's key is damaged: ask for a new card.") from None
    if not keys:
        raise ComityError("The partner has no key to seal to: ask for its card.")
    source = _Source(blocks)
    try:
        pyrage.encrypt_io(io.BufferedReader(source, _BLOCK), into, keys)
    except (pyrage.EncryptError, OSError) as error:
        raise source.failed or _written(error) from None


def decrypt(
    path: Path,
    identities: Sequence[str],
    read: Callable[[Inflow], Reading[T]],
    progress: Callable[[int], None] = lambda _: None,
) -> T:
    """Let ``read`` read what a file holds, decrypted; return what that returns.

    ``progress`` is told of the bytes that were read.

    Raises:
        Refused: the file is no age file, for other keys, changed or cut short.
        ComityError: an identity (``AGE-SECRET-KEY-…``) is none.
    """
    try:
        keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
    except pyrage.IdentityError:
        raise ComityError("The node's key is damaged: restore it from a backup.") from None
    push = Push(read)
    sink = _Sink(push.push, progress)
    with path.open("rb", _BLOCK) as stream:
        _check(stream.read(_HEAD))
        stream.seek(0)
        out = io.BufferedWriter(sink, _BLOCK)
        try:
            pyrage.decrypt_io(stream, out, keys)
            out.flush()
        except (pyrage.DecryptError, OSError) as error:
            raise sink.failed or _read(error) from None
        finally:
            sink.over = True
            out.close()
            push.close()
    return push.result()


def _check(start: bytes) -> None:
    """Check the form of the header.

    The library takes hours for one of some megabytes, and is content with stanzas that do not end.
    """
    version = _VERSION.match(start)
    if version is None:
        raise Refused("not-a-package", "The file is no sealed package.")
    if version[1] != b"1":
        raise Refused("newer-format", "The file is sealed in a newer way: update Comity.")
    if _HEADER.match(start):
        return
    if b"\n--- " in start:
        raise _refused("its header is damaged")
    reason = "truncated" if len(start) < _HEAD else "not-a-package"
    raise Refused(reason, "The file is cut short, or no sealed package: ask for it again.")


def _written(error: Exception) -> OSError:
    return error if isinstance(error, OSError) else OSError(str(error))


def _read(error: Exception) -> Exception:
    """Tell a failure of the disk, which has a number, from one of what the file holds."""
    if isinstance(error, OSError) and error.errno is not None:
        return error
    return _refused(str(error))


def _refused(said: str) -> Refused:
    default = ("changed", "The file was changed or cut short on its way")
    reason, text = _WHY.get(said, default)
    return Refused(reason, f"{text}: ask the sender for it again.")


class _Source(io.RawIOBase):
    """What an iterator yields, as a file to read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")
        self.failed: BaseException | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            while not self._left:
                self._left = memoryview(next(self._blocks))
        except StopIteration:
            return 0
        except BaseException as error:
            self.failed = error  # the library would hide it
            raise
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


class _Sink(io.RawIOBase):
    """A file that passes on what is written to it."""

    def __init__(self, push: Callable[[memoryview], None], progress: Callable[[int], None]) -> None:
        self._push = push
        self._progress = progress
        self.failed: BaseException | None = None
        self.over = False

    def writable(self) -> bool:
        return True

    def write(self, block: Any, /) -> int:
        size = len(block)
        if not self.over:
            try:
                self._push(block)
                self._progress(size)
            except BaseException as error:
                self.failed = error  # the library may hide it
                raise
        return size
