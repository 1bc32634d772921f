"""Two readers with different clearance see different cases, through every view."""

from pathlib import Path

import pytest

import comity

_OPEN = """Two arrested in Marseille
Outlet: Example Post
3 May 2021

Police in Marseille arrested Paul Durand and Anna Weber on Monday.
"""
_SECRET = """Internal note
Outlet: Example Desk
4 May 2021

Victor Moreau supplied heroin to Paul Durand. Moreau was arrested in Toulon on 2 May 2021. An
officer said that Moreau led the ring.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clearance")
    (folder / "open.txt").write_text(_OPEN)
    (folder / "secret.txt").write_text(_SECRET)
    with comity.create("Desk", "us", folder / "node", "ann") as node:
        node.add_reader("guest", "public")
        case = node.new_case("marseille")
        case.add(str(folder / "open.txt"))
        handling = comity.Handling(level=2, codes=("H2",), originator="Desk")
        case.add(str(folder / "secret.txt"), handling=handling)
        node.new_case("hidden", classification="secret")
    return folder


def _seen(home: Path, reader: str) -> dict[str, str]:
    """Return all that a reader gets out of a case, as text, by view."""
    with comity.open(home / "node", reader) as node:
        case = node.case("marseille")
        files = {}
        for ending in ("html", "json", "csv", "graphml"):
            path = home / f"{reader}.{ending}"
            case.report(path)
            files[ending] = path.read_text("utf-8")
        return {
            "timeline": repr(case.timeline()),
            "who": repr(case.who()),
            "claims": repr(case.claims()),
            "network": repr(case.network(everyone=True)),
            "search": repr(case.search("Moreau")),
            "sources": repr(case.sources()),
            "questions": repr(case.questions()),
            **files,
        }


def test_a_guest_sees_nothing_of_what_is_restricted(home: Path) -> None:
    chief, guest = _seen(home, "ann"), _seen(home, "guest")
    for view in chief:
        if view != "questions":
            assert "Moreau" in chief[view] or "secret.txt" in chief[view], view
        assert "Moreau" not in guest[view] and "secret.txt" not in guest[view], view
        assert "heroin" not in guest[view] and "Toulon" not in guest[view], view


def test_counts_differ(home: Path) -> None:
    counts = []
    for reader in ("ann", "guest"):
        with comity.open(home / "node", reader) as node:
            counts.append(node.case("marseille").count())
    assert counts[0]["documents"] == 2 and counts[1]["documents"] == 1
    assert all(counts[0][what] > counts[1][what] for what in counts[0])


def test_a_guest_cannot_name_what_is_restricted(home: Path) -> None:
    with comity.open(home / "node", "guest") as node:
        case = node.case("marseille")
        for ask in (case.show, case.document):
            with pytest.raises(comity.ComityError):
                ask("Victor Moreau" if ask == case.show else "secret.txt")
        assert [c.slug for c in node.cases()] == ["marseille"]
        with pytest.raises(comity.ComityError, match="There is no case"):
            node.case("hidden")


def test_a_guest_cannot_clear_others_or_open_above(home: Path) -> None:
    with comity.open(home / "node", "guest") as node:
        with pytest.raises(comity.ComityError, match="guest may not"):
            node.add_reader("eve", "secret")
        with pytest.raises(comity.ComityError, match="guest may not"):
            node.add_reader("ann", "public")
        with pytest.raises(comity.ComityError, match="not cleared"):
            node.new_case("above", classification="secret")


def test_reading_a_restricted_document_is_logged(home: Path) -> None:
    with comity.open(home / "node", "ann") as node:
        shown = node.case("marseille").document("secret.txt")
        again = node.case("marseille").document("secret.txt")
        reads = [entry for entry in again.custody if '"kind":"read"' in entry]
        assert len(reads) > len([e for e in shown.custody if '"kind":"read"' in e]) >= 1
        assert shown.document.handling.codes == ("H2",)


def test_the_handling_travels_with_every_statement(home: Path) -> None:
    with comity.open(home / "node", "ann") as node:
        facts = node.case("marseille").document("secret.txt").facts
        assert facts and {f.handling for f in facts} == {
            comity.Handling(level=2, codes=("H2",), originator="Desk")
        }
