"""What a person states, decides and takes back."""

from itertools import count
from pathlib import Path

import pytest

import comity

_numbers = count(1)
_TEXT = """Two arrested in Marseille
Outlet: Example Post
3 May 2021

Police in Marseille arrested Paul Durand and Anna Weber on Monday. Prosecutors said that Durand
led a ring which shipped cocaine to Spain.
"""


@pytest.fixture
def case(bench: comity.Workbench, tmp_path: Path) -> comity.Case:
    case = bench.new_case(f"notes-{next(_numbers)}")
    (tmp_path / "a.txt").write_text(_TEXT)
    (tmp_path / "b.txt").write_text(
        "A chemist in Lille\nOutlet: Other Post\n4 May 2021\n\n"
        "Anna Weber, a chemist in Lille, was charged with fraud on Tuesday, a court said.\n"
    )
    case.add(str(tmp_path))
    return case


def _values(case: comity.Case, name: str, prop: str) -> list[str]:
    return [v.value for v in case.show(name).values if v.prop == prop]


def test_a_note_is_a_statement_in_the_readers_name(case: comity.Case) -> None:
    made = case.note("Paul Durand", "birthDate", "1970-02", mark="A1")
    assert (made.author, made.grade, made.method) == ("ann", "A1", "person")
    [value] = [v for v in case.show("Paul Durand").values if v.prop == "birthDate"]
    assert value.value == "1970-02"
    assert value.citations[0].source == "ann"


def test_undo_takes_back_step_by_step_and_the_record_keeps_all(
    case: comity.Case, bench: comity.Workbench
) -> None:
    case.note("Paul Durand", "alias", "The Baker")
    case.note("Paul Durand", "nationality", "fr")
    assert "fr" in case.undo().what
    assert _values(case, "Paul Durand", "nationality") == []
    assert _values(case, "Paul Durand", "alias") == ["The Baker"]
    assert "The Baker" in case.undo().what
    assert _values(case, "Paul Durand", "alias") == []
    with pytest.raises(comity.ComityError, match="Nothing is left"):
        case.undo()
    assert all(not finding.wrong for finding in bench.verify())


def test_an_extraction_can_be_rejected_and_brought_back(case: comity.Case) -> None:
    [post] = [v for v in case.show("Anna Weber").values if v.prop == "position"]
    case.undo(post.citations[0].statement[:16])
    assert _values(case, "Anna Weber", "position") == []
    with pytest.raises(comity.ComityError, match="taken back already"):
        case.undo(post.citations[0].statement[:16])


def test_what_was_taken_back_can_be_brought_back(case: comity.Case) -> None:
    case.note("Paul Durand", "alias", "The Baker")
    undone = case.undo()
    case.undo(undone.by[:16])
    assert _values(case, "Paul Durand", "alias") == ["The Baker"]


def test_a_status_can_be_corrected(case: comity.Case) -> None:
    case.note("Paul Durand", "status", "cleared")
    durand = next(p for p in case.who() if p.label == "Paul Durand")
    assert [s.status for s in durand.standing] == ["cleared", "suspected", "mentioned"]
    with pytest.raises(comity.ComityError, match="is not a status"):
        case.note("Paul Durand", "status", "innocent")


def test_a_name_is_found_without_its_accents(case: comity.Case) -> None:
    case.note("Paul Durand", "alias", "Pául Dürand")
    assert case.show("paul durand").label == "Paul Durand"
    assert case.show("PAUL  DURAND").id == case.show("Paul Durand").id


@pytest.mark.parametrize(
    ("prop", "value", "message"),
    [
        ("birthDate", "yesterday", "is not a date"),
        ("shoeSize", "43", "has no property"),
        ("nationality", "Utopia", "is not a country"),
    ],
)
def test_what_does_not_fit_is_refused(
    case: comity.Case, prop: str, value: str, message: str
) -> None:
    with pytest.raises(comity.ComityError, match=message):
        case.note("Paul Durand", prop, value)


def test_an_unknown_name_says_what_to_do(case: comity.Case) -> None:
    with pytest.raises(comity.ComityError, match="comity search"):
        case.note("Nobody Known", "alias", "x")


def test_decisions_split_join_and_can_be_undone(case: comity.Case) -> None:
    assert len([p for p in case.who() if p.label == "Anna Weber"]) == 1
    [question] = [q for q in case.questions() if q.a.label == q.b.label == "Anna Weber"]
    assert question.score >= 0.8 and "the same word: weber" in question.reasons
    case.decide(question.a.entity, question.b.entity, same=False)
    assert len([p for p in case.who() if p.label == "Anna Weber"]) == 2
    with pytest.raises(comity.ComityError, match="2 things"):
        case.show("Anna Weber")
    assert not [q for q in case.questions() if q.statement == question.statement]
    case.undo()
    assert len([p for p in case.who() if p.label == "Anna Weber"]) == 1
    case.decide(question.a.entity, question.b.entity, same=True)
    assert not [q for q in case.questions() if q.statement == question.statement]


def test_a_decision_survives_new_documents(case: comity.Case, tmp_path: Path) -> None:
    [question] = [q for q in case.questions() if q.a.label == q.b.label == "Anna Weber"]
    case.decide(question.a.entity, question.b.entity, same=False)
    more = tmp_path / "more"
    more.mkdir()
    (more / "c.txt").write_text("Anna Weber was acquitted in Lille on 9 May 2021, a court said.\n")
    case.add(str(more))
    assert len([p for p in case.who() if p.label == "Anna Weber"]) == 2
