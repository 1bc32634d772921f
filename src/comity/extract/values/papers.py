"""The check digits of identity papers and of company codes in China, Hong Kong and Taiwan.

Each function takes a number without blanks or brackets, its letters in capitals, and says whether
its check digit, and a date in it, are right.
"""

from datetime import date

_GB11643_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_GB11643_DIGITS = "10X98765432"
_GB32100 = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values, from 10 on."""


def is_chinese_id(number: str) -> bool:
    """Check a citizen's number of 18 digits, the last of which may be X: GB 11643-1999.

    The first six are a place, the next eight the day of birth, the last is ISO 7064 MOD 11-2.
    """
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(number[:17], _GB11643_WEIGHTS, strict=True))
    return (
        born.year >= 1880 and number[0] in "12345678" and _GB11643_DIGITS[total % 11] == number[17]
    )


def is_chinese_company(code: str) -> bool:
    """Check a unified social credit code of 18 digits and letters: GB 32100-2015."""
    if any(c not in _GB32100 for c in code):
        return False
    total = sum(_GB32100.index(c) * (3**i % 31) for i, c in enumerate(code[:17]))
    return _GB32100[-total % 31] == code[17]


def is_hong_kong_id(number: str) -> bool:
    """Check one or two letters, six digits and a check digit, 0 to 9 or A (Cap. 177A).

    Letters count from 10 on, a missing first one 36; the sum by weights 9 to 1 is divisible by 11.
    """
    values = [36] * (9 - len(number)) + [int(c, 36) for c in number]
    return sum(v * w for v, w in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def is_taiwanese_id(number: str) -> bool:
    """Check a letter and nine digits, of a citizen (1, 2) or of a resident (8, 9 since 2021).

    The letter stands for two digits (A is 10); the sum by weights 1, 9, 8 … 1, 1 is divisible by
    10 (Ministry of the Interior).
    """
    first = _TAIWAN_LETTERS.index(number[0]) + 10
    digits = [first // 10, first % 10, *map(int, number[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    return sum(d * w for d, w in zip(digits, weights, strict=True)) % 10 == 0
