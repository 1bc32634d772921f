"""The lines above and below a report that tell its title, author, outlet and date.

What is not clearly one of these is left alone: None is better than a guess.
"""

import re
from typing import NamedTuple

from comity.intake.dates import DATE, iso
from comity.intake.document import Header, Marked

_HEAD_LINES = 8
_TITLE_CHARS = 160
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_JOIN = r"(?:de|da|di|del|della|van|von|der|den|bin|ibn|al|el|la|le|and|y|&)"
_PERSON = re.compile(rf"{_NAME}(?:\s+(?:{_JOIN}\s+)*{_NAME}){{1,3}}")
_PEOPLE = re.compile(rf"{_NAME}(?:(?:\s+|,\s+)(?:{_JOIN}\s+)*{_NAME}){{0,7}}")
# A word that only an outlet has in its name, or a name written like a trademark (iNewsToday).
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Daily|Press|Journal|Reuters|Xinhua|Tribune|Herald|Guardian|Today"
    r"|Gazette|Review|Bloomberg|Magazine|Telegraph|Chronicle|Radio|Television|Observer|Media"
    r"|Independent|Mirror|Express|Weekly|Broadcasting|Newswire|AP|AFP|UPI|BBC|CNN|CNBC|NPR|CCTV"
    r"|CGTN|ABC|CBS|NBC|Tass|Interfax|Kyodo|Yonhap)\b"
    r"|\b\w+\.(?:com|org|net|cn|co\.uk)\b|\b[A-Za-z]+[a-z][A-Z]\w+\b|(?:社|报|網|网|日報|新闻|新聞)$"
)
_NO_PERSON = re.compile(
    r"\b(?:New|San|Los|Las|Hong|Kuala|Buenos|Tel|Saint|St|Cape|North|South|East|West|United|City"
    r"|Province|County|District|Breaking|Release|Report|Court|Police|Department|Office|Agency"
    r"|Ministry|Embassy|Bureau|Exclusive|Update|Memorandum|Confidential|The|In|Of|For|On)\b",
    re.IGNORECASE,
)
_FLAGS = re.IGNORECASE
_DATED = re.compile(
    rf"(?:(?:first\s+)?(?:published|posted|date|dated|发布时间|日期)(?:\s+on)?\s*[:：]?\s*)?{DATE}",
    _FLAGS,
)
_UPDATED = re.compile(rf"(?:last\s+)?(?:updated|modified)(?:\s+on)?\s*[:：]?\s*{DATE}", _FLAGS)
_OUTLET_DATED = re.compile(rf"(?P<outlet>.{{2,60}}?)\s*[,|–—-]\s+{DATE}", _FLAGS)
_BY = re.compile(
    r"(?:(?:written\s+)?by\s+|(?:author|reporter|作者|记者|記者)\s*[:：]\s*)"
    r"(?P<who>[^|,–—]{2,80}?(?:,[^|]*?\band\s+[^|,]+?)?)"
    r"(?:\s*[,|–—-]\s+(?P<rest>.+))?",
    _FLAGS,
)
_FROM = re.compile(
    r"(?:source|outlet|publisher|published\s+by|来源|來源)\s*(?:[:：]\s*|(?<=by)\s+)(?P<outlet>.{2,80})",
    _FLAGS,
)
_MORE = re.compile(
    r"(?:other\s+(?:reports|news|stories)\s+(?:by|from)|(?:read\s+)?more\s+(?:from|by|at|on))\s+"
    r"(?P<outlet>.{2,60})",
    _FLAGS,
)
_RIGHTS = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*)+(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s+)?(?:by\s+)?"
    r"(?P<outlet>\D[^.©|]{1,59}?(?:\.(?:com|org|net))?)(?:\s+\d{4})?"
    r"(?:[.,|]?\s*all rights reserved)?\.?",
    _FLAGS,
)
_SLUG = re.compile(
    r"(?P<place>[A-Z][\w .,'’-]{1,60}?)\s*\((?P<outlet>[A-Z][\w .]{1,30})\)\s*(?:-{1,2}|–|—)\s"
    r"|[（(]?(?P<agency>新华社|中新社|央视)"
)


class _Line(NamedTuple):
    start: int
    text: str
    alone: bool  # a blank line, or nothing, follows

    def mark(self, value: str, group: str, match: re.Match[str]) -> Marked:
        return Marked(value, self.start + match.start(group), self.start + match.end(group))

    def whole(self) -> Marked:
        return Marked(self.text, self.start, self.start + len(self.text))


def header(text: str) -> Header:
    """What the first lines of a report say of it, its last ones and its dateline."""
    lines = _lines(text[:8000])
    found: dict[str, Marked] = {}
    used: set[int] = set()
    spare: list[int] = []  # short lines that carry no label
    dated = -1
    for i, line in enumerate(lines[:_HEAD_LINES]):
        had = "published" in found
        if _labelled(line, found):
            used.add(i)
            dated = i if "published" in found and not had else dated
        elif len(line.text) > _TITLE_CHARS:
            break
        else:
            spare.append(i)
    if "author" not in found and (at := _bare_name(lines, spare, dated)) is not None:
        found["author"] = lines[at].whole()
        spare.remove(at)
        used.add(at)
    if (at := _title(lines, spare, used)) is not None:
        found["title"] = lines[at].whole()
    outlet = found.get("outlet") or _tail(text) or _slug(lines)
    return Header(found.get("title"), found.get("author"), outlet, found.get("published"))


