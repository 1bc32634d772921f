"""Sentences and the relations between two parties that they state."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.happenings import events, relations
from comity.extract.finding import Findings, Relation

from . import marked

WORDS = """she ran led owned sold supplied head of leader the ring director FBI a by to and who was
company agent Ann Roe , . for with belongs market drugs""".split()


def _written(text: str, relation: Relation) -> str:
    def words(span: Relation | tuple[int, int]) -> str:
        return text[span[0] : span[1]]

    ends = f"{words(relation.source)} > {relation.kind} > {words(relation.target)}"
    return f'{ends} ("{words(relation)}")'


@pytest.mark.parametrize(("sentence", "expected"), marked.cases("relations.txt"))
def test_who_leads_supplies_or_owns_whom(sentence: str, expected: list[str]) -> None:
    doc, found = marked.read(sentence)
    found = found._replace(events=tuple(events.find(doc, found)))
    assert [_written(doc.text, r) for r in relations.find(doc, found)] == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_gives_spans_within_it(text: str) -> None:
    doc = next(iter(language.parse([text])))
    for relation in relations.find(doc, Findings()):
        for start, end in (relation[:2], relation.source, relation.target):
            assert 0 <= start < end <= len(doc.text)
