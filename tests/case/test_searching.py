"""What a search in a case shows: the sentence, and in it the words, however they are written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import comity
from comity.case import Hit

CHINESE = """河北消息

法院昨日宣判。被告人劉勇因走私毒品罪被判處死刑，緩期二年執行！“蔣菊
華被判處無期徒刑。”其他七人另案處理。
"""
ENGLISH = "The court in Xingtai jailed nine. Liu Yong was sentenced to death; he can appeal."


@pytest.fixture(scope="module")
def made(
    bench: comity.Workbench, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[comity.Case]:
    folder: Path = tmp_path_factory.mktemp("papers")
    (folder / "zh.txt").write_text(CHINESE, "utf-8")
    (folder / "en.txt").write_text(ENGLISH, "utf-8")
    case = bench.new_case("searched", "Searched")
    assert not case.add(str(folder)).failures
    yield case


def documents(case: comity.Case, query: str) -> list[Hit]:
    return [hit for hit in case.search(query) if hit.kind == "document"]


def marked(hit: Hit) -> list[str]:
    return [hit.quote[start:end] for start, end in hit.marks]


@pytest.mark.parametrize(
    ("query", "sentence", "words"),
    [
        ("刘勇 菊华", "被告人劉勇因走私毒品罪被判處死刑，緩期二年執行！", ["劉勇"]),
        ("劉勇", "被告人劉勇因走私毒品罪被判處死刑，緩期二年執行！", ["劉勇"]),
        ('"zousi dupin"', "被告人劉勇因走私毒品罪被判處死刑，緩期二年執行！", ["走私毒品"]),
        ("juhua", "“蔣菊 華被判處無期徒刑。”", ["菊 華"]),
        ("fayuan", "法院昨日宣判。", ["法院"]),
        ("其他七人", "其他七人另案處理。", ["其他七人"]),
    ],
)  # fmt: skip
def test_chinese_is_shown_in_its_sentence(
    made: comity.Case, query: str, sentence: str, words: list[str]
) -> None:
    [hit] = documents(made, query)
    assert hit.quote == sentence
    assert marked(hit) == words


def test_the_span_is_that_of_the_words_in_the_text(made: comity.Case) -> None:
    [hit] = documents(made, "zousi")
    body = made.document(hit.id).document.body
    assert body[hit.start : hit.end] == "走私"


def test_latin_letters_come_first_and_are_marked_word_by_word(made: comity.Case) -> None:
    english, chinese = documents(made, "liu yong")
    assert marked(english) == ["Liu", "Yong"]
    assert marked(chinese) == ["劉勇"]
    assert english.quote == ENGLISH


def test_a_phrase_is_marked_as_one(made: comity.Case) -> None:
    [hit] = documents(made, '"sentenced to death"')
    assert marked(hit) == ["sentenced to death"]
    assert ENGLISH[hit.start : hit.end] == "sentenced to death"


def test_what_is_only_in_the_name_of_a_document_has_no_quote(made: comity.Case) -> None:
    [hit] = documents(made, "zh.txt")
    assert (hit.quote, hit.start, hit.end, hit.marks) == ("", -1, -1, ())


@pytest.mark.parametrize("query", ["an", "de", "shi", "he", "can"])
def test_short_english_words_find_no_chinese(made: comity.Case, query: str) -> None:
    assert all("court" in hit.quote for hit in documents(made, query))
