"""Other makers' tools open what we seal, and we open what they do."""

import hashlib
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import bagit  # type: ignore[import-untyped]
import pytest
from tests.conformance.age_vectors import IDENTITY, PUBLISHED, VECTORS
from tests.exchange import sealed
from tests.exchange.sealed import PAYLOAD

from comity.exchange.sealed import age
from comity.exchange.sealed.flow import Inflow, Reading
from comity.exchange.sealed.opening import Refused

NPM = "age-encryption@0.3"
LARGE = {**PAYLOAD, "data/photo.bin": bytes(range(256)) * 1000}
_SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const [way, source, target, key, folder] = process.argv.slice(1);
const found = createRequire(folder + "/").resolve("age-encryption");
const { Encrypter, Decrypter } = await import(pathToFileURL(found));
const data = new Uint8Array(readFileSync(source));
if (way === "encrypt") {
  const age = new Encrypter();
  age.addRecipient(key);
  writeFileSync(target, await age.encrypt(data));
} else {
  const age = new Decrypter();
  age.addIdentity(key);
  writeFileSync(target, await age.decrypt(data, "uint8array"));
}
"""


class Tool:
    """Another implementation of age."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = _npm_folder() if name == "node" else Path()
        if name != "node" and shutil.which(name) is None:
            pytest.skip(f"needs the command {name}")

    def decrypt(self, source: Path, target: Path) -> None:
        if self.name == "node":
            return self._node("decrypt", source, target, sealed.IDENTITY)
        identity = target.with_suffix(".key")
        identity.write_text(sealed.IDENTITY + "\n")
        return self._run("-d", "-i", str(identity), "-o", str(target), str(source))

    def encrypt(self, source: Path, target: Path) -> None:
        if self.name == "node":
            return self._node("encrypt", source, target, sealed.KEY)
        return self._run("-r", sealed.KEY, "-o", str(target), str(source))

    def _node(self, way: str, source: Path, target: Path, key: str) -> None:
        arguments = [way, str(source), str(target), key, str(self.folder)]
        command = ["node", "--input-type=module", "-e", _SCRIPT, "--", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60)

    def _run(self, *arguments: str) -> None:
        command = [self.name, *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def _npm_folder() -> Path:
    """Install the package in a folder that is kept between runs, outside of the tree."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("needs node and npm, to run another implementation of age")
    folder = Path.home() / ".cache" / "comity-tests" / NPM
    if not (folder / "node_modules" / "age-encryption").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", NPM]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install {NPM}: {done.stderr.strip()[-200:]}")
    return folder


@pytest.fixture(params=["node", "age", "rage"])
def tool(request: pytest.FixtureRequest) -> Tool:
    return Tool(request.param)


def test_bagit_finds_a_valid_bag_in_what_was_opened(tmp_path: Path) -> None:
    path, package = sealed.sealed(tmp_path, LARGE)
    bag = bagit.Bag(str(sealed.opened(path).folder))
    bag.validate()
    assert bag.info["Source-Organization"] == "DEA"
    assert bag.info["Payload-Oxum"] == f"{sum(map(len, LARGE.values()))}.{len(LARGE)}"
    tags = Path(bag.path, "tagmanifest-sha256.txt").read_bytes()
    assert hashlib.sha256(tags).hexdigest() == package


def test_other_tools_open_what_we_seal(tool: Tool, tmp_path: Path) -> None:
    path, package = sealed.sealed(tmp_path, LARGE)
    tool.decrypt(path, tmp_path / "bag.tar")
    with tarfile.open(tmp_path / "bag.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    bag = bagit.Bag(str(tmp_path / f"comity-{package[:12]}"))
    bag.validate()
    assert set(bag.payload_files()) == set(LARGE)
    assert Path(bag.path, "data", "photo.bin").read_bytes() == LARGE["data/photo.bin"]


def test_we_open_what_other_tools_seal(tool: Tool, tmp_path: Path) -> None:
    source = tmp_path / "bag.tar"
    source.write_bytes(sealed.archive(sealed.members(sealed.tag_files(LARGE), LARGE)))
    tool.encrypt(source, tmp_path / "package.age")
    found = sealed.opened(tmp_path / "package.age")
    assert (found.folder / "data" / "photo.bin").read_bytes() == LARGE["data/photo.bin"]
    assert found.message == json.loads(PAYLOAD["data/message.json"])


def test_the_tar_command_writes_the_same_archive(tmp_path: Path) -> None:
    said = subprocess.run(["tar", "--version"], capture_output=True, text=True, check=False)
    if "GNU tar" not in said.stdout:
        pytest.skip("needs GNU tar")
    path, package = sealed.sealed(tmp_path, LARGE)
    ours = age.decrypt(path, [sealed.IDENTITY], _exactly(_size(path)))
    name = f"comity-{package[:12]}"
    sealed.opened(path).folder.rename(tmp_path / name)
    head = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    manifest = (tmp_path / name / "manifest-sha256.txt").read_text().splitlines()
    files = [*head, "signature.txt", *(line.split("  ")[1] for line in manifest)]
    (tmp_path / "list").write_text("".join(f"{name}/{file}\n" for file in files))
    command = (
        "tar --create --format=ustar --blocking-factor=1 --no-recursion --mode=0644 --mtime=@0"
        " --owner=0 --group=0 --numeric-owner --files-from=list --file=-"
    )
    made = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=True)
    assert made.stdout == ours


@pytest.mark.parametrize("name", list(VECTORS))
def test_vectors_of_age(name: str, tmp_path: Path) -> None:
    vector = VECTORS[name]
    path, payload = tmp_path / name, b"".join(vector.payload)
    path.write_bytes(vector.dump())
    assert PUBLISHED.get(name, b"") in path.read_bytes()
    if vector.good:
        assert age.decrypt(path, [IDENTITY], _exactly(len(payload))) == payload
        return
    with pytest.raises(Refused):
        age.decrypt(path, [IDENTITY], _exactly(len(payload)))


def _exactly(size: int) -> Callable[[Inflow], Reading[bytes]]:
    def read(inflow: Inflow) -> Reading[bytes]:
        return (yield from inflow.exact(size))

    return read


def _size(path: Path) -> int:
    """Return how large the archive in a sealed file is: age adds a header, and 16 bytes a chunk."""
    data = path.read_bytes()
    body = len(data) - data.index(b"\n", data.index(b"\n--- ") + 1) - 1 - 16
    return body - 16 * -(-body // (65536 + 16))
