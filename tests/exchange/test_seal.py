"""What is sealed is opened, byte for byte, or not at all."""

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exchange import sealed
from tests.exchange.sealed import ENVELOPE, IDENTITY, KEY, PAYLOAD, RECIPIENT, SIGNER, VERIFIER

from comity.exchange.sealed import age
from comity.exchange.sealed.flow import Inflow, Reading
from comity.exchange.sealed.opening import Limits, open_package, peek
from comity.exchange.sealed.seal import Envelope, Part, seal
from comity.model import ComityError

_NAMES = st.from_regex(
    r"data/(?:[a-z0-9]{1,5}/){0,2}[a-z][a-z0-9_-]{0,8}\.(?:txt|bin)", fullmatch=True
)
_CONTENTS = st.one_of(
    st.binary(max_size=2000),
    st.integers(0, 400_000).map(lambda size: bytes(range(256)) * (size // 256) + bytes(size % 256)),
)


def _files(folder: Path) -> dict[str, bytes]:
    found = [path for path in (folder / "data").rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_a_package_comes_out_as_it_went_in(tmp_path: Path) -> None:
    path, package = sealed.sealed(tmp_path)
    found = sealed.opened(path)
    assert (found.id, found.envelope, found.signer) == (package, ENVELOPE, VERIFIER)
    assert (found.folder, found.message) == (tmp_path / "bag", {"kind": "lead", "text": "陈"})
    assert _files(found.folder) == PAYLOAD
    tags = (found.folder / "tagmanifest-sha256.txt").read_bytes()
    assert hashlib.sha256(tags).hexdigest() == package
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bag", "package.age"]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(_NAMES, _CONTENTS, max_size=6),
    st.dictionaries(st.text("ab"), st.integers(-(2**53) + 1, 2**53 - 1)),
)
def test_any_parts_come_out_as_they_went_in(files: dict[str, bytes], said: dict[str, int]) -> None:
    said = dict(sorted(said.items()))
    payload = {"data/message.json": json.dumps(said, separators=(",", ":")).encode(), **files}
    with TemporaryDirectory() as folder:
        path, package = sealed.sealed(Path(folder), payload)
        found = sealed.opened(path)
        assert (found.id, found.message, _files(found.folder)) == (package, said, payload)


def test_the_same_parts_make_the_same_bag(tmp_path: Path) -> None:
    path, package = sealed.sealed(tmp_path)
    inner = pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(IDENTITY)])
    again = dict(reversed(PAYLOAD.items()))
    assert sealed.sealed(tmp_path, again) == (path, package)
    assert pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(IDENTITY)]) == inner


def test_every_key_of_the_recipient_opens_it(tmp_path: Path) -> None:
    new = pyrage.x25519.Identity.generate()
    parts = [sealed.part(*sealed.MESSAGE)]
    path = tmp_path / "package.age"
    seal(parts, ENVELOPE, SIGNER, [str(new.to_public()), KEY], path, {})
    for number, identities in enumerate(([str(new)], [IDENTITY], [IDENTITY, str(new)])):
        folder = tmp_path / str(number)
        found = open_package(path, identities, sealed.trusted, RECIPIENT, Limits(), folder)
        assert found.folder.is_dir()


def test_large_files_are_told_of_as_they_pass(tmp_path: Path) -> None:
    source = tmp_path / "evidence"
    source.write_bytes(bytes(range(256)) * 8000)
    sha = hashlib.file_digest(source.open("rb"), "sha256").hexdigest()
    file = Part(f"data/files/{sha}", source.stat().st_size, sha, source)
    path = tmp_path / "package.age"
    packed: list[int] = []
    unpacked: list[int] = []
    parts = [file, sealed.part(*sealed.MESSAGE)]
    seal(parts, ENVELOPE, SIGNER, [KEY], path, {}, packed.append)
    folder = tmp_path / "bag"
    open_package(path, [IDENTITY], sealed.trusted, RECIPIENT, Limits(), folder, unpacked.append)
    assert (folder / file.path).read_bytes() == source.read_bytes()
    assert sum(packed) == sum(unpacked) > file.size
    assert max(*packed, *unpacked) < file.size / 4


