"""Scorers at work: each on a set, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.who.scorers import SCORERS
from benchmarks.who.sets import Pair

ROOT = Path(__file__).parents[2]


def _peers() -> str:
    made = ROOT / ".peers" / "bin" / "python"  # by ``make bench``
    return os.environ.get("COMITY_PEERS_PYTHON") or str(made if made.exists() else sys.executable)


PEERS = _peers()
"""The Python that has the peers: COMITY_PEERS_PYTHON, else that of ``.peers``, else our own."""


class Answer(NamedTuple):
    """What a scorer gave.

    Attributes:
        scores: one for each pair, in their order.
        cold, warm: seconds of the first and of the second pass.
        start: seconds to read tables, to make entities and to learn.
        memory: the peak of the process in megabytes.
    """

    scores: list[float]
    cold: float
    warm: float
    start: float
    memory: float


def python_of(name: str) -> str:
    """Return the Python that a scorer runs in."""
    return sys.executable if SCORERS[name].here else PEERS


def there(name: str) -> bool:
    """Return whether what a scorer needs can be imported where it runs."""
    command = [python_of(name), "-c", f"import {SCORERS[name].needs}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def answer(name: str, pairs: Sequence[Pair], learned: Sequence[Pair] = ()) -> Answer:
    """Return what a scorer says of pairs, run in a fresh process.

    Args:
        name: one of ``SCORERS``.
        pairs: what to score; the scorer is not told what is one.
        learned: pairs that it may learn from, if it learns.

    Raises:
        RuntimeError: the scorer failed; holds the end of what it said.
    """
    rows: list[tuple[str, Pair]] = [("score", pair) for pair in pairs]
    if SCORERS[name].learns:
        rows += [("learn", pair) for pair in learned]
    said = "".join(json.dumps([use, p.schema, p.a, p.b, p.same and use == "learn"]) + "\n"
                   for use, p in rows)  # fmt: skip
    command = [python_of(name), "-m", "benchmarks.who.scorers", name]
    done = subprocess.run(
        command, input=said, capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr[-2000:]}")
    return Answer(**json.loads(done.stdout))
