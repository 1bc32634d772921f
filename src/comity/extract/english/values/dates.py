"""Dates as news and court papers write them, each as precise as its words.

Day and month names, numbers and ISO 8601 (``2019-11-07``) are read; durations, ages, weeks and
decades are not dates. Where words leave the year or the day open ("August", "Thursday") it is the
last one on or before the day of publication, or, where the sentence looks ahead ("will appear on
Monday"), the first one from that day on.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from comity.extract.english.values.numbers import token_at
from comity.extract.finding import Date
from comity.extract.values.days import day, iso

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 0}
"""The month in which each begins. Winter lies in two years: it is given where its year is."""

_M = (
    r"(?P<month>(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_LONG = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_W = rf"(?:(?:{_LONG}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?,?\s+(?:the\s+)?)?"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)?"
_Y = r"(?:1[89]|20)\d\d"
_REL = r"(?:,?\s+(?:of\s+)?(?P<of>last|this|next|that|the\s+\w+)\s+year\b)?"
_GOODS = (
    r"(?:people|persons?|men|women|children|suspects|defendants|officers|others?|individuals|pounds"
    r"|kilo\w*|kg|grams|tons|tonnes|pills|tablets|firearms|guns|counts|years?|months|days|times"
    r"|percent|per\s+cent|dollars|euros|yuan)\b"
)
_FORMS = {
    "iso": r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
    "numbers": rf"(?P<a>\d{{1,2}})(?P<mark>[-/.])(?P<b>\d{{1,2}})(?P=mark)(?P<year>{_Y})(?!\d)",
    "day_first": (
        rf"(?:(?P<from>{_D}){_TH}(?:\s?[-–]\s?|\s+(?:and|to|or)\s+))?"
        rf"(?P<date>{_W}(?P<day>{_D}){_TH}[\s-]\s*(?:of\s+)?{_M}"
        rf"(?:,?[\s-]\s*(?P<year>{_Y})\b|{_REL}))"
    ),
    "month_first": (
        rf"(?P<date>{_W}{_M}\s*(?P<day>{_D}){_TH}(?![\w%]|[.,:]\d|\s+{_GOODS}))"
        rf"(?:(?:\s?[-–]\s?|\s+(?:and|to|or|through)\s+)"
        rf"(?P<until>(?P<to>{_D}){_TH}(?=\s*[-–.,;)\n]|\s+(?:{_Y}|in|at|when)\b|$)(?!,?\d)))?"
        rf"(?:,?\s+(?P<year>{_Y})\b(?!,\d|\s+{_GOODS})|{_REL})"
    ),
    "month_year": rf"{_M},?\s+(?:of\s+)?(?P<year>{_Y})\b(?!,\d|\s+{_GOODS})",
    "season": (
        r"(?P<which>(?:last|this|the)\s+)?(?P<date>(?P<season>spring|summer|autumn|fall|winter)\b"
        rf"(?!\s+of\s+(?!\d))(?:,?\s+(?:of\s+)?(?P<year>{_Y})\b)?)"
    ),
    "years": rf"(?P<date>{_Y})[-–](?P<until>{_Y}|\d\d)(?![\w-])",
    "year": rf"{_Y}(?![\w%/]|[.,:]\d|-\w)",
    "weekday": (
        rf"(?:(?P<which>last|this|next)\s+)?(?P<weekday>{_LONG})\b"
        r"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
    ),
    "month": rf"(?:(?P<which>last|next|this)\s+)?{_M}{_REL}",
    "period": r"(?P<which>last|this|next)\s+(?P<period>month|year)\b",
    "near": r"(?:today|yesterday|tomorrow)\b",
}
_EDGE = (
    r"\b(?=[\dadfjlmnostwy])(?:(?<![\w$€£¥#/.:,+-])|(?<=\bmid-)|(?<=\bpre-)|(?<=\blate-)"
    r"|(?<=\bearly-)|(?<=\d-)(?=[A-Z]))"
)
_DATE = re.compile(
    _EDGE
    + "(?:"
    + "|".join(
        f"(?P<{name}>{re.sub(r'[(][?]P<([a-z]+)>', '(?:', form).replace('(?P=mark)', '[-/.]')})"
        for name, form in _FORMS.items()
    )
    + ")",
    re.IGNORECASE,
)
_PARTS = {name: re.compile(form, re.IGNORECASE) for name, form in _FORMS.items()}

_NOT_YEAR = re.compile(rf"\s+{_GOODS}|\s\d{{3}}", re.IGNORECASE)
_BEFORE_MONTH = frozenset(
    ("in", "since", "until", "till", "early", "late", "mid", "during", "through", "of")
)
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "their", "its"))
_BEFORE_YEAR = _BEFORE_MONTH.union(
    ("by", "from", "to", "before", "after", "between", "and", "or", "around", "circa", "year"),
    ("fiscal", "than", "into", "as", "throughout"),
)
_SHORT = frozenset(
    ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
)
_ALSO_NAMES = frozenset(("jan", "mar", "apr", "may", "jun", "aug"))  # of people, or words
_NAMED = re.compile(
    r"(?:\s+[A-Z][\w'’-]*){0,4}?\s+(?:Olympics?|Games|Cup|Act|Convention|Treaty|Protocol"
    r"|Accords?|Championships?|Street|St|Avenue|Ave|Road|Boulevard|Revolution|attacks)\b"
)
_PAPERS = re.compile(r"\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Star)\b")
_FEAST = re.compile(
    r"\b(?:Mail\s+on|Black|Bloody|Good|Ash|Easter|Cyber|Super|Palm|Holy|[Ee]very|[Ee]ach"
    r"|on\s+a)\s+$"
)
_LAST_WORD = re.compile(r"([A-Za-z'’.]+)[\s(-]+$")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;\n”\"“])\s*$")
_LINK = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|to|through|until|till)\b|[-–—])\s*(?:(?:in|on|from|late|early)\s+)*"
)
_RANGE = re.compile(r"\s*(?:(?:to|through|until|till)\b|[-–—])\s*")
_CLOSE = re.compile(r"[^.;:()\n\"“”–—]{0,40}")
_AHEAD = re.compile(
    r"\b(?:will|shall|would|due|scheduled|must|(?:has|have)\s+until|set\s+(?:for|to)|slated"
    r"|(?:is|are|expected)\s+to|next\s+(?:hearing|appearance|session|court))\b|['’]ll\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?<!\d)(?<!\d,) (?:until|till|to) $")
_SOON = 2  # months after publication in which a day without a year is yet to come
_FUTURE = frozenset(("will", "shall", "wo", "'ll", "’ll", "would", "must"))
_PAST = frozenset(("was", "were", "has", "have", "had"))
_BEGINS = frozenset(("begin", "start", "resume", "open", "expire", "face"))
_SEASON_CUES = frozenset(("in", "over", "during", "since", "by", "until"))


class _Part(NamedTuple):
    """A date as it stands: year, month or day is 0 where the words leave it out.

    A year of -1 is that of the date before ("in October of that year"), -2 the one after it.
    """

    start: int
    end: int
    year: int
    month: int = 0
    day: int = 0


class _Page(NamedTuple):
    """What is read, and the day of its publication if it is known."""

    doc: Any
    text: str  # spaCy joins ``doc.text`` anew each time that it is asked
    day: date | None


def find(doc: Any, published: str) -> list[Date]:
    """Return the dates in the order of the text, each end of a range by itself.

    ``published`` is an ISO 8601 day, or empty: then what depends on it is not given. The span
    holds the weekday and "last" or "next", and no preposition.
    """
    page = _Page(doc, doc.text, day(published))
    parts = [part for match in _DATE.finditer(page.text) for part in _read(match, page)]
    _share_years(parts, page)
    found = [Date(p.start, p.end, iso(p.year, p.month, p.day)) for p in parts]
    return [date_ for date_ in found if date_.value]


def _read(match: re.Match[str], page: _Page) -> Iterator[_Part]:
    form = match.lastgroup or ""
    again = _PARTS[form].match(page.text, match.start())
    if again:
        yield from _READERS[form](again, page)


def _numbers(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    first, second = int(m["a"]), int(m["b"])
    order = "dmy" if m["mark"] == "." else _order(first, second) or _habit(page.text)
    if order:
        month, of_month = (second, first) if order == "dmy" else (first, second)
        yield _Part(*m.span(), int(m["year"]), month, of_month)


def _order(first: int, second: int) -> str:
    """Return what two numbers must be, ``dmy`` or ``mdy``; nothing where both may be the day."""
    if first > 12 or first == second:
        return "dmy"
    return "mdy" if second > 12 else ""


def _habit(text: str) -> str:
    """Return the order of the text's other dates in numbers, if those agree."""
    pairs = re.findall(r"\b(\d\d?)[-/](\d\d?)[-/]\d{4}\b", text)
    orders = {_order(int(a), int(b)) for a, b in pairs if a != b} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _iso_form(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    yield _Part(*m.span(), int(m["year"]), int(m["month"]), int(m["day"]))


def _written(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    parts = m.groupdict()
    year, month = int(parts["year"] or _told(parts.get("of"), page.day)), _number(m["month"])
    of_month = int(parts.get("day") or 0)
    if not (year or m["month"][0].isupper()) or _NAMED.match(page.text, m.end()):
        return
    if parts.get("from"):
        yield _Part(*m.span("from"), year, month, int(parts["from"]))
    if parts.get("to"):
        yield _Part(*m.span("date"), year, month, of_month)
        yield _Part(m.start("until"), m.end(), year, month, int(parts["to"]))
    else:
        start = m.start("date") if "date" in parts else m.start()
        yield _Part(start, m.end(), year, month, of_month)


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1


def _told(of: str | None, day: date | None) -> int:
    """Return the year of "last year", or -1 or -2 as in ``_Part``; 0 for no words."""
    if not of:
        return 0
    step = {"last": -1, "this": 0, "next": 1}.get(of.lower())
    if step is None:
        return -2 if of.lower().endswith(("following", "next")) else -1
    return day.year + step if day else 0


def _years(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    first, second = m["date"], m["until"]
    second = second if len(second) == 4 else first[:2] + second
    if int(second) > int(first):
        yield _Part(*m.span("date"), int(first))
        yield _Part(*m.span("until"), int(second))


def _year(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    before, after = page.text[max(0, m.start() - 24) : m.start()], page.text[m.end() : m.end() + 40]
    word = _word(before)
    cue = word.lower() in _BEFORE_YEAR
    article = word.lower() in _DETERMINERS
    named = (word[:1].isupper() and not cue and not article) or _NAMED.match(after)
    if named or _NOT_YEAR.match(after) or re.search(r"\d[ -]$", before):
        return
    said = article and re.match(r"\s+[a-z]", after)
    if cue or said or before.endswith("(") or _entity(page, m.start()) == "DATE":
        yield _Part(*m.span(), int(m[0]))


def _word(before: str) -> str:
    """Return the word that a text ends with, if nothing but a blank or bracket follows it."""
    found = _LAST_WORD.search(before)
    return found[1] if found else ""


def _month(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    name, which = m["month"], (m["which"] or "").lower()
    word = _word(page.text[max(0, m.start() - 24) : m.start()])
    if not name[0].isupper() or not (which or _is_month(page, m, word)):
        return
    if not which:
        yield _Part(*m.span(), _told(m["of"], page.day), _number(name))
    elif page.day:
        number = _number(name)
        step = {"last": -(number >= page.day.month), "next": number <= page.day.month}.get(which, 0)
        yield _Part(*m.span(), page.day.year + step, number)


def _is_month(page: _Page, m: re.Match[str], word: str) -> bool:
    """Say whether a month's name that stands alone, after ``word``, is one and not a person's."""
    name = m["month"]
    if name in _SHORT or (word[:1].isupper() and word[-1] == "."):  # "Jan", "Sgt. March"
        return False
    if word.lower() in _BEFORE_MONTH or m["of"]:
        return True
    if name[:3].lower() in _ALSO_NAMES or word[:1].isupper():
        follows = re.match(r"\s+[A-Z]", page.text[m.end() : m.end() + 3])
        return not follows and _entity(page, m.start("month")) == "DATE"
    return True


def _season(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    which, begins = (m["which"] or "").lower().strip(), _SEASONS[m["season"].lower()]
    if m["year"]:
        yield _Part(*m.span("date"), int(m["year"]))
    elif not page.day or not begins or not m["season"].islower():
        return
    elif which in ("last", "this"):
        over = page.day.month > begins + 2
        yield _Part(m.start(), m.end(), page.day.year - (which == "last" and not over))
    elif which == "the" and _word(page.text[max(0, m.start() - 12) : m.start()]) in _SEASON_CUES:
        ahead = _ahead(page, m.start("season"))
        step = (page.day.month > begins + 2) if ahead else -(page.day.month < begins)
        yield _Part(*m.span("date"), page.day.year + step)


def _weekday(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    text, which = page.text, (m["which"] or "").lower()
    named = _PAPERS.match(text, m.end()) or _FEAST.search(text[max(0, m.start() - 9) : m.start()])
    if not page.day or named or not m["weekday"][0].isupper():
        return
    number = _DAYS.index(m["weekday"][:3].lower())
    if m["week"]:
        monday = page.day - timedelta(days=page.day.weekday())
        weeks = {"last": -1, "next": 1}.get(m["week"].lower(), 0)
        yield _whole(m, monday + timedelta(days=number + 7 * weeks))
        return
    back = (page.day.weekday() - number) % 7
    if which == "last":
        back = back or 7
    elif which == "next" or _ahead(page, m.start("weekday")):
        back = -7 if which == "next" and not back else -(-back % 7)
    yield _whole(m, page.day - timedelta(days=back))


def _period(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    # "The last year" is a span of time, and "the next month" counts from what was told before.
    if not page.day or _word(page.text[max(0, m.start() - 8) : m.start()]).lower() == "the":
        return
    step = {"last": -1, "next": 1}.get(m["which"].lower(), 0)
    if m["period"].lower() == "year":
        yield _Part(*m.span(), page.day.year + step)
    else:
        months = page.day.year * 12 + page.day.month - 1 + step
        yield _Part(*m.span(), months // 12, months % 12 + 1)


def _near(m: re.Match[str], page: _Page) -> Iterator[_Part]:
    first = _SENTENCE_ENDS.search(page.text[max(0, m.start() - 4) : m.start()])
    if page.day and (m[0].islower() or first):
        step = {"yesterday": -1, "tomorrow": 1}.get(m[0].lower(), 0)
        yield _whole(m, page.day + timedelta(days=step))


def _whole(m: re.Match[str], day: date) -> _Part:
    return _Part(*m.span(), day.year, day.month, day.day)


_READERS: dict[str, Callable[[re.Match[str], _Page], Iterator[_Part]]] = {
    "iso": _iso_form,
    "numbers": _numbers,
    "day_first": _written,
    "month_first": _written,
    "month_year": _written,
    "season": _season,
    "years": _years,
    "year": _year,
    "weekday": _weekday,
    "month": _month,
    "period": _period,
    "near": _near,
}


def _share_years(parts: list[_Part], page: _Page) -> None:
    """Give each date that leaves its year open the one that its neighbours or publication tell."""
    for i in reversed(range(len(parts) - 1)):
        parts[i] = _linked(parts[i], parts[i + 1], page, _LINK)
    for i in range(1, len(parts)):
        parts[i] = _following(parts[i - 1], parts[i], page)
    for i in reversed(range(len(parts))):
        if i + 1 < len(parts):
            parts[i] = _linked(parts[i], parts[i + 1], page, _RANGE)
        if not parts[i].year:
            parts[i] = parts[i]._replace(year=_open_year(parts[i], page))


def _linked(part: _Part, after: _Part, page: _Page, link: re.Pattern[str]) -> _Part:
    """Return "June", before "and July 2019" or "to July 2019", with that year or the one before."""
    if part.year or not (after.year and after.month):
        return part
    if not link.fullmatch(page.text, part.end, after.start):
        return part
    later = (part.month, part.day) > (after.month, after.day or 31)
    return part._replace(year=after.year - later)


def _following(before: _Part, part: _Part, page: _Page) -> _Part:
    """Return "June 10", close after "May 3, 2016", with that year or the next."""
    if before.year <= 0 or part.year > 0:
        return part
    if part.year < 0:
        return part._replace(year=before.year - part.year - 1)
    year = before.year + ((part.month, part.day or 31) < (before.month, before.day))
    day = page.day
    past = not day or (year, part.month, part.day) <= (day.year, day.month, day.day)
    close = before.month and _CLOSE.fullmatch(page.text, before.end, part.start)
    return part._replace(year=year) if past and close else part


def _open_year(part: _Part, page: _Page) -> int:
    """Return the year with which a date is nearest to publication, on the side that it means."""
    day = page.day
    if not day:
        return 0
    here, there = (day.month, day.day), (part.month, part.day or day.day)
    if _ahead(page, part.start):
        return day.year + (there < here)
    if there <= here:
        return day.year
    soon = part.month - day.month <= _SOON and _is_onward(page, part.start)
    return day.year if soon else day.year - 1


def _is_onward(page: _Page, start: int) -> bool:
    """Say whether something lasts until a day, is put off to it, or is yet to be done on it."""
    token = token_at(page.doc, start)
    verb = None if token is None else next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    infinitive = verb is not None and any(t.tag_ == "TO" for t in verb.lefts)
    return infinitive or _UNTIL.search(page.text, max(0, start - 24), start) is not None


def _entity(page: _Page, start: int) -> str:
    """Return the kind of name that the model sees at a code point."""
    token = token_at(page.doc, start)
    return "" if token is None else str(token.ent_type_)


def _ahead(page: _Page, start: int) -> bool:
    """Say whether the sentence speaks of this date as yet to come."""
    token = token_at(page.doc, start)
    if token is None:
        return False
    before = page.text[max(token.sent.start_char, start - 60) : start]
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None:
        helpers = [t.lower_ for t in verb.lefts if t.dep_ in ("aux", "auxpass")]
        if _FUTURE.intersection(helpers):
            return True
        if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _BEGINS:
            return True
        if "to" in helpers and before.endswith(" by "):
            return True
        if (verb.tag_ == "VBD" or _PAST.intersection(helpers)) and verb.i < token.i:
            before = page.text[verb.idx : start]
    return bool(_AHEAD.search(before))
