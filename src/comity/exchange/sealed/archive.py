"""The archive in a package: a tar with one way to write it (POSIX.1-2017, pax, ustar format).

A header says no more than a regular file's name and size; all else is fixed. What was read is
written again and compared, so that links, devices, sparse files, other people's fields and hidden
bytes are refused without a list of them, and nothing in the archive can change unnoticed, although
no signature covers its headers.
"""

import re
from typing import NamedTuple

from comity.exchange.sealed.flow import Inflow, Reading
from comity.exchange.sealed.refusal import Refused, malformed

BLOCK = 512
END = bytes(2 * BLOCK)
_OCTAL = 8**11  # from this size on, the header has no room
_NAME, _SIZE, _TYPE = slice(0, 100), slice(124, 136), slice(156, 157)
_RECORD = re.compile(rb"[1-9]\d size=([1-9]\d{9,17})\n\0*")


class Member(NamedTuple):
    """A file in the archive: its name, and its size in bytes."""

    name: str
    size: int


def header(member: Member) -> bytes:
    """Return what stands before a file in the archive.

    A size of 8 GiB or more stands in a pax record before the header, whose own size is then 0.
    """
    if member.size < _OCTAL:
        return _header(member.name, member.size, 0o644, b"0")
    text = f" size={member.size}\n"
    record = f"{len(text) + 2}{text}".encode()
    pax = _header("././@PaxHeader", len(record), 0, b"x")
    return pax + record.ljust(BLOCK, b"\0") + _header(member.name, 0, 0o644, b"0")


def padding(size: int) -> bytes:
    """Return what fills a file of that size up to whole blocks."""
    return bytes(-size % BLOCK)


def read_header(inflow: Inflow) -> Reading[Member]:
    """Read what stands before a file.

    Raises:
        Refused: it is not the header of a regular file, written in the one way.
    """
    raw = last = yield from inflow.exact(BLOCK)
    size = int(raw[_SIZE][:-1], 8) if re.fullmatch(rb"[0-7]{11}\0", raw[_SIZE]) else -1
    if raw[_TYPE] == b"x":
        record = yield from inflow.exact(BLOCK)
        found = _RECORD.fullmatch(record)
        last = yield from inflow.exact(BLOCK)
        size, raw = int(found[1]) if found else -1, raw + record + last
    name = last[_NAME].rstrip(b"\0").decode("latin-1")
    member = Member(name, size)
    if last[_TYPE] in b"123456":
        raise Refused(
            "path",
            f"The package has a link, folder or device in it ({name[:60]!r}): do not trust it.",
        )
    if size < 0 or len(last[_NAME].rstrip(b"\0")) == 0 or header(member) != raw:
        raise malformed("a header in its archive is not as the format writes it")
    return member


def read_padding(inflow: Inflow, size: int) -> Reading[None]:
    """Read what fills a file of that size up to whole blocks.

    Raises:
        Refused: it is not zeros.
    """
    if any((yield from inflow.exact(-size % BLOCK))):
        raise malformed("there are hidden bytes behind a file in its archive")


def _header(name: str, size: int, mode: int, kind: bytes) -> bytes:
    start = b"".join(
        (
            name.encode("latin-1").ljust(100, b"\0"),
            b"%07o\0" % mode,
            b"%07o\0" % 0 * 2,  # owner and group
            b"%011o\0" % size,
            b"%011o\0" % 0,  # time
        )
    )
    rest = b"".join(
        (kind, bytes(100), b"ustar\x0000", bytes(64), b"%07o\0" % 0 * 2)  # no link, no names
    ).ljust(BLOCK - 156, b"\0")
    checksum = sum(start) + sum(rest) + 8 * ord(" ")
    return start + b"%06o\0 " % checksum + rest