def test_peek_shows_who_sent_what_and_unpacks_nothing(tmp_path: Path) -> None:
    path, package = sealed.sealed(tmp_path)
    found = peek(path, [IDENTITY], sealed.trusted, RECIPIENT, Limits())
    assert (found.id, found.envelope, found.signer) == (package, ENVELOPE, VERIFIER)
    assert found.message == {"kind": "lead", "text": "陈"}
    assert found.about["Source-Organization"] == "DEA"
    assert (found.files, found.size) == (4, sum(map(len, PAYLOAD.values())))
    assert list(tmp_path.iterdir()) == [path]


def test_peek_reads_no_more_than_it_needs(tmp_path: Path) -> None:
    path, _ = sealed.sealed(tmp_path, {**PAYLOAD, "data/video.bin": bytes(3_000_000)})
    path.write_bytes(path.read_bytes()[:1_000_000])
    assert peek(path, [IDENTITY], sealed.trusted, RECIPIENT, Limits()).files == 5


def test_a_changed_source_is_not_sealed(tmp_path: Path) -> None:
    into = tmp_path / "package.age"
    into.write_bytes(b"an earlier package")
    for source in (b"another lead", b"a lea", b"a lead, and more"):
        lead = sealed.part("data/lead.txt", b"a lead" + b" " * 6)._replace(source=source)
        with pytest.raises(ComityError, match="no longer what was added"):
            seal([sealed.part(*sealed.MESSAGE), lead], ENVELOPE, SIGNER, [KEY], into, {})
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"an earlier package"]


def test_a_process_that_is_stopped_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "package.age"

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal([sealed.part(*sealed.MESSAGE)], ENVELOPE, SIGNER, [KEY], path, {}, stop)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "package.age.part").write_bytes(b"left by a killed process")
    (tmp_path / "bag.part" / "data").mkdir(parents=True)
    (tmp_path / "bag.part" / "data" / "message.json").write_bytes(b"left as well")
    sealed.sealed(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        open_package(path, [IDENTITY], sealed.trusted, RECIPIENT, Limits(), tmp_path / "bag", stop)
    assert list(tmp_path.iterdir()) == [path]
    assert _files(sealed.opened(path).folder) == PAYLOAD


@pytest.mark.parametrize(
    "path",
    [
        "message.json",
        "data/../x",
        "/etc/passwd",
        "data/A",
        "data/ü",
        "data/" + "x" * 90,
        "data/a/",
        "data/.x",
    ],
)
def test_no_part_goes_where_it_must_not(path: str, tmp_path: Path) -> None:
    parts = [sealed.part(*sealed.MESSAGE), sealed.part(path, b"")]
    with pytest.raises(ValueError, match="has a file named"):
        seal(parts, ENVELOPE, SIGNER, [KEY], tmp_path / "package.age", {})
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_opened_is_not_sealed(tmp_path: Path) -> None:
    into, message = tmp_path / "package.age", sealed.part(*sealed.MESSAGE)
    wrong = sealed.part("data/files/" + "0" * 64, b"")
    for parts in ([], [sealed.part("data/x.txt", b"")], [message, message], [message, wrong]):
        with pytest.raises(ValueError, match=r"first file|one name|SHA-256"):
            seal(parts, ENVELOPE, SIGNER, [KEY], into, {})
    for about in ({"Source-Organization": "DEA\nPayload-Oxum: 0.0"}, {"not a label": "x"}):
        with pytest.raises(ComityError, match="in one line"):
            seal([message], ENVELOPE, SIGNER, [KEY], into, about)
    with pytest.raises(ComityError, match="cannot go"):
        seal([message], Envelope("us\nus", "cn"), SIGNER, [KEY], into, {})
    for keys in ([], ["age1nonsense"], [IDENTITY]):
        with pytest.raises(ComityError, match="card"):
            seal([message], ENVELOPE, SIGNER, keys, into, {})
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_not_taken_for_a_damaged_package(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs a device that is always full")
    with full.open("wb", 0) as target, pytest.raises(OSError, match="No space"):
        age.encrypt(iter([bytes(1_000_000)]), target, [KEY])
    path, _ = sealed.sealed(tmp_path)

    def read(inflow: Inflow) -> Reading[None]:
        with full.open("wb", 0) as target:
            target.write((yield from inflow.some(100)))

    with pytest.raises(OSError, match="No space"):
        age.decrypt(path, [IDENTITY], read)


def test_only_its_user_reads_what_is_sealed_and_opened(tmp_path: Path) -> None:
    path, _ = sealed.sealed(tmp_path)
    folder = sealed.opened(path).folder
    assert [p.stat().st_mode & 0o077 for p in (path, folder)] == [0, 0]
