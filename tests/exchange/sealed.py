"""Packages for the tests, built without the code under test: by tarfile, hashlib and age alone.

What a test needs to be wrong, it changes here: a member, a manifest, a signature, a header.
"""

import hashlib
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyrage

from comity.audit import generate_key, sign_note
from comity.exchange.sealed.opening import Limits, Opened, open_package
from comity.exchange.sealed.seal import Envelope, Part, seal

SENDER, RECIPIENT = "us.example/log", "cn.example/log"
ENVELOPE = Envelope(SENDER, RECIPIENT)
SIGNER, VERIFIER = generate_key("us.example/log/packages")
OTHER_SIGNER, OTHER_VERIFIER = generate_key("us.example/log/packages")
IDENTITY = str(pyrage.x25519.Identity.generate())
KEY = str(pyrage.x25519.Identity.from_str(IDENTITY).to_public())

MESSAGE = ("data/message.json", b'{"kind":"lead","text":"\xe9\x99\x88"}')
STATEMENTS = ("data/statements.jsonl", b'["a",1]\n["b",2]\n')
FILE = b"seized in Xingtai\n"
SHA = hashlib.sha256(FILE).hexdigest()
PAYLOAD = dict([MESSAGE, STATEMENTS, (f"data/files/{SHA}", FILE), (f"data/texts/{SHA}.txt", FILE)])
LIMITS = Limits()
INFO = {"Comity-Format": "1", "Source-Organization": "DEA"}


class Member(NamedTuple):
    """A member of an archive: its header, and what follows it, padded."""

    header: bytes
    data: bytes = b""

    def dump(self) -> bytes:
        return self.header + self.data.ljust(-(-len(self.data) // 512) * 512, b"\0")


def trusted(origin: str) -> Sequence[str]:
    return [OTHER_VERIFIER[:-4] + "AAAA", VERIFIER] if origin == SENDER else []


def header(name: str, size: int, kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    """Return a header as the format has it: tarfile's, with zeros for the device as POSIX says."""
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, link
    return mended(
        info.tobuf(tarfile.USTAR_FORMAT, "utf-8", "surrogateescape"), 329, b"0000000\0" * 2
    )


def mended(block: bytes, at: int, value: bytes) -> bytes:
    """Return a header with other bytes at a place, and the checksum that fits them."""
    found = bytearray(block)
    found[at : at + len(value)] = value
    found[148:156] = b" " * 8
    found[148:156] = b"%06o\0 " % sum(found)
    return bytes(found)


def member(name: str, data: bytes) -> Member:
    return Member(header(name, len(data)), data)


def tag_files(
    payload: Mapping[str, bytes],
    info: Mapping[str, str] = INFO,
    changed: Mapping[str, bytes] = {},
) -> dict[str, bytes]:
    """Return the signed tag files of a payload; what is given as ``changed`` is signed as it is."""
    oxum = {"Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}"}
    found = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{k}: {v}\n" for k, v in {**oxum, **info}.items()).encode(),
        "manifest-sha256.txt": _manifest(payload),
    }
    found |= changed
    found["tagmanifest-sha256.txt"] = _manifest(found)
    return {**found, "signature.txt": note(found).encode()}


def note(tags: Mapping[str, bytes], envelope: Envelope = ENVELOPE, signer: str = SIGNER) -> str:
    package = hashlib.sha256(tags["tagmanifest-sha256.txt"]).hexdigest()
    return sign_note(f"comity.package/v1\n{package}\n{envelope[0]}\n{envelope[1]}\n", signer)


def members(tags: Mapping[str, bytes], payload: Mapping[str, bytes]) -> list[Member]:
    return [member(f"{name_of(tags)}/{path}", data) for path, data in {**tags, **payload}.items()]


def name_of(tags: Mapping[str, bytes]) -> str:
    return "comity-" + hashlib.sha256(tags["tagmanifest-sha256.txt"]).hexdigest()[:12]


def archive(found: Sequence[Member]) -> bytes:
    return b"".join(m.dump() for m in found) + bytes(1024)


def encrypted(data: bytes, folder: Path) -> Path:
    path = folder / "package.age"
    path.write_bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(KEY)]))
    return path


def part(path: str, data: bytes) -> Part:
    return Part(path, len(data), hashlib.sha256(data).hexdigest(), data)


def sealed(folder: Path, payload: Mapping[str, bytes] = PAYLOAD) -> tuple[Path, str]:
    """Return a package that the code under test sealed, and its id."""
    path = folder / "package.age"
    parts = [part(name, data) for name, data in payload.items()]
    about = {"Source-Organization": "DEA", "Bagging-Date": "2017-08-01"}
    return path, seal(parts, ENVELOPE, SIGNER, [KEY], path, about)


def opened(path: Path, limits: Limits = LIMITS, me: str = RECIPIENT) -> Opened:
    folder = path.parent / "bag"
    return open_package(path, [IDENTITY], trusted, me, limits, folder)


def _manifest(files: Mapping[str, bytes]) -> bytes:
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    return "".join(lines).encode()
