"""Adding documents takes the same memory, however many they are.

    python -m benchmarks.memory [--quick] [--sizes 500,1500]

Claim: the peak of the process's resident memory while ``Case.add`` adds 10,000 short reports is at
most 10 % over that of 1,000.

Peer: the same work on fewer documents (1,000; 3,000 lies between).

Measure: reports of about 1,200 characters, drawn and varied from real sentences; each size is added
by a process of its own to a node of its own, all in one call. Peak: ``ru_maxrss`` of that process;
apart from it the PostgreSQL server's processes, as the sum of their proportional shares, sampled
twice a second. The full run takes about 20 minutes; ``--quick`` adds 500, 1,500 and 3,000.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psutil  # type: ignore[import-untyped]

from benchmarks import reports
from benchmarks.node import READER, node, open_case
from comity.case import Case
from comity.store import Node

AIM = 1.1
_FULL, _QUICK = (1000, 3000, 10_000), (500, 1500, 3000)
_MIB = 1 << 20


def add(folder: Path) -> str:
    """Add a folder to a new case in this process; return its figures as one line of numbers."""
    with node() as made, made.session(READER) as session:
        case = Case(session, open_case(made, "added"))
        start = time.perf_counter()
        with _watched(made) as server:
            added = case.add(str(folder))
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if _is_mac() else 1024)
    return f"{added.documents} {seconds:.1f} {peak / _MIB:.0f} {max(server) / _MIB:.0f}"


@contextmanager
def _watched(node: Node) -> Iterator[list[int]]:
    """Give a list that fills with the memory of the node's server, in bytes."""
    found, over = [0], Event()
    main = psutil.Process(int((node.home / "postgres" / "postmaster.pid").read_text().split()[0]))

    def watch() -> None:
        while not over.wait(0.5):
            total = 0
            for process in (main, *main.children(recursive=True)):
                try:
                    memory = process.memory_full_info()
                    total += getattr(memory, "pss", memory.uss)
                except psutil.Error:
                    continue
            found.append(total)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def _is_mac() -> bool:
    return sys.platform == "darwin"


def _measure(size: int) -> list[float]:
    with TemporaryDirectory() as folder:
        for number, text in enumerate(reports.short(size)):
            part = Path(folder, f"{number // 1000:03}")
            part.mkdir(exist_ok=True)
            (part / f"{number}.txt").write_text(text, "utf-8")
        command = [sys.executable, "-m", "benchmarks.memory", "--add", folder]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [float(x) for x in done.stdout.split()[-4:]]


def main() -> str:
    """Print the figures; return them in one line."""
    arguments = sys.argv[1:]
    sizes: tuple[int, ...] = _QUICK if "--quick" in arguments else _FULL
    if "--sizes" in arguments:
        sizes = tuple(map(int, arguments[arguments.index("--sizes") + 1].split(",")))
    print(f"{'documents':>10}{'a second':>10}{'process':>12}{'server':>12}")
    peaks: list[float] = []
    for size in sizes:
        documents, seconds, peak, server = _measure(size)
        speed = documents / seconds
        print(f"{documents:>10,.0f}{speed:>10.1f}{peak:>8.0f} MiB{server:>8.0f} MiB", flush=True)
        peaks.append(peak)
    line = (
        f"peak {peaks[-1]:.0f} MiB with {sizes[-1]:,} documents, {peaks[0]:.0f} with {sizes[0]:,}: "
        f"{peaks[-1] / peaks[0]:.2f}x (aim: {AIM}x)"
    )
    print(line)
    return line


if __name__ == "__main__":
    if "--add" in sys.argv:
        print(add(Path(sys.argv[-1])))
    else:
        main()
