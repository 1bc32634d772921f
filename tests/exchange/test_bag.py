"""The archive of a package: one way to write it, which ordinary tools read."""

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange import sealed
from tests.exchange.sealed import PAYLOAD

from comity.exchange.sealed import archive, strict
from comity.exchange.sealed.flow import Inflow, Push, Reading
from comity.exchange.sealed.head import Head, Receiver
from comity.exchange.sealed.opening import Limits, Refused, unpack

RECEIVER = Receiver(sealed.RECIPIENT, sealed.trusted, lambda _: (), Limits())


def read(data: bytes, folder: Path, step: int = 1 << 20) -> Head:
    """Unpack an archive that arrives in blocks of a size."""
    push = Push(lambda inflow: unpack(inflow, RECEIVER, folder))
    for at in range(0, len(data), step):
        push.push(memoryview(data)[at : at + step])
    return push.result()[0]


def whole() -> bytes:
    return sealed.archive(sealed.members(sealed.tag_files(PAYLOAD), PAYLOAD))


@pytest.mark.parametrize("step", [1, 7, 511, 512, 513, 1 << 20])
def test_blocks_may_be_cut_anywhere(step: int, tmp_path: Path) -> None:
    assert list(read(whole(), tmp_path, step).manifest) == list(PAYLOAD)
    assert (tmp_path / "data" / "files" / sealed.SHA).read_bytes() == sealed.FILE


def test_no_byte_of_the_archive_can_change_unseen(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = whole()
    folder = tmp_path_factory.mktemp("changed")
    for at in range(0, len(data), 5):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        target = folder / str(at)
        target.mkdir()
        with pytest.raises(Refused):
            read(bytes(changed), target)


def test_no_part_of_the_archive_can_be_missing(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = whole()
    folder = tmp_path_factory.mktemp("cut")
    for end in (*range(0, len(data), 256), len(data) - 1):
        target = folder / str(end)
        target.mkdir()
        with pytest.raises(Refused) as refused:
            read(data[:end], target)
        assert refused.value.reason == "truncated"


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 8**11 - 1, 8**11, 10**12])
def test_tarfile_reads_every_size(size: int) -> None:
    name = f"comity-0123456789ab/data/files/{'f' * 64}"
    data = archive.header(archive.Member(name, size))
    with tarfile.open(fileobj=io.BytesIO(data + bytes(1024)), mode="r|") as opened:
        found = opened.next()
        assert found is not None
        assert (found.name, found.size, found.mode, found.mtime) == (name, size, 0o644, 0)
    if size < 8**11:
        assert data == sealed.header(name, size)


@given(st.from_regex(r"[ -~]{1,100}", fullmatch=True), st.integers(0, 10**18 - 1))
def test_a_header_is_read_as_it_was_written(name: str, size: int) -> None:
    member = archive.Member(name, size)

    def reading(inflow: Inflow) -> Reading[archive.Member]:
        return (yield from archive.read_header(inflow))

    push = Push(reading)
    push.push(memoryview(archive.header(member)))
    assert push.result() == member


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":2}', b'{"a":{"b":1,"b":1}}', b"NaN", b"[Infinity]", b"-Infinity", b"1e999",
        b"[" * 33 + b"]" * 33, b"[" * 100_000, b'{"a":' * 40 + b"1" + b"}" * 40, b'"\\ud800"',
        b'"\\u0000"', b'"\\\\\\u0000"',
        b'"\xff"', b"", b"1 2", b"[1,]", b"9" * 5000, b"\xef\xbb\xbf{}", b"'a'",
    ],
)  # fmt: skip
def test_json_that_two_readers_could_read_differently(text: bytes) -> None:
    with pytest.raises(ValueError):
        strict.parse(text)


def test_json_as_it_should_be() -> None:
    assert strict.parse(b'{"a":[1,2.5,null,true,"\\u9648\\ud83d\\ude00"]}') == {
        "a": [1, 2.5, None, True, "陈😀"]
    }
    assert strict.parse(b"[" * 32 + b"]" * 32)
    assert strict.parse(b'"\\\\u0000"') == "\\u0000"
    assert strict.parse(b'"' + b"[" * 100 + b'"') == "[" * 100
