"""What is found in any language, and numbers that a Chinese text gives beside their word.

A mobile phone is eleven digits from 13 to 19, other phones have an area code from 0 on (Ministry
of Industry and Information Technology, numbering plan of the public telecommunication network);
``phonenumbers`` knows which are in use. Identity numbers and company codes count only where their
check digit is right: ``comity.extract.values.papers`` says by which rules. Passports have none
(Chinese ones are E or G and eight characters), so they count only beside their word.
"""

import re
from collections.abc import Callable, Iterator

from comity.extract.finding import Identifier
from comity.extract.values import identifiers, papers

_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_NARROW = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
"""Full-width signs → those of ASCII."""
_NARROW_LETTERS = {wide: sign for wide, sign in _NARROW.items() if sign.isalnum()}

_OF = r"\(?(?:号码|字号|编号|证号|号)?[为是系]?[^\w\n。；,]{0,3}"
_PHONE = (
    r"(?<![\d.+-])(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|\(?0(?:10|2\d|[3-9]\d{2})\)?[ -]?\d{7,8})(?![\d-])"
)
_PHONES = re.compile(
    r"(?:手机|电话|号码|致电|拨打|微信|联系方式|热线|机主|来电|传真|座机|总机)[^\d\n。；(+]{0,12}"
    rf"(?P<numbers>{_PHONE}(?:\s?[、,/和或及]\s?{_PHONE})*)"
)
_KINDS: list[tuple[str, re.Pattern[str], Callable[[str], bool]]] = [
    (
        "idNumber",
        re.compile(
            rf"(?:身[份分]证|公民身份|居留证|统一证|证件){_OF}(?P<value>[A-Z][1289]\d{{8}})(?![A-Za-z\d])"
        ),
        papers.is_taiwanese_id,
    ),
    (
        "idNumber",
        re.compile(r"(?<![A-Za-z\d.+-])(?P<value>[A-Z]{1,2}\d{6} ?\([\dA]\))"),
        papers.is_hong_kong_id,
    ),
    (
        "registrationNumber",
        re.compile(
            rf"(?:信用代码|税号|纳税人识别号){_OF}(?P<value>[0-9A-HJ-NPQRTUWXY]{{18}})(?![A-Za-z\d])"
        ),
        papers.is_chinese_company,
    ),
    (
        "passport",
        re.compile(rf"(?:护照|通行证){_OF}(?P<value>[A-Z]{{0,2}}\d{{6,9}}[A-Z]?)(?![A-Za-z\d])"),
        lambda number: True,
    ),
]


def find(text: str) -> list[Identifier]:
    """Return the identifiers in a text in simplified characters, in its order.

    The text may have full-width letters and digits; values are in ASCII.
    """
    # Chinese is written without blanks: a character beside a number does not belong to it.
    found = identifiers.find(_HAN.sub(" ", text.translate(_NARROW_LETTERS)))
    taken = {at for one in found for at in range(one.start, one.end)}
    for one in _beside_words(text.translate(_NARROW)):
        if taken.isdisjoint(range(one.start, one.end)):
            found.append(one)
            taken.update(range(one.start, one.end))
    return sorted(found)


def _beside_words(text: str) -> Iterator[Identifier]:
    for scheme, pattern, holds in _KINDS:
        for m in pattern.finditer(text):
            value = re.sub(r"[ ()]", "", m["value"])
            if holds(value):
                yield Identifier(*m.span("value"), scheme, value)
    for m in _PHONES.finditer(text):
        for number in re.finditer(_PHONE, m["numbers"]):
            start = m.start("numbers")
            if value := _e164(number[0]):
                yield Identifier(start + number.start(), start + number.end(), "phone", value)


def _e164(number: str) -> str:
    """Return a phone in China as +, country code and digits; nothing if no such number is used."""
    import phonenumbers  # noqa: PLC0415  (0.1 s, and only texts with a phone need it)

    try:
        known = phonenumbers.parse(re.sub(r"^86", "+86", number), "CN")
    except phonenumbers.NumberParseException:
        return ""
    good = phonenumbers.is_valid_number(known)
    return str(
        phonenumbers.format_number(known, phonenumbers.PhoneNumberFormat.E164) if good else ""
    )