def names_outlet(name: str) -> bool:
    """Whether a name has a word that only an outlet has in it (News, Times, Xinhua, CNN, ...)."""
    return _OUTLET.search(name) is not None


def _lines(text: str, offset: int = 0) -> list[_Line]:
    """The lines that are not blank."""
    found = []
    for match in re.finditer(r"\S[^\n]*", text):
        line = match[0].rstrip()
        alone = re.match(r"\n[^\S\n]*(?:\n|$)", text[match.end() : match.end() + 200]) is not None
        found.append(_Line(offset + match.start(), line, alone or match.end() == len(text)))
    return found


def _labelled(line: _Line, found: dict[str, Marked]) -> bool:
    """Whether a line tells by its form what it is; what it tells goes into ``found``."""
    if _UPDATED.fullmatch(line.text):
        return True
    if match := _DATED.fullmatch(line.text):
        if value := iso(match):
            found.setdefault("published", line.mark(value, "date", match))
        return True
    return _by(line, found) or _from(line, found) or _outlet_dated(line, found)


def _by(line: _Line, found: dict[str, Marked]) -> bool:
    match = _BY.fullmatch(line.text)
    if not match or line.text.endswith("."):
        return False
    who, rest = match["who"], match["rest"]
    if _OUTLET.search(who):
        found.setdefault("outlet", line.mark(who, "who", match))
    elif _PEOPLE.fullmatch(who) or re.fullmatch(r"[\u4e00-\u9fff·、 ]{2,20}", who):
        found.setdefault("author", line.mark(who, "who", match))
    else:
        return False
    if rest:
        start = match.start("rest")
        after = _Line(line.start + start, line.text[start:], line.alone)
        if not _labelled(after, found) and _OUTLET.search(rest) and len(rest) <= 60:
            found.setdefault("outlet", after.whole())
    return True


def _from(line: _Line, found: dict[str, Marked]) -> bool:
    match = _FROM.fullmatch(line.text)
    if match:
        found.setdefault("outlet", line.mark(match["outlet"], "outlet", match))
    return match is not None


def _outlet_dated(line: _Line, found: dict[str, Marked]) -> bool:
    """“Reuters, November 9, 2019”, but not “Beijing, …”: a place is no outlet."""
    match = _OUTLET_DATED.fullmatch(line.text)
    value = iso(match) if match else None
    if not match or not value:
        return False
    found.setdefault("published", line.mark(value, "date", match))
    if _OUTLET.search(match["outlet"]):
        found.setdefault("outlet", line.mark(match["outlet"], "outlet", match))
    elif _is_person(match["outlet"]):
        found.setdefault("author", line.mark(match["outlet"], "outlet", match))
    return True


def _is_person(text: str) -> bool:
    return bool(
        _PERSON.fullmatch(text) and not _OUTLET.search(text) and not _NO_PERSON.search(text)
    )


def _bare_name(lines: list[_Line], spare: list[int], dated: int) -> int | None:
    """The line that is a person's name, next to the date; the first only if a title follows it."""
    if dated < 0:
        return None
    near = [i for i in spare if abs(i - dated) == 1 and _is_person(lines[i].text)]
    later = [i for i in near if i > 0]
    if later:
        return later[0]
    titled = any(i > dated and _titular(lines[i]) and lines[i].alone for i in spare)
    return near[0] if near and titled else None


def _title(lines: list[_Line], spare: list[int], used: set[int]) -> int | None:
    """The first line without a label, if a blank or a labelled line parts it from the text."""
    if not spare or len(lines) < 2:
        return None
    first = spare[0]
    after = first + 1
    while after in spare and after < first + 3 and not lines[first].alone:
        after += 1
    apart = lines[first].alone or after in used
    return first if apart and _titular(lines[first]) and first + 1 < len(lines) else None


def _titular(line: _Line) -> bool:
    letters = sum(c.isalpha() for c in line.text)
    return (
        len(line.text) <= _TITLE_CHARS
        and letters >= 4
        and line.text[-1] not in ".,;:。，；："
        and "\t" not in line.text
    )


def _tail(text: str) -> Marked | None:
    """The outlet as the last lines give it: “Other reports by X”, “© 2019 X”, “Source: X”."""
    offset = max(0, len(text) - 1000)
    for line in reversed(_lines(text[offset:], offset)[-3:]):
        bare = line.text.strip("()[]")
        inner = _Line(line.start + line.text.index(bare), bare, line.alone) if bare else line
        for form in (_MORE, _FROM, _RIGHTS):
            match = form.fullmatch(inner.text)
            if match and not (form is _MORE and _is_person(match["outlet"])):
                return _trimmed(inner, match)
    return None


def _trimmed(line: _Line, match: re.Match[str]) -> Marked:
    value = match["outlet"].rstrip(" .,;:|»›>")
    start = line.start + match.start("outlet")
    return Marked(value, start, start + len(value))


def _slug(lines: list[_Line]) -> Marked | None:
    """The agency in the dateline of a first paragraph: “BEIJING (Reuters) -”."""
    for line in lines[:_HEAD_LINES]:
        match = _SLUG.match(line.text)
        if match and match["agency"]:
            return line.mark(match["agency"], "agency", match)
        if match and (_OUTLET.search(match["outlet"]) or match["place"].split(",")[0].isupper()):
            return line.mark(match["outlet"], "outlet", match)
    return None
