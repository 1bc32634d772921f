"""What is not as it should be is refused, for a reason that is said, and nothing of it is kept."""

import hashlib
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.exchange import sealed
from tests.exchange.sealed import (
    IDENTITY,
    INFO,
    MESSAGE,
    OTHER_SIGNER,
    PAYLOAD,
    RECIPIENT,
    SENDER,
    SHA,
    Member,
    archive,
    encrypted,
    header,
    member,
    members,
    mended,
    name_of,
    note,
    opened,
    tag_files,
)  # fmt: skip

from comity.exchange.sealed.opening import Limits, Refused, open_package, peek
from comity.exchange.sealed.seal import Envelope

LIMITS = Limits()
MANIFEST, BAG_INFO, NOTE = "manifest-sha256.txt", "bag-info.txt", "signature.txt"
X25519 = pyrage.x25519
OURS = [X25519.Recipient.from_str(sealed.KEY)]


def refused(path: Path, reason: str, limits: Limits = LIMITS, me: str = RECIPIENT) -> str:
    """Check that a package is refused, and leaves nothing; return what is said."""
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(Refused) as error:
        opened(path, limits, me)
    assert (error.value.reason, str(error.value)[-1]) == (reason, ".")
    assert sorted(path.parent.rglob("*")) == before
    return str(error.value)


