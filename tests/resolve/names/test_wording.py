"""The sentences of reasons: each says what a person can check, with the parts it rests on."""

import pytest

from comity.resolve import compare
from comity.resolve.names import Part, Signal, judge, wording
from comity.resolve.names.spellings import rows
from comity.resolve.names.wording import _MANNERS, _SENTENCES

_PEOPLE = {feature for model, feature, _ in rows("weights") if model == "person"}
_WITHOUT_WEIGHT = set(
    "initial agrees|family name differs|first name differs|number differs|missing generation"
    "|nothing to compare|short form|one name|two names".split("|")
)
"""What is said of people too, and counts for nothing or under another feature."""

CASES = [
    ("surname agrees", "Lau Yung", "刘勇", "surname lau = 刘 (Cantonese)"),
    ("surname agrees", "刘勇", "刘永", "surname 刘 = 刘 (same characters)"),
    ("surname differs", "刘勇", "王勇", "surname 刘 is not 王 (other characters)"),
    ("given name agrees", "Lau Yung", "刘勇", "given name yung = 勇 (Cantonese)"),
    ("given name differs", "刘勇", "刘永",
     "given name 勇 is not 永 (same sound, other characters)"),
    ("hidden name", "王小明", "王某某",
     "a court has hidden the given name, which says nothing: 小明, 某某"),
    ("hidden name differs", "刘某甲", "刘某乙",
     "what a court has left of the given name differs: 某乙, 某甲"),
    ("hidden name agrees", "陈文彬", "陈某彬",
     "what a court has left of the given name agrees: 文彬, 某彬"),
    ("same word", "Ivan Petrov", "Ivan Sidorov", "the same word: ivan"),
    ("like word", "Lavrov", "Lawrow", "lavrov and lawrow are spellings of one word"),
    ("like word", "Bill Gates", "William Gates", "bill and william are forms of one given name"),
    ("short form", "Bob Dole", "Robert Dole", "bob and robert are forms of one given name"),
    ("one name", "Mohammed Rahimi", "Muhammad Rahimi",
     "mohammed and muhammad are writings of one name"),
    ("two names", "Mahmoud Rahimi", "Muhammad Rahimi", "mahmoud and muhammad are two names"),
    ("like sound", "Johnson", "约翰逊", "johnson and 约翰逊 sound alike"),
    ("other sound", "Johnson", "刘勇", "johnson does not sound like 刘勇"),
    ("other word", "Ivan Petrov", "Ivan Sidorov", "petrov is not sidorov"),
    ("initial agrees", "J. Smith", "John Smith", "j may be the initial of john"),
    ("initial differs", "J. Smith", "Peter Smith", "j is not the initial of peter"),
    ("tone differs", "Liú Yōng", "刘勇", "the tones differ: yong1, 勇"),
    ("generation differs", "John Smith Jr", "John Smith Sr", "other generation: jr, sr"),
    ("missing generation", "John Smith", "John Smith Jr",
     "only one says which of a family it is: jr"),
    ("order differs", "Abdullah bin Khalid", "Khalid bin Abdullah",
     "abdullah bin khalid, but khalid bin abdullah"),
    ("surnames exchanged", "Gomez, Perez", "Perez, Gomez",
     "the surnames before the comma are each other's given names: gomez, perez"),
    ("syllable agrees", "Nguyễn Văn An", "Nguyen Van An", "the same syllable: nguyen"),
    ("syllable differs", "Nguyễn Thị Hồng", "Nguyễn Thị Hương", "huong is not hong"),
    ("family name agrees", "Smith, John", "Smith, Peter", "the surnames before the comma agree"),
    ("family name differs", "Jones, John", "Smith, John",
     "the surnames before the comma differ: jones, smith"),
    ("first name agrees", "Jones, John", "Smith, John", "the first given names agree"),
    ("first name differs", "Smith, John", "Smith, Peter",
     "the first given names differ: john, peter"),
    ("particle", "Jan van Dijk", "Jan van Eyck", "the particle van"),
    ("missing particle", "Ludwig van Beethoven", "Ludwig Beethoven",
     "one name has a particle or a title more"),
    ("missing Western name", "Tony Leung Chiu-wai", "梁朝伟",
     "one name has a Western given name more: tony"),
    ("number differs", "Agent 47", "Agent 48", "different numbers: 47, 48"),
    ("nothing to compare", "", "刘勇", "a name has no words that can be compared"),
    ("bias", "Liu Yong", "刘勇", "before any part is compared"),
    ("2 agree, 0 differ, 0 missing", "Liu Yong", "刘勇", "of the parts, 2 agree"),
    ("1 agree, 1 differ, 0 missing", "刘勇", "刘永", "of the parts, 1 agree, 1 differ"),
    ("2 agree, 0 differ, 1 missing", "Jean Dupont", "Jean-Pierre Dupont",
     "of the parts, 2 agree, 1 in one name only"),
    ("0 agree, 0 differ, 0 missing", "Van", "Van", "no part can be compared"),
]  # fmt: skip


@pytest.mark.parametrize(("feature", "a", "b", "sentence"), CASES)
def test_the_sentence_of_a_reason(feature: str, a: str, b: str, sentence: str) -> None:
    for found in (compare(a, b, "Person"), compare(b, a, "Person")):
        assert sentence in [reason.text for reason in found.reasons]


def test_each_sentence_about_people_has_a_case() -> None:
    said = {*_SENTENCES, *_MANNERS} & {*_PEOPLE, *_WITHOUT_WEIGHT}
    assert said and said <= {feature for feature, _, _, _ in CASES}
    assert {*_SENTENCES, *_MANNERS} >= _WITHOUT_WEIGHT


def test_each_feature_of_people_has_a_sentence_or_is_a_count() -> None:
    counts = {feature for feature in _PEOPLE if " agree, " in feature}
    assert _PEOPLE - counts <= _SENTENCES.keys()


@pytest.mark.parametrize("pair", [(a, b) for _, a, b, _ in CASES])
def test_a_sentence_is_complete(pair: tuple[str, str]) -> None:
    for signal, _ in judge(*pair).signals:
        text = wording(signal)
        assert text == text.strip() and "{" not in text and "  " not in text
        assert not text.endswith((":", ",", " ", "()"))


@pytest.mark.parametrize(
    ("feature", "text"),
    [
        ("3 agree, 0 differ, 0 missing", "of the parts, 3 agree"),
        ("0 agree, 2 differ, 1 missing", "of the parts, 2 differ, 1 in one name only"),
        ("0 agree, 0 differ, 2 missing", "of the parts, 2 in one name only"),
        ("0 agree, 0 differ, 0 missing", "no part can be compared"),
        ("surname and given name: 2 agree, 0 differ, 1 missing",
         "of the parts, 2 agree, 1 in one name only"),
    ],
)  # fmt: skip
def test_counts_in_words(feature: str, text: str) -> None:
    assert wording(Signal(feature, 1.0, Part("name", "", "", 0.0, ""))) == text


def test_braces_in_a_name_are_only_letters() -> None:
    part = Part("word", "{a}", "{0}", 5.0, "same letters")
    assert wording(Signal("same word", 1.0, part)) == "the same word: {a}"
