"""The policies that decide a release: read from ``<jurisdiction>/release.cedar``, one set a law.

A policy is written in Cedar (https://docs.cedarpolicy.com) and executes one row of law. Its
annotations say what a reader must know:

- ``@id``: its name, which each decision quotes;
- ``@says``: one plain sentence;
- ``@row``: the row that it executes, as ``us/limits/grand-jury``; article and source are the
  row's, and the policy applies only on the days on which the row is in force;
- ``@redacts``: on a ``forbid`` that is met by stripping these, rather than by holding;
- ``@asks``: what would lift it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

import cedarpy
import rfc8785
from cedarpy import pst

from comity.law.kinds import Row
from comity.law.rows import HOME, Book, Problem, read
from comity.model import ComityError

EVERYWHERE = "un"
"""The jurisdiction whose policies apply to every sender, before those of its own law."""

SCHEMA = "release.cedarschema"
POLICIES = "release.cedar"

REDACTIONS = ("asserters", "author", "document", "original")
"""What of a statement can be stripped: who says so, who noted it, which document, its words."""


@dataclass(frozen=True)
class Policy:
    """One policy.

    Attributes:
        id, says, row, asks: its annotations; empty where one is missing.
        redacts: what its ``@redacts`` strips.
        jurisdiction: the folder it is in.
        node: the policy itself, as Cedar's syntax tree, whose id is the policy's own.
    """

    id: str
    says: str
    row: str
    asks: str
    redacts: tuple[str, ...]
    jurisdiction: str
    node: pst.Template

    @property
    def permits(self) -> bool:
        """Whether it is a ``permit``."""
        return self.node.effect == "permit"

    def problem(self, text: str) -> Problem:
        """Return something to put right in it."""
        return Problem(f"{self.jurisdiction}/{POLICIES}", f"policy {self.node.id}", text)


@dataclass(frozen=True, eq=False)
class Shelf:
    """All policies of a folder of jurisdictions, with the law that they execute.

    Attributes:
        book: the rows of law.
        schema: text of the schema; empty if there is none.
        texts: text of each jurisdiction's policies.
        policies: in the order of the files.
        problems: what could not be read or would be overlooked: unreadable rows and policies,
            policies without a name, a sentence or a row that is there.
    """

    book: Book
    schema: str
    texts: dict[str, str]
    policies: tuple[Policy, ...]
    problems: tuple[Problem, ...]

    def applying(self, jurisdiction: str) -> list[Policy]:
        """Return the policies that bind a sender under this law, those for everybody first."""
        order = (EVERYWHERE, jurisdiction)
        found = [p for p in self.policies if p.jurisdiction in order]
        return sorted(found, key=lambda policy: order.index(policy.jurisdiction))

    def sound(self) -> "Shelf":
        """Return the same, if a decision can rest on it.

        Raises:
            ComityError: there are problems; the message names the first. Nothing may go out
                while a rule might be overlooked.
        """
        for problem in self.problems:
            raise ComityError(f"The law's files must be put right first: {problem}")
        return self

    def rows(self, reference: str) -> list[Row]:
        """Return the rows of a reference such as ``us/limits/grand-jury``, of all periods."""
        return [row for row in self.book.rows if reference_of(row) == reference]


def reference_of(row: Row) -> str:
    """Return how policies and consents refer to a row, as ``us/limits/grand-jury``."""
    file = row.place.split(",", 1)[0]
    return f"{file.removesuffix('.yaml')}/{row.id}"


def read_policies(home: Path = HOME) -> Shelf:
    """Read the policies of a folder of jurisdictions.

    Never raises for what is in the files: that is in ``problems``.

    Raises:
        ComityError: the folder is not there.
    """
    book = read(home)
    problems: list[Problem] = []
    texts = {name: _text(home / name / POLICIES) for name in book.names}
    texts = {name: text for name, text in texts.items() if text}
    policies = [p for name, text in texts.items() for p in _policies(name, text, problems)]
    found = Shelf(book, _text(home / SCHEMA), texts, tuple(policies), ())
    problems.extend(p.problem(text) for p in policies for text in _gaps(p, found))
    return replace(found, problems=(*book.problems, *problems))


@lru_cache(maxsize=8)
def shelf(home: Path = HOME) -> Shelf:
    """Return the policies of a folder, read once.

    Raises:
        ComityError: the folder is not there.
    """
    return read_policies(home)


@lru_cache(maxsize=16)
def policy_version(jurisdiction: str, home: Path = HOME) -> str:
    """Return the SHA-256 (hex) of the policies that bind a sender under this law.

    It covers the texts of the policies, the schema, and the rows of law of both folders and of
    those to which the policies refer, as RFC 8785 JSON: a decision that names it can be repeated.

    Raises:
        ComityError: no such jurisdiction, or a file cannot be read.
    """
    found = shelf(home).sound()
    if jurisdiction not in found.book.names:
        known = ", ".join(found.book.names)
        raise ComityError(f"There is no law of {jurisdiction!r} here. There is: {known}.")
    named = {policy.row for policy in found.applying(jurisdiction)}
    rows = [
        asdict(row)
        for row in found.book.rows
        if row.jurisdiction in (EVERYWHERE, jurisdiction) or reference_of(row) in named
    ]
    texts = [found.texts.get(name, "") for name in (EVERYWHERE, jurisdiction)]
    return hashlib.sha256(rfc8785.dumps([found.schema, texts, rows])).hexdigest()


def engine(policies: list[Policy]) -> cedarpy.PolicySet:
    """Return policies as Cedar evaluates them; its reasons are their ids."""
    nodes = {policy.id: policy.node for policy in policies}
    return cedarpy.PolicySet.from_pst(pst.PolicySet({}, nodes, ()))


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _policies(jurisdiction: str, text: str, problems: list[Problem]) -> Iterator[Policy]:
    file = f"{jurisdiction}/{POLICIES}"
    try:
        found = cedarpy.policies_to_pst(text)
    except ValueError as error:
        where = _where(text)
        problems.append(Problem(file, where, f"cannot be read as Cedar: {error}."))
        return
    if found.templates:
        problems.append(Problem(file, "", "templates (with ?principal or ?resource) are not used."))
    for number, node in sorted(found.static_policies.items(), key=lambda item: _number(item[0])):
        yield _policy(jurisdiction, number, node)


def _gaps(policy: Policy, found: Shelf) -> Iterator[str]:
    """What would let a policy be overlooked, or nobody know why it decided."""
    for name in ("id", "says", "row"):
        if not getattr(policy, name):
            yield f"lacks @{name}(…)."
    if policy.row and not found.rows(policy.row):
        yield f"@row: there is no row {policy.row!r} in the law's files."
    for other in found.applying(policy.jurisdiction):
        if policy.id and other.id == policy.id and other is not policy:
            yield f"shares its @id with a policy of {other.jurisdiction} that applies with it."


def _where(text: str) -> str:
    """Cedar's parser names no line, so find the first policy that cannot be read alone."""
    line = 1
    for piece in text.split(";\n"):
        try:
            cedarpy.policies_to_pst(piece.rstrip().removesuffix(";") + ";" if piece.strip() else "")
        except ValueError:
            blank = len(piece) - len(piece.lstrip())
            return f"policy that begins in line {line + piece[:blank].count(chr(10))}"
        line += piece.count("\n") + 1
    return "the last policy"  # alone each can be read, so what lacks is the semicolon at the end


def _number(generated: str) -> int:
    return int(re.sub(r"\D", "", generated))


def _policy(jurisdiction: str, number: str, node: pst.Template) -> Policy:
    said = node.annotations
    name = said.get("id", "") or f"{jurisdiction}, {number}"
    redacts = tuple(part.strip() for part in said.get("redacts", "").split(",") if part.strip())
    renamed = pst.Template(
        name, node.effect, node.principal, node.action, node.resource, node.clauses, said
    )
    return Policy(
        said.get("id", ""),
        said.get("says", ""),
        said.get("row", ""),
        said.get("asks", ""),
        redacts,
        jurisdiction,
        renamed,
    )