# The sealed file


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not-a-package"),
        (b"PK\3\4" + bytes(100), "not-a-package"),
        (b"age-encryption.org/v1\n-> X25519 abc\n", "truncated"),
        (b"age-encryption.org/v1\n" + b"-> a\n\n" * 200_000, "not-a-package"),
        (b"age-encryption.org/v1\n--- \n", "changed"),
        (b"age-encryption.org/v2\n-> X25519 abc\n--- abc\n", "newer-format"),
        (pyrage.encrypt(b"a", [X25519.Identity.generate().to_public()]), "wrong-recipient"),
        (pyrage.passphrase.encrypt(b"a", "b"), "wrong-recipient"),
        (pyrage.encrypt(b"a", OURS, armored=True), "not-a-package"),
        (pyrage.encrypt(b"a" * 5000, OURS), "not-a-package"),
        (pyrage.encrypt(b"", OURS), "truncated"),
    ],
)  # fmt: skip
def test_files_that_are_no_package_for_us(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "package.age"
    path.write_bytes(data)
    refused(path, reason)
    with pytest.raises(Refused) as error:
        peek(path, [IDENTITY], sealed.trusted, RECIPIENT, Limits())
    assert error.value.reason == reason


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_byte_of_the_file_can_change_unseen(data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / "package.age"
    if not path.exists():
        sealed.sealed(tmp_path)
    good = path.read_bytes()
    at = data.draw(st.one_of(st.integers(0, 260), st.integers(0, len(good) - 1)))
    path.write_bytes(
        good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
    )
    with pytest.raises(Refused):
        opened(path)
    path.write_bytes(good)
    assert list(tmp_path.iterdir()) == [path]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_part_of_the_file_can_be_missing(data: st.DataObject, tmp_path: Path) -> None:
    path = tmp_path / "package.age"
    if not path.exists():
        sealed.sealed(tmp_path, {**PAYLOAD, "data/photo.bin": bytes(200_000)})
    good = path.read_bytes()
    chunks = [len(good) - n * 65552 for n in range(4)]
    path.write_bytes(
        good[: data.draw(st.one_of(st.sampled_from(chunks), st.integers(0, len(good)))) - 1]
    )
    with pytest.raises(Refused):
        opened(path)
    path.write_bytes(good)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_cut_between_two_chunks_is_said_to_be_cut(tmp_path: Path) -> None:
    path, _ = sealed.sealed(tmp_path, {**PAYLOAD, "data/photo.bin": bytes(200_000)})
    start = path.read_bytes().index(b"\n", path.read_bytes().index(b"\n--- ") + 1) + 1 + 16
    path.write_bytes(path.read_bytes()[: start + 2 * 65552])
    assert "cut short" in refused(path, "truncated")


def test_something_after_the_end_of_the_file(tmp_path: Path) -> None:
    path, _ = sealed.sealed(tmp_path)
    path.write_bytes(path.read_bytes() + b"\0")
    refused(path, "changed")


# Who signed it, and for whom


def _signed(tmp_path: Path, signature: str) -> Path:
    tags = {**tag_files(PAYLOAD), NOTE: signature.encode()}
    return encrypted(archive(members(tags, PAYLOAD)), tmp_path)


def test_what_the_tests_build_is_a_package(tmp_path: Path) -> None:
    found = opened(_signed(tmp_path, note(tag_files(PAYLOAD))))
    assert found.message["kind"] == "lead"


def test_a_package_that_its_recipient_sent_on(tmp_path: Path) -> None:
    path, _ = sealed.sealed(tmp_path)
    assert SENDER in refused(path, "wrong-recipient", me="eu.example/log")


@pytest.mark.parametrize(
    ("envelope", "signer"),
    [
        (Envelope(SENDER, RECIPIENT), OTHER_SIGNER),
        (Envelope("eu.example/log", RECIPIENT), sealed.SIGNER),
        (Envelope("nobody", RECIPIENT), sealed.SIGNER),
    ],
    ids=["another's key", "another's name", "nobody's name"],  # keys are new in each run
)
def test_a_signer_who_is_not_trusted_for_the_sender(
    envelope: Envelope, signer: str, tmp_path: Path
) -> None:
    path = _signed(tmp_path, note(tag_files(PAYLOAD), envelope, signer))
    assert envelope.sender in refused(path, "unknown-signer")


def test_a_signer_whose_key_was_revoked(tmp_path: Path) -> None:
    path = _signed(tmp_path, note(tag_files(PAYLOAD), signer=OTHER_SIGNER))
    with pytest.raises(Refused) as error:
        open_package(
            path, [IDENTITY], sealed.trusted, RECIPIENT, Limits(), tmp_path / "bag",
            revoked=lambda origin: [sealed.OTHER_VERIFIER] if origin == SENDER else [],
        )  # fmt: skip
    assert error.value.reason == "revoked-signer"
    assert list(tmp_path.iterdir()) == [path]


def _other_package() -> str:
    return note(tag_files({**PAYLOAD, "data/x.txt": b""}))


def _twice() -> str:
    good = note(tag_files(PAYLOAD))
    return good + note(tag_files(PAYLOAD), signer=OTHER_SIGNER).split("\n\n")[1]


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        (_other_package(), "changed"),
        (_twice(), "malformed"),
        ("", "malformed"),
        (note(tag_files(PAYLOAD)).replace("/v1\n", "/v2\n"), "newer-format"),
        (note(tag_files(PAYLOAD)).replace("/v1\n", "/v0\n"), "malformed"),
        (note(tag_files(PAYLOAD)).replace("\n", "\r\n"), "malformed"),
        (note(tag_files(PAYLOAD)).replace(RECIPIENT, "nobody"), "unknown-signer"),
        (note(tag_files(PAYLOAD)).replace(RECIPIENT, f"{RECIPIENT}\nmore"), "malformed"),
        (note(tag_files(PAYLOAD)) + "\n" * 70_000, "too-large"),
    ],
)
def test_signatures_that_are_none(signature: str, reason: str, tmp_path: Path) -> None:
    refused(_signed(tmp_path, signature), reason)


# Where its files would go


