"""Identifiers in Chinese wording.

The numbers are made up, or the examples of the standards, and have right check digits; nobody's.
"""

import pytest

from comity.extract import find


def found(text: str) -> list[tuple[str, str, str]]:
    identifiers = find(text, "", "zho").identifiers
    return [(text[i.start : i.end], i.scheme, i.value) for i in identifiers]


FOUND = [
    ("身份证号码440300199001010008。", "440300199001010008", "idNumber", "440300199001010008"),
    ("公民身份号码为11010519491231002x，", "11010519491231002x", "idNumber", "11010519491231002X"),
    ("公民身份號碼：４４０３００１９９００１０１０００８", "４４０３００１９９００１０１０００８",
     "idNumber", "440300199001010008"),
    ("香港身份证A123456（3）", "A123456（3）", "idNumber", "A1234563"),
    ("香港身份證號碼Z000000(1)的男子", "Z000000(1)", "idNumber", "Z0000001"),
    ("身分證字號F200000008", "F200000008", "idNumber", "F200000008"),
    ("统一社会信用代码91350100M000100Y43的公司", "91350100M000100Y43", "registrationNumber",
     "91350100M000100Y43"),
    ("护照号码为E12345678", "E12345678", "passport", "E12345678"),
    ("持中国护照（号码：EA1234567）出境", "EA1234567", "passport", "EA1234567"),
    ("護照號G12345678。", "G12345678", "passport", "G12345678"),
    ("手机13800138000", "13800138000", "phone", "+8613800138000"),
    ("致电138-0013-8000询问", "138-0013-8000", "phone", "+8613800138000"),
    ("手機號碼86 138 0013 8000", "86 138 0013 8000", "phone", "+8613800138000"),
    ("+86 13800138000", "+86 13800138000", "phone", "+8613800138000"),
    ("联系电话：010-12345678", "010-12345678", "phone", "+861012345678"),
    ("座机（021）61234567", "（021）61234567", "phone", "+862161234567"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "scheme", "value"), FOUND)
def test_a_number_is_found_beside_characters(
    text: str, words: str, scheme: str, value: str
) -> None:
    assert found(text) == [(words, scheme, value)]


WRONG = [
    "身份证号码440300199001010009",  # the check digit
    "身份证号码440300199013010003",  # a thirteenth month
    "香港身份证A123456（4）",
    "身分證字號F200000009",
    "统一社会信用代码91350100M000100Y44",
    "银行卡号6222021234567890123",
    "案号13800138000",
    "运单号12345678901",
    "护照三本，手机5部",
    "电话12345",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_fails_its_check_or_has_no_word_is_none(text: str) -> None:
    assert found(text) == []


def test_one_word_serves_several_phones() -> None:
    text = "使用的电话为13800138000、13900139000和010-12345678"
    assert [value for *_, value in found(text)] == [
        "+8613800138000",
        "+8613900139000",
        "+861012345678",
    ]


@pytest.mark.parametrize("stop", ["。", "，", "、", "）", "；", "》", "」"])
@pytest.mark.parametrize("language", ["zho", "eng", "jpn"])
def test_an_address_leaves_the_stop_to_the_sentence(stop: str, language: str) -> None:
    text = f"https://example.org/a{stop}下文"
    assert [i.value for i in find(text, "", language).identifiers] == ["https://example.org/a"]
