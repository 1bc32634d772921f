"""Fuzzing of everything that reads a package.

    python -m tests.fuzz.package -runs=1000000 [FOLDER]

With atheris (libFuzzer, guided by coverage). The first byte of an input says what it is: an
archive as it is; a change to a good archive, which is then signed anew, so that what stands behind
the signature is reached; a sealed file; a JSON text. Only a ``ComityError`` may come out, and
nothing may be written beside the folder.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris  # type: ignore[import-untyped]

READERS = ("age", "archive", "bag", "covering", "flow", "head", "opening", "strict")

with atheris.instrument_imports(include=[f"comity.exchange.sealed.{name}" for name in READERS]):
    from tests.exchange import sealed

    from comity.exchange.sealed import age, strict
    from comity.exchange.sealed.flow import Push
    from comity.exchange.sealed.head import Receiver
    from comity.exchange.sealed.opening import Limits, unpack
    from comity.model import ComityError

LIMITS = Limits(total=1 << 20, members=50, json=1 << 12, line=1 << 10)
RECEIVER = Receiver(sealed.RECIPIENT, sealed.trusted, lambda _: (), LIMITS)
NAMES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", *sealed.PAYLOAD)


class Home:
    """A folder in a folder, kept for all runs: making one anew takes longer than most of them."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self._home = TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self._outer = Path(self._home.name, "outer")
        self.inner = self._outer / "inner"
        self.inner.mkdir(parents=True)

    def clear(self) -> None:
        """Empty the folder, and check that nothing stands beside it."""
        beside = [*Path(self._home.name).iterdir(), *self._outer.iterdir()]
        if beside != [self._outer, self.inner]:
            raise AssertionError(f"written beside the folder: {beside}")
        if any(self.inner.iterdir()):
            shutil.rmtree(self.inner)
            self.inner.mkdir()


HOME = Home()


def read_archive(data: bytes, step: int = 1 << 16) -> None:
    """Read an archive that arrives in blocks."""
    push = Push(lambda inflow: unpack(inflow, RECEIVER, HOME.inner))
    try:
        for at in range(0, len(data), step):
            push.push(memoryview(data)[at : at + step])
        push.result()
    finally:
        push.close()


def read_changed(data: bytes) -> None:
    """Read a good archive after some changes: a file's content, or bytes anywhere."""
    found = atheris.FuzzedDataProvider(data)
    payload = dict(sealed.PAYLOAD)
    changed: dict[str, bytes] = {}
    for _ in range(found.ConsumeIntInRange(0, 3)):
        name = NAMES[found.ConsumeIntInRange(0, len(NAMES) - 1)]
        content = _spliced(payload.get(name, b"a: b\n"), found)
        (payload if name in payload else changed)[name] = content
    if found.ConsumeBool():
        payload[found.ConsumeUnicode(20)] = b"x"
    with suppress(UnicodeEncodeError, ValueError):  # no name of a file for tarfile
        tags = sealed.tag_files(payload, changed=changed)
        made = bytearray(sealed.archive(sealed.members(tags, payload)))
        for _ in range(found.ConsumeIntInRange(0, 3)):
            made[found.ConsumeIntInRange(0, len(made) - 1)] = found.ConsumeIntInRange(0, 255)
        step = found.ConsumeIntInRange(1, 2000)
        read_archive(bytes(made), step)


def _spliced(content: bytes, found: atheris.FuzzedDataProvider) -> bytes:
    at, most = found.ConsumeIntInRange(0, len(content)), found.ConsumeIntInRange(0, 200)
    rest = content[at:] if found.ConsumeBool() else b""
    return bytes(content[:at] + found.ConsumeBytes(most) + rest)


def read_sealed(data: bytes) -> None:
    """Decrypt a sealed file."""
    path, target = HOME.inner / "package.age", HOME.inner / "bag"
    path.write_bytes(data)
    target.mkdir()
    age.decrypt(path, [sealed.IDENTITY], lambda inflow: unpack(inflow, RECEIVER, target))


def read_json(data: bytes) -> None:
    """Read JSON, by lines and as a message."""
    path = HOME.inner / "statements.jsonl"
    path.write_bytes(data)
    with suppress(ComityError):
        for _ in strict.lines(path, 200):
            pass
    strict.message(data)


WAYS: tuple[Callable[[bytes], None], ...] = (read_archive, read_changed, read_sealed, read_json)


def one(data: bytes) -> None:
    """Read one input."""
    if data:
        with suppress(ComityError):
            WAYS[data[0] % len(WAYS)](data[1:])
        HOME.clear()


def seeds() -> Iterator[bytes]:
    """Yield good inputs to begin with."""
    archive = sealed.archive(sealed.members(sealed.tag_files(sealed.PAYLOAD), sealed.PAYLOAD))
    yield b"\0" + archive
    yield b"\1" + bytes(40)
    with TemporaryDirectory() as home:
        yield b"\2" + sealed.encrypted(archive, Path(home)).read_bytes()
    yield b"\3" + sealed.MESSAGE[1]
    yield b"\3" + sealed.STATEMENTS[1]


def main() -> None:
    """Fuzz as the command line says."""
    with TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, "-max_len=20000", corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