@pytest.mark.parametrize(
    "path",
    [
        "data/../../x", "../x", "/tmp/x", "data//x", "data/./x", "data/x/..", "x", "bagit.txt",
        "data\\x", "data/c:x", "data/A.txt", "data/caf\u00e9", "data/cafe\u0301", "data/x\u200b",
        "data/x y", "data/.hidden", "data/x.", "data/-x/", "data/a/b/c/d/e",
        "data", "data/", "data/%2e%2e/x", "data/x\x00y", "data/~", "DATA/x", "data/aux:",
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", [True, False])
def test_names_that_lead_elsewhere(path: str, declared: bool, tmp_path: Path) -> None:
    payload = {**PAYLOAD, path: b"x"}
    tags = tag_files(payload if declared else PAYLOAD)
    stray = Member(mended(header("x", 1), 0, f"{name_of(tags)}/{path}".encode()[:100]), b"x")
    found = [*members(tags, PAYLOAD)[:-1], stray]
    odd = declared and " " in path  # the manifest's line is then none
    refused(encrypted(archive(found), tmp_path), "malformed" if odd else "path")


@pytest.mark.parametrize(
    ("first", "second"),
    [("data/a", "data/a"), ("data/a", "data/a/b"), ("data/a/b/c", "data/a/b")],
)
def test_files_that_write_over_each_other(first: str, second: str, tmp_path: Path) -> None:
    payload = {**PAYLOAD, first: b"1"}
    line = hashlib.sha256(b"2").hexdigest() + f"  {second}\n"
    manifest = tag_files(payload)[MANIFEST] + line.encode()
    oxum = {"Payload-Oxum": f"{sum(map(len, payload.values())) + 1}.{len(payload) + 1}"}
    tags = tag_files(payload, {**INFO, **oxum}, {MANIFEST: manifest})
    found = [*members(tags, payload), member(f"{name_of(tags)}/{second}", b"2")]
    refused(encrypted(archive(found), tmp_path), "path")


@pytest.mark.parametrize("kind", [b"1", b"2", b"3", b"4", b"5", b"6"])
@pytest.mark.parametrize("at", [0, 5, 7])
def test_links_folders_and_devices(kind: bytes, at: int, tmp_path: Path) -> None:
    tags = tag_files(PAYLOAD)
    found = members(tags, PAYLOAD)
    name = found[at].header[:100].rstrip(b"\0").decode()
    found[at] = Member(header(name, 0, kind, "/etc/passwd"))
    refused(encrypted(archive(found), tmp_path), "path" if at else "not-a-package")


def _longname(name: str, data: bytes) -> bytes:
    info = tarfile.TarInfo(name + "x" * 100)
    info.size = len(data)
    return info.tobuf(tarfile.GNU_FORMAT)


def _pax(name: str, data: bytes) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.pax_headers = len(data), {"path": "../../x"}
    return info.tobuf(tarfile.PAX_FORMAT)


def _sparse(name: str, data: bytes) -> bytes:
    return header(name, len(data), b"S")


def _in_gnu_s_way(name: str, data: bytes) -> bytes:
    return mended(header(name, len(data)), 257, b"ustar  \0")


def _with_a_time(name: str, data: bytes) -> bytes:
    return mended(header(name, len(data)), 136, b"%011o\0" % 1_500_000_000)


def _with_an_owner(name: str, data: bytes) -> bytes:
    return mended(header(name, len(data)), 265, b"root")


def _runnable(name: str, data: bytes) -> bytes:
    return mended(header(name, len(data)), 100, b"0004755\0")


def _binary_size(name: str, data: bytes) -> bytes:
    return mended(header(name, len(data)), 124, b"\x80" + len(data).to_bytes(11, "big"))


def _wrong_sum(name: str, data: bytes) -> bytes:
    return header(name, len(data))[:148] + b"000000\0 " + header(name, len(data))[156:]


def _negative(name: str, data: bytes) -> bytes:
    return mended(header(name, len(data)), 124, b"-0000000001\0")


@pytest.mark.parametrize(
    "odd",
    [
        _longname, _pax, _sparse, _in_gnu_s_way, _with_a_time, _with_an_owner, _runnable,
        _binary_size, _wrong_sum, _negative,
    ],
)  # fmt: skip
def test_headers_written_in_another_way(odd: Callable[[str, bytes], bytes], tmp_path: Path) -> None:
    tags = tag_files(PAYLOAD)
    found = members(tags, PAYLOAD)
    path, data = list(PAYLOAD.items())[-1]
    found[-1] = Member(odd(f"{name_of(tags)}/{path}", data), data)
    refused(encrypted(archive(found), tmp_path), "malformed")


# What is in it


def test_members_that_the_manifest_does_not_have(tmp_path: Path) -> None:
    tags = tag_files(PAYLOAD)
    found = members(tags, PAYLOAD)
    extra = member(f"{name_of(tags)}/data/extra.txt", b"")
    for wrong in (
        found[:-1],
        [*found, extra],
        [*found[:-1], extra],
        [*found[:-2], found[-1], found[-2]],
        [*found, found[-1]],
        [*found[:1], *found],
        found[1:],
        [*found[:4], *found[5:]],
    ):
        with pytest.raises(Refused) as error:
            opened(encrypted(archive(wrong), tmp_path))
        assert error.value.reason in {"malformed", "not-a-package"}
        assert len(list(tmp_path.iterdir())) == 1


def test_contents_that_were_not_signed(tmp_path: Path) -> None:
    tags = tag_files(PAYLOAD)
    path = f"data/files/{SHA}"
    for wrong in (b"seized in Xingtai!", b"Seized in Xingtai\n"):
        found = members(tags, {**PAYLOAD, path: wrong})
        refused(encrypted(archive(found), tmp_path), "changed")
    tags[MANIFEST] = tag_files({**PAYLOAD, path: b"another"})[MANIFEST]
    with pytest.raises(Refused):
        opened(encrypted(archive(members(tags, {**PAYLOAD, path: b"another"})), tmp_path))


def test_a_document_that_imitates_another(tmp_path: Path) -> None:
    payload = {**PAYLOAD, f"data/files/{SHA}": b"another"}
    refused(encrypted(archive(members(tag_files(payload), payload)), tmp_path), "changed")


def test_hidden_bytes(tmp_path: Path) -> None:
    found = members(tag_files(PAYLOAD), PAYLOAD)
    whole = archive(found)
    padded = found[-1].dump()[:-1] + b"x"
    for wrong in (
        b"".join(m.dump() for m in found[:-1]) + padded + bytes(1024),
        whole + bytes(512),
        whole + b"x",
        whole[:-1] + b"x",
        whole + whole,
    ):
        refused(encrypted(wrong, tmp_path), "malformed")
    refused(encrypted(whole[:-1], tmp_path), "truncated")
    refused(encrypted(whole[:-600], tmp_path), "truncated")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (MANIFEST, b"", "malformed"),
        (MANIFEST, b"\xff\n", "malformed"),
        (MANIFEST, tag_files(PAYLOAD)[MANIFEST][:-1], "malformed"),
        (MANIFEST, tag_files(PAYLOAD)[MANIFEST].replace(b"\n", b"\r\n"), "malformed"),
        (MANIFEST, tag_files(PAYLOAD)[MANIFEST].replace(b"  ", b" *"), "malformed"),
        (MANIFEST, tag_files(PAYLOAD)[MANIFEST].upper(), "malformed"),
        (MANIFEST, b"\n" + tag_files(PAYLOAD)[MANIFEST], "malformed"),
        (MANIFEST, b"".join(reversed(tag_files(PAYLOAD)[MANIFEST].splitlines(True))), "malformed"),
        (MANIFEST, tag_files({"data/" + "x" * 76: b""})[MANIFEST], "path"),
        (MANIFEST, tag_files({"data/x.txt": b""})[MANIFEST], "malformed"),
        (BAG_INFO, b"", "malformed"),
        (BAG_INFO, b"Comity-Format: 2\nSomething new\n", "newer-format"),
        (BAG_INFO, b"Comity-Format: one\n", "malformed"),
        (BAG_INFO, "Comity-Format: \uff11\n".encode(), "malformed"),
        (BAG_INFO, b"Comity-Format: 1\n", "malformed"),
        (BAG_INFO, b"Comity-Format: 1\nPayload-Oxum: 1\n", "malformed"),
        (BAG_INFO, b"Comity-Format: 1\nPayload-Oxum: 1.4\n", "too-large"),
        (BAG_INFO, b"Comity-Format: 1\nPayload-Oxum: 999.4\n", "malformed"),
        (BAG_INFO, b"Comity-Format: 1\nPayload-Oxum: 90.5\n", "malformed"),
        (BAG_INFO, tag_files(PAYLOAD)[BAG_INFO] + b"Comity-Format: 1\n", "malformed"),
        (BAG_INFO, tag_files(PAYLOAD)[BAG_INFO] + b"A: b\n  folded\n", "malformed"),
        (BAG_INFO, b"x" * 70_000, "too-large"),
        ("bagit.txt", b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n", "malformed"),
    ],
)  # fmt: skip
def test_tag_files_that_are_not_as_they_should_be(
    name: str, data: bytes, reason: str, tmp_path: Path
) -> None:
    tags = tag_files(PAYLOAD, changed={name: data})
    refused(encrypted(archive(members(tags, PAYLOAD)), tmp_path), reason)


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        (MESSAGE[0], b"[]", "malformed"),
        (MESSAGE[0], b'{"a": 1}', "malformed"),
        (MESSAGE[0], b'{"b":1,"a":1}', "malformed"),
        (MESSAGE[0], b'{"a":1,"a":1}', "malformed"),
        (MESSAGE[0], b'{"a":NaN}', "malformed"),
        (MESSAGE[0], b'{"a":1}\n', "malformed"),
        (MESSAGE[0], b'{"a":12345678901234567890}', "malformed"),
        (MESSAGE[0], b'{"a":"' + b"x" * 5000 + b'"}', "too-large"),
        ("data/record.json", b'{"a":1,"a":1}', "malformed"),
        ("data/record.json", b" " * 5000 + b"1", "too-large"),
        ("data/statements.jsonl", b"[1]\n[" + b"[" * 50 + b"]" * 51 + b"\n", "malformed"),
        ("data/statements.jsonl", b"[1]\n\n[2]\n", "malformed"),
        ("data/statements.jsonl", b'[1]\n{"a":1,"a":2}\n', "malformed"),
        ("data/statements.jsonl", b"[1]\n[2]", "malformed"),
        ("data/statements.jsonl", b"[1]\n[" + b" " * 5000 + b"]\n", "too-large"),
        ("data/more/statements.jsonl", b"[1]\r[NaN]\n", "malformed"),
    ],
)  # fmt: skip
def test_json_that_is_not_strict(path: str, data: bytes, reason: str, tmp_path: Path) -> None:
    payload = {**PAYLOAD, path: data}
    made = encrypted(archive(members(tag_files(payload), payload)), tmp_path)
    refused(made, reason, Limits(json=4000, line=4000))


