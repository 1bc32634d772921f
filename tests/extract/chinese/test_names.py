"""Names in Chinese sentences, simplified and traditional: exactly those that are marked."""

import re
from pathlib import Path

import pytest

from comity.extract import find

_MARK = re.compile(r"\{([^|{}]+)\|(\w+)\}")
_CASES = (Path(__file__).parent / "names.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("sentence", _CASES, ids=range(len(_CASES)))
def test_names_that_are_marked(sentence: str) -> None:
    text = _MARK.sub(r"\1", sentence)
    found = [(text[n.start : n.end], n.kind) for n in find(text, "2019-11-07", "zho").names]
    assert found == _MARK.findall(sentence)


def test_a_phone_stands_between_characters_without_blanks() -> None:
    text = "手机号为13800138000的买家，邮箱buyer@example.com，案号13800138001。"
    found = find(text, "", "zho").identifiers
    assert [(i.scheme, i.value) for i in found] == [
        ("phone", "+8613800138000"),
        ("email", "buyer@example.com"),
    ]
    assert text[found[0].start : found[0].end] == "13800138000"
