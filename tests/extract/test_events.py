"""Sentences and the events that they tell, of cases of many kinds; and those that tell none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.extract.english import language
from comity.extract.english.happenings import events, triggers
from comity.extract.finding import Event, Findings
from comity.model import EVENTS

from . import marked

WORDS = """police arrested seized sentenced charged the a court of in to by and on was were has been
guilty pleaded found cocaine kilos years life death given that who which agency shipped paid tip-off
, . " - : indictment against convicted sentences held custody $ 12 Friday not will if""".split()


def _written(text: str, event: Event) -> str:
    head = " ".join(filter(None, (event.schema, f'"{text[event.start : event.end]}"', event.date)))
    cast = "; ".join(f"{p.role} {text[p.start : p.end]}" for p in event.participants)
    return f"{head}: {cast}"


@pytest.mark.parametrize(("sentence", "expected"), marked.cases("events.txt"))
def test_who_does_what_to_whom(sentence: str, expected: list[str]) -> None:
    doc, found = marked.read(sentence)
    assert [_written(doc.text, e).strip() for e in events.find(doc, found)] == expected


def test_an_event_gives_the_sentence_that_tells_it() -> None:
    doc, found = marked.read("It rained. Police arrested {two men|group}. They went home.")
    (event,) = events.find(doc, found)
    assert doc.text[event.sentence.start : event.sentence.end] == "Police arrested two men."


def test_the_tables_name_only_events_of_the_model() -> None:
    schemas = {row.schema for rows in triggers.verbs().values() for row in rows}
    schemas |= {row.schema for rows in triggers.nouns().values() for row in rows}
    assert schemas == set(EVENTS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=40).map(" ".join))
def test_any_text_gives_spans_within_it(text: str) -> None:
    doc = next(iter(language.parse([text])))
    for event in events.find(doc, Findings()):
        assert 0 <= event.start < event.end <= len(doc.text)
        assert event.sentence.start <= event.start
        for part in event.participants:
            assert 0 <= part.start < part.end <= len(doc.text)