def test_a_message_that_is_not_there_or_not_first(tmp_path: Path) -> None:
    for payload in ({"data/x.txt": b""}, {"data/x.txt": b"", **PAYLOAD}, {}):
        made = encrypted(archive(members(tag_files(payload), payload)), tmp_path)
        refused(made, "malformed")


# How much of it there is


def test_more_than_is_taken_in(tmp_path: Path) -> None:
    path, _ = sealed.sealed(tmp_path)
    size = sum(map(len, PAYLOAD.values()))
    refused(path, "too-large", Limits(total=size - 1))
    refused(path, "too-large", Limits(members=3))
    assert opened(path, Limits(total=size, members=4)).folder.is_dir()


def test_more_than_there_is_room_for(tmp_path: Path) -> None:
    info = {**INFO, "Payload-Oxum": f"{10**17}.4"}
    made = encrypted(archive(members(tag_files(PAYLOAD, info), PAYLOAD)), tmp_path)
    refused(made, "too-large", Limits(total=10**18))


@pytest.mark.parametrize("size", [1000, 8**11 - 1])
def test_a_bomb_that_declares_little(size: int, tmp_path: Path) -> None:
    tags = tag_files(PAYLOAD)
    found = members(tags, PAYLOAD)
    name = f"{name_of(tags)}/{list(PAYLOAD)[-1]}"
    bomb = Member(header(name, size), bytes(min(size, 1 << 20)))
    refused(encrypted(archive([*found[:-1], bomb]), tmp_path), "too-large")


