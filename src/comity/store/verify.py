"""Whether files, statements and log are as they were written, or what is not."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from comity import audit
from comity.model import ComityError, handling, statement_hash
from comity.store import proofs
from comity.store.node import Node
from comity.store.packages import Packages
from comity.store.passing import root
from comity.store.rows import Case
from comity.store.session import Session


class Finding(NamedTuple):
    """One thing that was checked: ``wrong`` is empty where it is as it was."""

    what: str
    checked: int
    wrong: tuple[str, ...]


def verify(node: Node, session: Session) -> Iterator[Finding]:
    """Check the log, then the files, then the statements that this reader may see."""
    entries = {row.number: row.entry for row in session.log()}
    yield _log(node, session, entries)
    added = [json.loads(entry) for entry in entries.values()]
    documents = [e for e in added if e["kind"] == "add"]
    yield _files(session, {e["what"]["document"] for e in documents})
    yield _documents(session, documents)
    yield _unlogged(session, documents)
    yield _statements(session, [e for e in added if isinstance(e["what"].get("statements"), list)])
    accepted = [e for e in added if e["kind"] == "package" and e["what"]["act"] == "accepted"]
    if came := [entry for entry in accepted if "root" in entry["what"] and entry["case"]]:
        yield _received(session, came)


def _log(node: Node, session: Session, entries: dict[int, bytes]) -> Finding:
    leaves = session.leaves()
    wrong = [
        f"entry {index} is not what was logged"
        for index, entry in entries.items()
        if index >= len(leaves) or audit.leaf_hash(entry) != leaves[index]
    ]
    if session.level == len(handling.CLASSIFICATIONS) - 1:  # to this reader none is hidden
        missing = sorted(set(range(len(leaves))) - set(entries))
        wrong += [f"entry {index} is missing" for index in missing]
    try:
        checkpoint = audit.verify_checkpoint(session.checkpoint(), node.verifier)
        if (checkpoint.size, checkpoint.root) != (len(leaves), audit.root(leaves)):
            wrong.append("the log is not the one that the signed checkpoint describes")
    except (ComityError, ValueError) as error:
        wrong.append(f"the checkpoint's signature does not hold: {error}")
    wrong += proofs.damaged(session)
    return Finding("log entries", len(leaves), tuple(wrong))


def _files(session: Session, ids: set[str]) -> Finding:
    wrong = [f"file {i[:12]} {why}" for i in sorted(ids) if (why := session.files.changed(i))]
    return Finding("files", len(ids), tuple(wrong))


def _documents(session: Session, added: list[dict[str, Any]]) -> Finding:
    cases = {case.slug: case for case in session.cases()}
    checked, wrong = 0, []
    for entry in added:
        what = entry["what"]
        case = cases.get(entry["case"])
        if case is None:
            wrong.append(f"case {entry['case']} is missing")
            continue
        count, problem = _document(session, case, what)
        checked += count
        if problem:
            wrong.append(f"{what['name']} ({what['document'][:12]}): {problem}")
    return Finding("statements read in documents", checked, tuple(wrong))


def _document(session: Session, case: Case, what: dict[str, Any]) -> tuple[int, str]:
    level = handling.level(what["classification"])
    hashes: list[bytes] = []
    for stored, statement in session.hashes(case, what["document"], level):
        if statement_hash(statement) != stored:
            return len(hashes), f"statement {stored.hex()[:12]} was changed"
        hashes.append(stored)
    body = session.body(case, what["document"], level)
    if body is None or sha256(body.encode("utf-8", "replace")).hexdigest() != what["body"]:
        return len(hashes), "its text is not the one that was read"
    if (len(hashes), audit.root(sorted(hashes)).hex()) != (what["statements"], what["root"]):
        return len(hashes), f"has {len(hashes)} statements, not the {what['statements']} logged"
    return len(hashes), ""


def _unlogged(session: Session, added: list[dict[str, Any]]) -> Finding:
    """Check that there is no document, and nothing read in one, of which the log does not know."""
    logged = {
        (e["case"], e["what"]["document"], handling.level(e["what"]["classification"]))
        for e in added
    }
    kept = {
        (case.slug, document, level)
        for case in session.cases()
        for document, level in session.kept(case)
    }
    wrong = tuple(
        f"document {document[:12]} of the case {case} is not in the log at this level: "
        + handling.CLASSIFICATIONS[level]
        for case, document, level in sorted(kept - logged)
    )
    return Finding("documents", len(kept), wrong)


def _statements(session: Session, entries: list[dict[str, Any]]) -> Finding:
    """Check what people and rules stated: all that the log names is there, and as it was."""
    cases = {case.slug: case for case in session.cases()}
    wrong, checked = [], 0
    for slug in sorted({entry["case"] for entry in entries}):
        logged = {i for e in entries if e["case"] == slug for i in e["what"]["statements"]}
        checked += len(logged)
        kept = dict(session.stated(cases[slug])) if slug in cases else {}
        wrong += [f"statement {i[:12]} is missing" for i in sorted(logged - set(kept))]
        wrong += [
            f"statement {i[:12]} was changed"
            for i in sorted(logged & set(kept))
            if statement_hash(kept[i]).hex() != i
        ]
        wrong += [f"statement {i[:12]} is not in the log" for i in sorted(set(kept) - logged)]
    return Finding("statements by people and rules", checked, tuple(wrong))


def _received(session: Session, entries: list[dict[str, Any]]) -> Finding:
    """Check what entered cases in packages: all that the log's root covers, and as it came."""
    cases = {case.slug: case for case in session.cases()}
    packages, wrong, checked = Packages(session, ""), [], 0
    for entry in entries:
        case, package = cases.get(entry["case"]), entry["what"]["package"]
        kept = packages.received(case, package) if case else []
        checked += len(kept)
        if root(own for own, _ in kept) != entry["what"]["root"]:
            wrong.append(f"what came in the package {package[:12]} is not what was logged")
        wrong += [
            f"statement {own.hex()[:12]}, which came in {package[:12]}, "
            + ("is missing" if statement is None else "was changed")
            for own, statement in kept
            if statement is None or statement_hash(statement) != own
        ]
    return Finding("statements received from partners", checked, tuple(wrong))
