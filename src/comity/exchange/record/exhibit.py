"""An exhibit: a text file that proves, without any node, what two logs say of one package.

It holds the entries about the package in both logs, each with its proof (C2SP tlog-proof) up to a
signed head that the other side cosigned; and, for one thing that the package carried, its way to
what the log says of the whole. ``docs/record.md`` says how to check it by hand.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from comity import audit
from comity.exchange.office import Office
from comity.model import ComityError
from comity.store import PackageRow, proofs, shown

FORMAT = "comity-exhibit/1"
_HASH = re.compile(r"[0-9a-f]{64}")
_WORDS = ("entry", "carried", "manifest", "tagmanifest")
_MARK = "## "
_MOST = 20_000_000  # characters: what comes is not trusted
_MANIFEST, _TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_ACTS = {
    "sent": "sent the package to",
    "received": "received the package from",
    "acknowledged": "took note that the package was received by",
    "accepted": "accepted the package of",
    "refused": "refused the package of",
    "recalled": "recorded the recall of the package, exchanged with",
    "withdrawn": "withdrew what was recalled by",
}
_NOTED = {
    "accepted": "took note that the package was accepted by",
    "refused": "took note that the package was refused by",
    "withdrawn": "took note that its recall was carried out by",
}


class _Section(NamedTuple):
    """A part of the file: the word after its mark, and the lines below, as one text."""

    word: str
    text: str


def make(office: Office, package: PackageRow, part: str = "", bag: Path | None = None) -> str:
    """Return the exhibit on a package, and on one thing that it carried.

    Args:
        office: the office on whose side it is made.
        package: the package, sent or received.
        part: the id (hex) of a statement as it was sent, or the path of a file in the bag.
        bag: the folder of the opened package, for the path of a file.

    Raises:
        ComityError: the logs do not say enough, or do not hold that part.
    """
    book = shown.Shown(office.session, package.partner)
    sections = [*_own_entries(office, book, package), *_their_entries(book, package)]
    if not sections:
        raise ComityError(f"No log says anything of the package {package.id[:12]} yet.")
    if part:
        sections += _part(office, package, part, bag, sections)
    head = f"{FORMAT}\npackage {package.id}\n" + (f"part {part}\n" if part else "")
    return head + "".join(f"\n{_MARK}{word}\n{text}" for word, text in sections)


def check(text: str, keys: Sequence[str]) -> list[str]:
    """Return what an exhibit proves, as plain sentences; no node is needed.

    ``keys`` are the public keys of the two logs, as they stand on the agencies' cards (C2SP vkey).

    Raises:
        ComityError: it is no exhibit, or something in it does not hold.
    """
    package, part, sections = _read(text)
    found: list[str] = []
    roots: list[Mapping[str, Any]] = []
    for section in sections:
        if section.word == "entry":
            what, sentences = _check_entry(section.text, package, keys)
            roots.append(what)
            found += sentences
    if not found:
        raise ComityError("The exhibit holds no entry of a log.")
    if part:
        found.append(_check_part(part, package, {s.word: s.text for s in sections}, roots))
    return found


# --- making ----------------------------------------------------------------------------------


def _own_entries(office: Office, book: shown.Shown, package: PackageRow) -> Iterator[_Section]:
    newest = office.session.checkpoint()
    for index, entry in book.own_about(package.id):
        checkpoint = book.cosigned_over(index) or newest
        size = audit.verify_checkpoint(checkpoint, office.node.verifier).size
        path = tuple(proofs.inclusion(office.session, index, size))
        yield _entry(entry, audit.LogProof(index, path, checkpoint))


def _their_entries(book: shown.Shown, package: PackageRow) -> Iterator[_Section]:
    for entry in book.entries_about(package.id):
        for seen in book.at_size(entry.size):
            proof = audit.LogProof(entry.place, entry.path, seen.checkpoint)
            if proof.holds(entry.entry, seen.size, seen.root):
                yield _entry(entry.entry, proof)


def _entry(entry: bytes, proof: audit.LogProof) -> _Section:
    return _Section("entry", f"{entry.decode()}\n{proof.dump()}")


def _part(
    office: Office,
    package: PackageRow,
    part: str,
    bag: Path | None,
    sections: Sequence[_Section],
) -> Iterator[_Section]:
    if bag is not None:
        yield _Section("manifest", (bag / _MANIFEST).read_text("utf-8"))
        yield _Section("tagmanifest", (bag / _TAGS).read_text("utf-8"))
        return
    ids = sorted({carried.sent for carried in office.packages.carried(package)})
    logged = {_what(s.text.partition("\n")[0]).get("root") for s in sections}
    wanted = bytes.fromhex(part) if _HASH.fullmatch(part) else b""
    if wanted not in ids or audit.root(ids).hex() not in logged:
        raise ComityError(
            f"The package {package.id[:12]} did not carry {part[:12]}, or not all that it carried "
            "can be seen by this reader."
        )
    index = ids.index(wanted)
    path = "".join(f"{step.hex()}\n" for step in audit.inclusion(ids, index))
    yield _Section("carried", f"index {index} of {len(ids)}\n{path}")


# --- checking --------------------------------------------------------------------------------


def _read(text: str) -> tuple[str, str, list[_Section]]:
    head, *rest = text[:_MOST].split(f"\n{_MARK}")
    lines = head.rstrip("\n").split("\n")
    names = [line.partition(" ")[0] for line in lines]
    if names not in ([FORMAT, "package"], [FORMAT, "package", "part"]):
        raise ComityError("That is no exhibit, or one of a newer format.")
    words = [line.partition(" ")[2] for line in lines[1:]]
    sections = [_Section(*section.partition("\n")[::2]) for section in rest]
    if any(section.word not in _WORDS for section in sections):
        raise ComityError("The exhibit holds something that is not known here.")
    return words[0], words[1] if len(words) > 1 else "", sections


def _check_entry(
    text: str, package: str, keys: Sequence[str]
) -> tuple[Mapping[str, Any], list[str]]:
    entry, _, proof_text = text.partition("\n")
    proof = audit.load_proof(proof_text)
    origin = proof.checkpoint.partition("\n")[0]
    key = next((k for k in keys if k.partition("+")[0] == origin), None)
    if key is None:
        raise ComityError(f"The key of the log {origin!r} is needed: give it with --key.")
    head = audit.verify_checkpoint(proof.checkpoint, key)
    if head.origin != origin or not proof.holds(entry.encode(), head.size, head.root):
        raise ComityError(f"The entry {proof.number} does not stand in the log {origin!r}.")
    what = _what(entry)
    if what.get("package") != package:
        raise ComityError(f"The entry {proof.number} of {origin!r} is about another package.")
    said = _said(json.loads(entry), what)
    place = f"It is entry {proof.number} of the log {origin}, which then had {head.size}."
    return what, [said, place, _witnesses(proof.checkpoint, key, keys)]


def _witnesses(checkpoint: str, own: str, keys: Sequence[str]) -> str:
    found = []
    for key in keys:
        if key != own:
            try:
                cosigned = audit.verify_cosignature(checkpoint, key)
            except ComityError:
                continue
            found.append(f"{cosigned.name} cosigned that head on {_day(cosigned.at)}.")
    return " ".join(found) or "Nobody whose key was given cosigned that head."


def _check_part(
    part: str, package: str, texts: Mapping[str, str], entries: Sequence[Mapping[str, Any]]
) -> str:
    if "manifest" in texts:
        return _check_manifest(part, package, texts)
    first, *path = texts.get("carried", "").rstrip("\n").split("\n")
    try:
        index, size = (int(x) for x in first.removeprefix("index ").split(" of "))
        steps = [bytes.fromhex(step) for step in path]
        leaf = bytes.fromhex(part)
    except ValueError:
        raise ComityError("The exhibit does not show how the part belongs to it.") from None
    heads = [entry["root"] for entry in entries if isinstance(entry.get("root"), str)]
    roots = [bytes.fromhex(head) for head in heads if _HASH.fullmatch(head)]
    if not any(audit.verify_inclusion(leaf, (index, size), steps, root) for root in roots):
        raise ComityError(f"{part[:12]} is not among what the package carried.")
    return f"The package carried the statement {part}, one of {size}."


def _check_manifest(part: str, package: str, texts: Mapping[str, str]) -> str:
    manifest, tags = texts["manifest"], texts.get("tagmanifest", "")
    digest = sha256(manifest.encode()).hexdigest()
    if sha256(tags.encode()).hexdigest() != package:
        raise ComityError("The manifest is not that of the package.")
    if f"{digest}  {_MANIFEST}" not in tags.split("\n"):
        raise ComityError("The manifest was changed.")
    for line in manifest.split("\n"):
        if line[64:] == f"  {part}":
            return f"The package carried the file {part}, with the SHA-256 {line[:64]}."
    raise ComityError(f"The package did not carry a file {part!r}.")


def _what(entry: str) -> Mapping[str, Any]:
    try:
        found = json.loads(entry)["what"]
    except (ValueError, TypeError, KeyError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ComityError("An entry in the exhibit is damaged.")
    return found


def _said(entry: Mapping[str, Any], what: Mapping[str, Any]) -> str:
    act = _plain(what.get("act"))
    words = (_NOTED if "answers" in what else _ACTS).get(act) or _ACTS.get(act) or act
    at, author = _plain(entry.get("at")), _plain(entry.get("author"))
    return f"On {at}, {author} {words} {_plain(what.get('partner'))}."


def _plain(value: object) -> str:
    """Return what stands in an entry as a part of a sentence: it must not break out of it."""
    return "".join(c if c.isprintable() else "?" for c in str(value)[:200])


def _day(at: int) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return f"second {at}"