def test_a_bomb_in_the_head(tmp_path: Path) -> None:
    tags = tag_files(PAYLOAD)
    found = members(tags, PAYLOAD)
    for at in range(1, 5):
        name = found[at].header[:100].rstrip(b"\0").decode()
        bomb = Member(header(name, 8**11 - 1), bytes(1 << 16))
        refused(encrypted(archive([*found[:at], bomb]), tmp_path), "too-large")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["..", ".", "", "data", "a", "/", "~", "C:", "x" * 50]),
            st.sampled_from([b"0", b"1", b"2", b"5", b"x", b"L"]),
        ),
        min_size=1,
        max_size=4,
    ),
    declared=st.booleans(),
)
def test_opening_writes_nowhere_else(
    steps: list[tuple[str, bytes]], declared: bool, tmp_path: Path
) -> None:
    path = "/".join(name for name, _ in steps)
    payload = {**PAYLOAD, path: b"x"} if declared else PAYLOAD
    tags = tag_files(payload)
    name = f"{name_of(tags)}/{path}".encode()[:100]
    stray = Member(mended(header("x", 1, steps[0][1], os.fsdecode(b"../../x")), 0, name), b"x")
    at = 6 if len(steps) % 2 else 9
    found = members(tags, PAYLOAD)
    inner = tmp_path / "inner"
    inner.mkdir(exist_ok=True)
    made = encrypted(archive([*found[:at], stray, *found[at:]]), inner)
    try:
        opened(made)
    except Refused:
        assert list(inner.iterdir()) == [made]
        assert list(tmp_path.iterdir()) == [inner]
    else:
        raise AssertionError("it was not refused")
