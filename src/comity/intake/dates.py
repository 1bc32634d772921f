"""Dates as reports write them."""

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<{0}>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\.?"
)
# Numbers parted by a slash or hyphen say nothing of which is the month: see _numbers.
_FORMS = (
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})",
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?"
    + _MONTH.format("m2")
    + r",?\s+(?P<y2>\d{4})",
    _MONTH.format("m3") + r"\s+(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{4})",
    _MONTH.format("m4") + r",?\s+(?P<y4>\d{4})",
    r"(?P<a5>\d{1,2})(?P<mark5>[./-])(?P<b5>\d{1,2})(?P=mark5)(?P<y5>\d{4})",
    r"(?P<y6>\d{4})\s*年\s*(?P<m6>\d{1,2})\s*月(?:\s*(?P<d6>\d{1,2})\s*日)?",
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:(?:,?\s*(?:at\s+|[-–|]\s*)?|T)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,4}\)?)?)?"
)
DATE = _DAY + "(?P<date>" + "|".join(_FORMS) + ")" + _TIME
"""A pattern (to be compiled with IGNORECASE) whose group ``date`` ``iso`` understands."""


def iso(match: re.Match[str]) -> str | None:
    """The date that ``DATE`` matched, as ISO 8601: ``2019-11-09``, or ``2019-11`` without a day.

    None where the date is impossible, or ambiguous as 11/09/2019 is.
    """
    found = {
        name[0]: value for name, value in match.groupdict().items() if value and name[1:2].isdigit()
    }
    year = int(found["y"])
    if "a" in found:
        return _numbers(year, int(found["a"]), int(found["b"]), match["mark5"])
    month = found["m"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return _checked(year, number, int(found["d"]) if "d" in found else None)


def _numbers(year: int, first: int, second: int, mark: str) -> str | None:
    if mark == "." or first > 12 or first == second:
        return _checked(year, second, first)
    return _checked(year, first, second) if second > 12 else None


def _checked(year: int, month: int, day: int | None) -> str | None:
    if not 1800 <= year <= 2100:
        return None
    try:
        whole = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7]
