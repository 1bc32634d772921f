"""Dates as Chinese texts write them, each as precise as its words; durations are not dates.

A year of the Republic (民国, Taiwan's calendar) is 1911 less than that of the common era.
"""

import re
from datetime import date, timedelta

from comity.extract.chinese import numbers
from comity.extract.finding import Date
from comity.extract.values.days import day, iso

_N = "[0-9０-９]"
_MONTH = rf"(?:{_N}{{1,2}}|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:{_N}{{1,2}}|(?:[二三]?十|廿|卅)[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = "(?:[底初](?!级|期|步|始|犯)|[上中下]旬)?"
"""Which part of a month: it belongs to the words, and the value is the month."""

_BEFORE = rf"(?<![{numbers.NUMERALS}/])(?<![0-9０-９][.．,，])"


def _rest(i: int) -> str:
    """Return what may follow a year: its month and day, as groups with a number."""
    return (
        rf"(?:\s?(?P<m{i}>{_MONTH})\s?月(?!份?[来來])(?:\s?(?P<d{i}>{_DAY})\s?[日号號]|{_PART}))?"
    )


_DATE = re.compile(
    rf"(?P<roc>民[国國])\s?(?P<y1>{_N}{{1,3}}|[一二三四五六七八九十百零〇]{{1,6}})\s?年"
    + _rest(1)
    + rf"|{_BEFORE}(?P<y2>{_N}{{4}}|[一二][〇零○一二三四五六七八九]{{3}})\s?年(?![来來代])"
    + r"(?:[上下]半年|年?[底初末](?!月))?"
    + _rest(2)
    + r"|(?P<ry>同年|当年|當年|今年|本年|去年|前年|明年)"
    + r"(?!\s?[0-9０-９]{1,3}\s?[岁歲])(?:[上下]半年|[底初末](?!月))?"
    + _rest(3)
    + r"|(?P<rm>同月|当月|當月|本月|上个?月|上個月|下个?月|下個月)"
    + rf"(?:(?P<d4>{_DAY})[日号號])?"
    + r"|(?P<near>当日|當日|同日|次日|翌日|昨日|昨天|今日|今天|明天|前天|当天|當天"
    + r"|[昨今](?:早|晨|午|晚|夜)(?![期点點年饭飯餐]))"
    + rf"|(?<![{numbers.NUMERALS}])(?P<week>[上本下这這])?[个個]?"
    + r"(?:[周週]|星期|礼拜|禮拜)(?P<wd>[一二三四五六日天])(?![次年个個])"
    + rf"|{_BEFORE}(?P<y6>[12]\d{{3}})(?P<mark>[-/.])(?P<m6>\d{{1,2}})(?P=mark)(?P<d6>\d{{1,2}})"
    + r"(?![\d.-])"
    + rf"|{_BEFORE}(?P<m7>{_MONTH})\s?月(?!份?[来來])(?:\s?(?P<d7>{_DAY})\s?[日号號])?"
    + rf"|{_BEFORE}(?P<d8>{_DAY})\s?日(?![内內间間元圆圓游遊本])"
)
_YEARS = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}
_NEAR = {"昨": -1, "今": 0, "明": 1, "前": -2}
_Known = tuple[int, int, int]


def find(text: str, published: str) -> list[Date]:
    """Return the dates in the order of the text, each end of a range by itself.

    ``published`` is an ISO 8601 day, or empty: then what depends on it is not given. A day without
    its month goes by the date before it; where it begins a paragraph, by the day of publication.
    """
    today = day(published)
    found: list[Date] = []
    last: _Known = (0, 0, 0)
    for m in _DATE.finditer(text):
        anew = m.end() < len(text) and (not m.start() or text[m.start() - 1] == "\n")
        known = _read(m, (0, 0, 0) if anew and m["d8"] and today else last, today)
        value = iso(*known)
        if value:
            found.append(Date(*m.span(), value))
            last = known
    return found


def _number(words: str | None) -> int:
    found = numbers.value(words.replace("○", "〇")) if words else None
    return int(found) if found else 0


def _first(m: re.Match[str], letter: str) -> int:
    names = (f"{letter}{i}" for i in range(1, 9))
    return next((_number(m[n]) for n in names if n in m.re.groupindex and m[n]), 0)


def _read(m: re.Match[str], last: _Known, published: date | None) -> _Known:
    year, month, day = (_first(m, letter) for letter in "ymd")
    if year:
        return year + (1911 if m["roc"] else 0), month, day
    if m["ry"]:
        step = _YEARS.get(m["ry"])
        base = last[0] if step is None else published.year + step if published else 0
        return base, month, day
    if m["rm"]:
        return *_month(m["rm"], last, published), day
    if m["near"] or m["wd"]:
        whole = _near(m["near"], last, published) if m["near"] else _weekday(m, published)
        return (whole.year, whole.month, whole.day) if whole else (0, 0, 0)
    return _open(month, day, last, published)


def _open(month: int, day: int, last: _Known, published: date | None) -> _Known:
    """Return a date that leaves its year, or year and month, to the date before or publication."""
    if month and (last[0] or not published):
        return last[0], month, day
    if not month and last[1]:
        return last[0], last[1], day
    if not published:
        return 0, 0, 0
    if month:
        return published.year - ((month, day) > (published.month, published.day)), month, day
    months = published.year * 12 + published.month - 1 - (day > published.day)
    return months // 12, months % 12 + 1, day


def _month(words: str, last: _Known, published: date | None) -> tuple[int, int]:
    if words[0] in "同当當":
        return (last[0], last[1]) if last[1] else (0, 0)
    if not published:
        return 0, 0
    months = published.year * 12 + published.month - 1 + {"上": -1, "下": 1}.get(words[0], 0)
    return months // 12, months % 12 + 1


def _near(words: str, last: _Known, published: date | None) -> date | None:
    if words[0] in _NEAR:
        return published + timedelta(days=_NEAR[words[0]]) if published else None
    try:
        return date(*last) + timedelta(days=words[0] in "次翌")
    except (ValueError, OverflowError):
        return None


def _weekday(m: re.Match[str], published: date | None) -> date | None:
    if not published:
        return None
    number = "一二三四五六日".index(m["wd"].replace("天", "日"))
    monday = published - timedelta(days=published.weekday())
    if m["week"]:
        return monday + timedelta(days=number + {"上": -7, "下": 7}.get(m["week"], 0))
    return published - timedelta(days=(published.weekday() - number) % 7)
