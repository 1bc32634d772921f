"""Sealing and opening a package costs little beyond its encryption, and the same memory.

    python -m benchmarks.sealing [--size 1000] [--memory]

Claim: ``seal`` and ``open_package`` together (hashes, archive, manifest, signature, verification,
strict JSON) move at least 70 % as many bytes a second as bare age.

Peer: ``pyrage.encrypt_io`` and ``decrypt_io`` on the same file, from a file and to a file, which
is brought to the disk as ours is.

Measure: one file of random bytes beside a message and 2 % of statements; the two sides in turn;
wall seconds; median over the rounds. ``--size`` is in megabytes. With ``--memory`` a package of a
tenth of the size and one of the whole are sealed and opened by a process each, and the peaks of
their resident memory compared.
"""

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyrage

from benchmarks.measure import in_turn
from comity.audit import generate_key
from comity.exchange.sealed.opening import Limits, open_package
from comity.exchange.sealed.seal import Envelope, Part, seal
from comity.store import digest

AIM = 0.7
_ROUNDS, _SIZE, _MB = 5, 200, 10**6
_ENVELOPE = Envelope("us.example", "cn.example")
_SIGNER, _VERIFIER = generate_key("us.example/packages")
_IDENTITY = pyrage.x25519.Identity.generate()
_LINE = json.dumps(["0" * 64, "Person", "name", "Zhang Wei", "", "f" * 64, 10, 19, ["b" * 64]])


class Work(NamedTuple):
    """What is sealed, and where."""

    folder: Path
    parts: list[Part]
    size: int

    @property
    def sealed(self) -> Path:
        """The package."""
        return self.folder / "package.age"

    def seal(self) -> None:
        """Seal it."""
        keys = [str(_IDENTITY.to_public())]
        seal(self.parts, _ENVELOPE, _SIGNER, keys, self.sealed, {"Source-Organization": "DEA"})

    def open(self) -> None:
        """Open what was sealed."""
        bag = self.folder / "bag"
        shutil.rmtree(bag, ignore_errors=True)
        keys, me = [str(_IDENTITY)], _ENVELOPE.recipient
        open_package(self.sealed, keys, lambda _: [_VERIFIER], me, Limits(), bag)

    def bare(self) -> None:
        """Do the peer's work."""
        sealed, opened = self.folder / "bare.age", self.folder / "bare"
        source = self.folder / "source"
        with source.open("rb") as plain, sealed.open("wb") as target:
            pyrage.encrypt_io(plain, target, [_IDENTITY.to_public()])
            target.flush()
            os.fsync(target.fileno())
        with sealed.open("rb") as stream, opened.open("wb") as target:
            pyrage.decrypt_io(stream, target, [_IDENTITY])


def made(folder: Path, megabytes: int) -> Work:
    """Make what is to be sealed: a file for the peer, and the same bytes as parts for ours."""
    source, file, said = folder / "source", folder / "file", folder / "said"
    with file.open("wb") as stream:
        for _ in range(megabytes):
            stream.write(os.urandom(_MB))
    with said.open("w") as lines:
        for _ in range(megabytes * _MB // 50 // len(_LINE)):
            lines.write(_LINE + "\n")
    with source.open("wb") as target:
        for path in (file, said):
            with path.open("rb") as stream:
                shutil.copyfileobj(stream, target)
    parts = [
        Part("data/message.json", 2, hashlib.sha256(b"{}").hexdigest(), b"{}"),
        Part("data/statements.jsonl", said.stat().st_size, digest(said), said),
        Part(f"data/files/{digest(file)}", file.stat().st_size, digest(file), file),
    ]
    return Work(folder, parts, source.stat().st_size)


def peak(megabytes: int) -> float:
    """Seal and open in this process; return the peak of its memory in MiB."""
    with TemporaryDirectory() as folder:
        work = made(Path(folder), megabytes)
        work.seal()
        work.open()
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def memory(megabytes: int) -> str:
    """Compare the memory that a tenth and the whole need."""
    peaks = []
    for size in (megabytes // 10, megabytes):
        command = [sys.executable, "-m", "benchmarks.sealing", "--peak", str(size)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        peaks.append(float(done.stdout))
        print(f"{size:>8,} MB{peaks[-1]:>8.0f} MiB", flush=True)
    line = (
        f"peak {peaks[1]:.0f} MiB with {megabytes:,} MB, {peaks[0]:.0f} with {megabytes // 10:,}: "
        f"{peaks[1] / peaks[0]:.2f}x"
    )
    print(line)
    return line


def main() -> str:
    """Print the figures; return them in one line."""
    arguments = sys.argv[1:]
    megabytes = int(arguments[arguments.index("--size") + 1]) if "--size" in arguments else _SIZE
    if "--memory" in arguments:
        return memory(megabytes)
    with TemporaryDirectory() as folder:
        work = made(Path(folder), megabytes)
        work.seal()
        work.bare()

        def ours(_: int) -> None:
            work.seal()
            work.open()

        pair = in_turn(ours, lambda _: work.bare(), _ROUNDS)
    line = (
        f"{2 * work.size / _MB / pair.ours:,.0f} MB/s, bare age "
        f"{2 * work.size / _MB / pair.peer:,.0f}: {pair.speed:.0%}, in the best rounds "
        f"{pair.best:.0%} (aim: {AIM:.0%})"
    )
    print(f"{megabytes:,} MB sealed and opened, {_ROUNDS} rounds")
    print(line)
    return line


if __name__ == "__main__":
    if "--peak" in sys.argv:
        print(peak(int(sys.argv[-1])))
    else:
        main()
