"""What stands in a package before its payload: a BagIt bag's tag files (RFC 8493), signed.

The five files come first in the archive, each bounded, so that a receiver knows who sealed what,
and how much of it, before anything is written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from comity.exchange.sealed.refusal import Refused, malformed
from comity.model import ComityError

FORMAT = 1
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HEAD = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt")
SIGNATURE = "signature.txt"
MESSAGE = "data/message.json"
FILES = "data/files/"

_PART = r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?"
_PATH = re.compile(rf"data(?:/{_PART}){{1,4}}")
_LONGEST = 80  # characters of a path: with the bag's name before it, it fits a tar header
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_LABEL = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)*")
_OXUM = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")


class Part(NamedTuple):
    """A file that a package carries.

    Attributes:
        path: in the bag, such as ``data/message.json``.
        size: bytes.
        sha256: of its content, in hex.
        source: the file, or the content itself.
    """

    path: str
    size: int
    sha256: str
    source: Path | bytes


class Envelope(NamedTuple):
    """From whom to whom: the origins (C2SP tlog-checkpoint) of the two nodes' logs."""

    sender: str
    recipient: str


class Limits(NamedTuple):
    """How much of a package is taken in.

    Attributes:
        total: bytes of the payload.
        members: files in the payload.
        json: bytes of a file that is one JSON text, such as the message.
        line: bytes of a line in a file of JSON texts.
    """

    total: int = 64 << 30
    members: int = 100_000
    json: int = 16 << 20
    line: int = 4 << 20


class Info(NamedTuple):
    """What ``bag-info.txt`` says: its labels, and the payload's size (Payload-Oxum)."""

    about: Mapping[str, str]
    octets: int
    files: int


def arrange(parts: Iterable[Part]) -> list[Part]:
    """Return the parts in the order in which they are packed: the message first, files last.

    Raises:
        ValueError: the message is missing, or a part cannot stand in a bag.
    """
    found = sorted(parts, key=lambda part: (part.path != MESSAGE, part.path.count("/"), part.path))
    try:
        check_paths([part.path for part in found])
    except Refused as error:
        raise ValueError(str(error)) from None
    for part in found:
        named = part.path.startswith(FILES) and part.path != FILES + part.sha256
        if named or not re.fullmatch(r"[0-9a-f]{64}", part.sha256):
            raise ValueError(f"{part.path} cannot have the SHA-256 {part.sha256!r}")
    return found


def check_path(path: str) -> None:
    """Check a name of a file in a payload.

    Raises:
        Refused: it has other characters than it may, or could lead elsewhere.
    """
    if not _PATH.fullmatch(path) or len(path) > _LONGEST:
        raise Refused("path", f"The package has a file named {path[:100]!r}: do not trust it.")


def check_paths(paths: Sequence[str]) -> None:
    """Check the names of a payload: few characters, all lower case, so that they differ anywhere.

    Raises:
        Refused: one could write elsewhere, or over another; or the first is not the message.
    """
    for path in paths:
        check_path(path)
    known = set(paths)
    if len(known) != len(paths):
        raise Refused("path", "The package has two files of one name: do not trust it.")
    folders = {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/"}
    if known & folders:
        raise Refused("path", "The package has a file in a file: do not trust it.")
    if not paths or paths[0] != MESSAGE:
        raise malformed(f"{MESSAGE} is not its first file")


def name_of(package: str) -> str:
    """Return the name of the folder that is the bag."""
    return f"comity-{package[:12]}"


def tag_files(parts: Sequence[Part], about: Mapping[str, str]) -> dict[str, bytes]:
    """Return the tag files of a bag but for the signature, in their order.

    Raises:
        ComityError: a label or what it says cannot stand in ``bag-info.txt``.
    """
    manifest = "".join(f"{part.sha256}  {part.path}\n" for part in parts)
    found = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info(parts, about).encode(),
        "manifest-sha256.txt": manifest.encode(),
    }
    return {**found, "tagmanifest-sha256.txt": tag_manifest(found)}


def tag_manifest(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of the first three tag files; its SHA-256 is the package's id."""
    return "".join(f"{sha256(files[n]).hexdigest()}  {n}\n" for n in HEAD[:3]).encode()


def load_manifest(data: bytes, limits: Limits) -> dict[str, str]:
    """Return the SHA-256 of each file of the payload, by its path, in their order.

    Raises:
        Refused: it is no such manifest, or names what must not be.
    """
    lines = _lines(data, "manifest-sha256.txt")
    if len(lines) > limits.members:
        raise Refused("too-large", f"The package has more than {limits.members:,} files.")
    found = [_MANIFEST_LINE.fullmatch(line) for line in lines]
    pairs = [(match[2], match[1]) for match in found if match]
    if len(pairs) != len(lines):
        raise malformed("its manifest has a line that is not a SHA-256 and a name")
    check_paths([path for path, _ in pairs])
    if any(path.startswith(FILES) and path != FILES + sha for path, sha in pairs):
        raise Refused("changed", "A document in the package claims to be another: do not trust it.")
    return dict(pairs)


def load_info(data: bytes) -> Info:
    """Return what ``bag-info.txt`` says.

    Raises:
        Refused: it is not as the format has it, or of a newer one.
    """
    pairs = [line.partition(": ")[::2] for line in _lines(data, "bag-info.txt")]
    about = dict(pairs)
    check_format(about.pop("Comity-Format", ""))
    if len(dict(pairs)) != len(pairs) or not all(_LABEL.fullmatch(k) and v for k, v in pairs):
        raise malformed("bag-info.txt has a line that is no label and value, or a label twice")
    oxum = _OXUM.fullmatch(about.pop("Payload-Oxum", ""))
    if oxum is None:
        raise malformed("bag-info.txt does not say how large the payload is")
    return Info(about, int(oxum[1]), int(oxum[2]))


def check_format(number: str) -> None:
    """Check the number of the format.

    Raises:
        Refused: it is a newer one, or none.
    """
    if not re.fullmatch(r"[1-9][0-9]{0,5}", number):
        raise malformed("it does not say which format it has")
    if int(number) > FORMAT:
        raise Refused(
            "newer-format",
            f"The package has the format {number}, and this version of Comity reads {FORMAT}: "
            "update Comity, or ask the sender for the older format.",
        )


def _info(parts: Sequence[Part], about: Mapping[str, str]) -> str:
    labels = {
        "Bagging-Date": datetime.now(UTC).date().isoformat(),
        **about,
        "Bag-Software-Agent": f"Comity {version('comity')}",
        "Comity-Format": str(FORMAT),
        "Payload-Oxum": f"{sum(part.size for part in parts)}.{len(parts)}",
    }
    for label, value in labels.items():
        if not _LABEL.fullmatch(label) or not value.isprintable() or value != value.strip():
            raise ComityError(f"A package cannot say {label}: {value!r}. Put it in one line.")
    return "".join(f"{label}: {value}\n" for label, value in sorted(labels.items()) if value)


def _lines(data: bytes, name: str) -> list[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise malformed(f"{name} is not UTF-8") from None
    if not text.endswith("\n"):
        raise malformed(f"{name} does not end with a whole line")
    return text[:-1].split("\n")
