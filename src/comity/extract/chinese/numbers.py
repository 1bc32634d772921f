"""Numbers in digits and in Chinese numerals, with their exact value: 1.2万, 三百二十, 百余.

>>> value("一百二十三万四千五百六十七"), value("1.2万")
(Decimal('1234567'), Decimal('12000'))
"""

import re
from decimal import Decimal

_D = "[0-9０-９]"
_ARABIC = rf"(?>{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})|{_D}+)(?:[.．]{_D}+)?"
_SCALE = "[十百千万萬亿億]"
BARE = (
    rf"(?>(?:{_ARABIC}(?:{_SCALE}++{_ARABIC})*+{_SCALE}*+"
    r"|[零〇一二三四五六七八九十百千万萬亿億两兩廿卅]++)(?:[余餘多几幾][万萬亿億]?)?+)"
)
"""Matches what may be a number from its first character on; no groups. ``value`` judges it."""

NUMERALS = "0-9０-９零〇一二三四五六七八九十百千万萬亿億两兩廿卅半几幾数數"
"""What no number may follow directly, as the inside of a character class."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLAIN = str.maketrans("０１２３４５６７８９．萬億兩", "0123456789.万亿两", ",，余餘多几幾 ")
_ONE = r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九两]"
_SECTION = re.compile(
    rf"(?P<k>(?:{_ONE})?千)?零?(?P<h>(?:{_ONE})?百)?零?(?P<t>(?:{_ONE})?十)?零?(?P<o>{_ONE})?"
)
_ZERO = Decimal(0)
_LONGEST = 28  # characters: beyond it there is no number that news writes, nor exact sum
_BIG = (("亿", 10**8), ("万", 10**4))


def value(words: str) -> Decimal | None:
    """Return the value of a number, or None where the words are no number of one value.

    余, 多 and 几 ("more than") do not change it, and 半 alone is a half. "三四" (three or four)
    is none.
    """
    words = words.translate(_PLAIN)
    if len(words) > _LONGEST:
        return None
    if words == "半":
        return Decimal("0.5")
    if len(words) > 3 and all(c in _DIGITS for c in words):
        return Decimal("".join(str(_DIGITS[c]) for c in words))
    whole = _whole(words.replace("廿", "二十").replace("卅", "三十").replace("〇", "零"))
    return None if whole is None else Decimal(plain(whole))


def _whole(words: str) -> Decimal | None:
    for sign, size in _BIG:
        high, mark, low = words.rpartition(sign)
        if mark:
            above, below = _whole(high), _below(low, size)
            return None if above is None or below is None else above * size + below
    return Decimal(0) if words == "零" else _section(words)


def _below(words: str, size: int) -> Decimal | None:
    """Return what follows 万 or 亿: a lone numeral counts tenths of it (一万五 is 15,000)."""
    if not words or words == "零":
        return None if words else Decimal(0)
    return Decimal(_DIGITS[words] * size // 10) if words in _DIGITS else _whole(words)


def _section(words: str) -> Decimal | None:
    m = _SECTION.fullmatch(words)
    if not m or not any(m.groups()) or (len(words) > 1 and words[-1] == "两"):
        return None
    total = sum(
        (_one(m[g][:-1]) * n for g, n in (("k", 1000), ("h", 100), ("t", 10)) if m[g]), _ZERO
    )
    if not m["o"]:
        return total
    tenths = {"百": 10, "千": 100}.get(words[-2:-1], 1) if m["o"] in _DIGITS else 1
    return total + _one(m["o"]) * tenths  # 三百五 is 350


def _one(words: str) -> Decimal:
    return Decimal(_DIGITS.get(words, words or 1))


def plain(number: Decimal) -> str:
    """Return a number as digits: no exponent, no zeros that say nothing ("1.20" is "1.2")."""
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
