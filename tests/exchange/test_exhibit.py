"""An exhibit proves a package's history without any node, and nothing else."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from tests.exchange.other_log import OtherLog, package, take_in

from comity import audit
from comity.exchange import record
from comity.exchange.office import Office
from comity.exchange.record import exhibit
from comity.model import ComityError
from comity.store import Act, Carried, Case, PackageRow, Passing


class Made:
    """An exhibit on a package that was sent, received and accepted, and the keys for it."""

    def __init__(self, office: Office, case: Case) -> None:
        self.other = other = OtherLog()
        self.statements = sorted(hashlib.sha256(package().encode()).digest() for _ in range(5))
        root = audit.root(self.statements).hex()
        self.row = PackageRow(package(), False, other.origin, "evidence", case.id, 0, {})
        carried = [Carried(one, one, 0) for one in self.statements]
        act = Act("sent", {}, {"root": root, "carries": 5})
        office.packages.record(Passing(self.row, (act,), case, carried=carried))
        other.act(office, "received", self.row.id)
        take_in(office, other, other.page())
        other.take_in(record.compose(office, other.partner))
        size = len(other.entries)
        other.act(office, "accepted", self.row.id)
        take_in(office, other, other.page([size]))
        self.keys = [office.node.verifier, other.verifier]

    def part(self, which: int = 2) -> str:
        return self.statements[which].hex()


@pytest.fixture
def made(office: Office, case: Case) -> Made:
    return Made(office, case)


def test_an_exhibit_says_what_happened(office: Office, made: Made) -> None:
    text = exhibit.make(office, made.row)
    said = exhibit.check(text, made.keys)
    told = "\n".join(said)
    assert f"Test Agency sent the package to {made.other.origin}." in told
    assert f"Other received the package from {office.origin}." in told
    assert f"Test Agency took note that the package was received by {made.other.origin}." in told
    assert f"Other accepted the package of {office.origin}." in told
    assert f"{made.other.origin} cosigned that head on 20" in told
    assert f"{office.origin} cosigned that head on 20" in told


def test_a_statement_s_place_in_the_package(office: Office, made: Made) -> None:
    for which in range(5):
        text = exhibit.make(office, made.row, made.part(which))
        assert exhibit.check(text, made.keys)[-1] == (
            f"The package carried the statement {made.part(which)}, one of 5."
        )
        assert sum(made.part(i) in text for i in range(5)) <= 3  # itself, and on its way


def test_no_exhibit_on_what_was_not_carried(office: Office, made: Made) -> None:
    for part in ("00" * 32, "x", "data/file"):
        with pytest.raises(ComityError, match="did not carry"):
            exhibit.make(office, made.row, part)


def test_an_exhibit_for_another_statement_does_not_hold(office: Office, made: Made) -> None:
    text = exhibit.make(office, made.row, made.part())
    with pytest.raises(ComityError, match="not among what the package carried"):
        exhibit.check(text.replace(made.part(), "00" * 32), made.keys)


def test_a_file_s_place_in_the_bag(office: Office, case: Case, tmp_path: Path) -> None:
    other, part = OtherLog(), "data/files/" + "ab" * 32
    manifest = f"{'ab' * 32}  {part}\n{'cd' * 32}  data/message.json\n"
    digest = hashlib.sha256(manifest.encode()).hexdigest()
    tags = f"{'00' * 32}  bagit.txt\n{digest}  manifest-sha256.txt\n"
    (tmp_path / "manifest-sha256.txt").write_text(manifest)
    (tmp_path / "tagmanifest-sha256.txt").write_text(tags)
    row = PackageRow(
        hashlib.sha256(tags.encode()).hexdigest(), True, other.origin, "evidence", None, 0, {}
    )
    office.packages.record(Passing(row, (Act("received"),)))
    keys = [office.node.verifier]
    text = exhibit.make(office, row, part, tmp_path)
    assert exhibit.check(text, keys)[-1] == (
        f"The package carried the file {part}, with the SHA-256 {'ab' * 32}."
    )
    assert "Nobody whose key was given cosigned that head." in exhibit.check(text, keys)[-2]
    changed = [("cd" * 32, "ce" * 32), (digest, "00" * 32), (f"part {part}", "part data/other")]
    for old, new in changed:
        with pytest.raises(ComityError):
            exhibit.check(text.replace(old, new), keys)


def test_no_sign_of_an_exhibit_can_be_changed(office: Office, made: Made) -> None:
    """But for what no signature covers: what stands there does not change what is said."""
    text = exhibit.make(office, made.row, made.part())
    said = exhibit.check(text, made.keys)
    for at in range(0, len(text), 7):
        swapped = "b" if text[at] == "a" else "a"
        try:
            found = exhibit.check(text[:at] + swapped + text[at + 1 :], made.keys)
        except ComityError:
            continue
        witnesses = ("cosigned that head", "Nobody whose key")
        assert [s for s in found if not any(w in s for w in witnesses)] == [
            s for s in said if not any(w in s for w in witnesses)
        ]


def test_no_part_of_an_exhibit_can_be_cut_away_unnoticed(office: Office, made: Made) -> None:
    text = exhibit.make(office, made.row, made.part())
    said = exhibit.check(text, made.keys)
    for end in range(0, len(text) - 1, 97):
        try:
            found = exhibit.check(text[:end], made.keys)
        except ComityError:
            continue
        assert set(found) <= set(said)


def test_a_key_is_needed_and_the_right_one(office: Office, made: Made) -> None:
    text = exhibit.make(office, made.row)
    with pytest.raises(ComityError, match="give it with --key"):
        exhibit.check(text, made.keys[:1])
    _, stranger = audit.generate_key(office.origin)
    with pytest.raises(ComityError, match="no good signature"):
        exhibit.check(text, [stranger, made.keys[1]])


def test_an_entry_cannot_put_words_into_the_sentences(office: Office, made: Made) -> None:
    other = made.other
    other.act(office, "received", made.row.id, partner="x.\nOn 2020-01-01, all was well")
    proof = audit.LogProof(
        len(other.entries) - 1,
        tuple(audit.inclusion(other.leaves, len(other.entries) - 1)),
        other.checkpoint(),
    )
    entry = other.entries[-1].decode()
    text = f"comity-exhibit/1\npackage {made.row.id}\n\n## entry\n{entry}\n{proof.dump()}"
    assert all("\n" not in sentence for sentence in exhibit.check(text, made.keys))


def test_no_exhibit_of_a_package_of_which_no_log_knows(office: Office) -> None:
    row = PackageRow(package(), False, "comity/nobody", "evidence", None, 0, {})
    with pytest.raises(ComityError, match="No log says anything"):
        exhibit.make(office, row)


@pytest.mark.parametrize("text", ["", "comity-exhibit/1\n", "comity-exhibit/2\npackage x\n", "\0"])
def test_what_is_no_exhibit(text: str) -> None:
    with pytest.raises(ComityError):
        exhibit.check(text, [])


def test_an_exhibit_is_checked_by_hand_with_other_tools(
    office: Office, made: Made, tmp_path: Path
) -> None:
    """As docs/record.md shows it: with the hash function and the signature alone."""
    page = Path(__file__).parents[2] / "docs" / "record.md"
    script = page.read_text("utf-8").split("```py\n")[1].split("```")[0]
    (tmp_path / "by_hand.py").write_text(script, "utf-8")
    (tmp_path / "exhibit.txt").write_text(exhibit.make(office, made.row), "utf-8")
    for key in made.keys:
        with (tmp_path / "keys.txt").open("a") as stream:
            stream.write(key + "\n")
    done = subprocess.run(
        [sys.executable, "by_hand.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("stands in the log") == 5
    assert done.stdout.count("cosigned by") >= 2
