"""The fuzzers run, and find nothing in a short time."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def test_what_reads_a_package_refuses_in_its_own_words(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris has no wheel for this Python")
    command = [sys.executable, "-m", "tests.fuzz.package", "-runs=3000", "-max_total_time=15"]
    done = subprocess.run(
        [*command, f"-artifact_prefix={tmp_path}/", "-verbosity=0"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
