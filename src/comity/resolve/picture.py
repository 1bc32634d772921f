"""The picture of a comparison: the names part by part, then what each reason adds, to the score.

One SVG that stands alone or in a page, without script, outside reference or id. Colours are
attributes, so that a strict content security policy lets them through; a small style sheet changes
them where a screen is dark. What speaks against is hatched and has its sign, so that a picture
printed in black and white says the same.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from comity.resolve.beside import Reason
from comity.resolve.compare import Comparison
from comity.resolve.entity import Entity

_WIDE, _EDGE, _MIDDLE = 880, 24, 440  # pixels
_LEFT, _RIGHT = 444, 856  # of the bars and their numbers
_SIZE, _LINE = 13.0, 17.0  # of sentences: letters and lines, in pixels
_NUMBER = 46  # pixels for a number beside a bar
_BAR = 16.0
_CHIP = 300.0  # pixels of a part of a name at most
_SENTENCE = 3  # lines

_COLOURS = {
    "paper": ("#ffffff", "#1a1917"), "band": ("#f5f3ef", "#24221f"),
    "ink": ("#1b1b1b", "#ece8e1"), "soft": ("#595959", "#b3ada3"),
    "line": ("#cfcac1", "#4a4742"), "even": ("#8a857c", "#8a857c"),
    "for": ("#0b5a94", "#6db8ec"), "against": ("#b34400", "#f2a065"),
    "start": ("#7a766f", "#9c968c"),
    "chip": ("#eaf1f8", "#20303d"), "cross": ("#fbeee6", "#3a2a1f"),
}  # fmt: skip
"""What is drawn → its colour where it is light, and where it is dark."""

_START = ("before", "bias")
_BESIDE = frozenset(
    ("same identifier", "near identifier", "other identifier", "same mark", "birth date", "gender",
     "country", "place", "post", "company", "same report", "other kind")
)  # fmt: skip
_OF_NAMES = frozenset(
    ("at most", "rarity", "all agrees", "own name agrees", "order differs", "family name agrees",
     "family name differs", "first name agrees", "first name differs")
)  # fmt: skip
"""What speaks of names but of none of their parts by itself."""

_PARTS = ("Where it begins", "What the names say", "What else is known")
_KINDS = {"Person": "person", "Group": "group", "Vessel": "vessel", "Address": "address"}
_COUNT = re.compile(r"\d+ agree, \d+ differ, \d+ missing")
_TICKS = (0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999)

_ILLEGAL = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # XML 1.0, section 2.2
    "|[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the text around it
)
_TURNED = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+(?: [\u0590-\u08ff]+)*")


class Pair(NamedTuple):
    """A part of one name and what stands for it in the other, each as it is written; empty where a
    name has nothing. ``agree`` says whether the two are taken for one."""

    a: str
    b: str
    agree: bool


def table(comparison: Comparison) -> list[str]:
    """Return the reasons as lines of plain text for a terminal: points, sum so far, sentence.

    >>> reasons = (Reason("country", 0.6, "cn", "cn", "same country: CN"),)
    >>> print("\\n".join(table(Comparison(0.65, reasons))))
     +0.60   (+0.60)  same country: CN
     +0.60            65% likely to be one
    """
    ranked = _ordered(comparison.reasons)
    sums = accumulate(r.points for r in ranked)
    lines = [
        f"{_signed(r.points):>6}  {f'({_signed(total)})':>8}  {plain(r.text)}"
        for r, total in zip(ranked, sums, strict=True)
    ]
    total = sum(r.points for r in ranked)
    return [*lines, f"{_signed(total):>6}{'':12}{percent(comparison.score)} likely to be one"]


def percent(score: float) -> str:
    """Return a probability as a person reads it: 96%, 99.4%, <0.1%."""
    if 0.01 <= score <= 0.99:
        return f"{100 * score:.0f}%"
    if score < 0.001:
        return "<0.1%"
    return ">99.9%" if score > 0.999 else f"{100 * score:.1f}%"


def plain(text: str) -> str:
    """Return text on one line, without what is not shown or turns the text around it."""
    return " ".join(_ILLEGAL.sub("", text).split())


def svg(a: str | Entity, b: str | Entity, comparison: Comparison) -> str:
    """Draw what ``compare`` found of two names or entities; the same gives the same text.

    It is 880 pixels wide and as high as it needs to be. Every reason's sentence is in it: whole in
    the title of its bar, and on the page as long as three lines hold it.
    """
    ours, theirs, pairs = aligned(a, b, comparison.reasons)
    heading = f"{percent(comparison.score)} likely to be {_asked(a, b)}"
    title = f"{plain(ours)} and {plain(theirs)}: {heading}"
    top, high = _names(ours, theirs, pairs, heading)
    bars, high = _waterfall(comparison, high)
    told = ". ".join(f"{_signed(r.points)}: {plain(r.text)}" for r in _ordered(comparison.reasons))
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_n(high)}"'
            f' width="{_WIDE}" height="{_n(high)}" role="img" class="compared"'
            ' font-family="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans,'
            ' Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Arial, sans-serif">',
            f"<title>{_escaped(title)}</title>",
            f"<desc>{_escaped(f'What adds up to it, in logarithms of odds. {told}.')}</desc>",
            f"<style>{_dark()}</style>",
            f'<rect width="{_WIDE}" height="{_n(high)}" {_look("paper")}/>',
            *top,
            *bars,
            "</svg>",
        )
    )


def aligned(
    a: str | Entity, b: str | Entity, reasons: Sequence[Reason]
) -> tuple[str, str, list[Pair]]:
    """Return the two names that the reasons speak of, as written, and their parts side by side.

    Reasons have the parts of names in the order of the alphabet, so here each is put to the side
    whose name has it.
    """
    ours, theirs = _called(a), _called(b)
    parts = [r for r in reasons if r.feature not in _BESIDE and r.feature not in _OF_NAMES]
    pairs = {(r.a, r.b): r for r in reversed(parts) if r.a and r.b and not _COUNT.match(r.feature)}
    found = [*pairs]
    turned = [(y, x) for x, y in found]
    best = max(
        ((_fit(x, y, way), x, y, way) for x in ours for y in theirs for way in (found, turned)),
        key=lambda one: one[0],
        default=(0, "", "", found),
    )
    _, left, right, way = best
    told = [
        (Pair(_written(x, left) or x, _written(y, right) or y, _agrees(pairs[key])), _at(x, left))
        for key, (x, y) in zip(found, way, strict=True)
    ]
    shown = [pair for pair, _ in sorted(told, key=lambda one: one[1])]
    alone = dict.fromkeys(w for r in parts if _COUNT.match(r.feature) for w in r.a.split())
    for word in alone:
        there, other = _written(word, left), _written(word, right)
        if there and all(there not in pair.a for pair in shown):
            shown.append(Pair(there, "", False))
        elif other and all(other not in pair.b for pair in shown):
            shown.append(Pair("", other, False))
    return left, right, shown


def _called(one: str | Entity) -> Sequence[str]:
    if isinstance(one, str):
        return (one,)
    return (*one.names, *one.aliases)[:12] or (one.id,)


def _asked(a: str | Entity, b: str | Entity) -> str:
    """Return what it is asked whether the two are."""
    if isinstance(a, str) or isinstance(b, str):
        return "writings of one name"
    return f"one {_KINDS.get(a.family, 'organisation')}" if a.family == b.family else "one"


def _agrees(reason: Reason) -> bool:
    return not (reason.feature.endswith("differs") or reason.feature.startswith("other "))


def _fit(left: str, right: str, pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many parts the two names have, each on its side."""
    return sum(bool(_written(x, left)) + bool(_written(y, right)) for x, y in pairs)


def _at(part: str, name: str) -> int:
    """Return where in a name a part begins; beyond its end if it is not written so."""
    there = _written(part, name)
    return name.index(there) if there else len(name)


def _written(part: str, name: str) -> str:
    """Return a part as the name has it, with its capitals, accents and marks; empty if it is not
    in the name."""
    letters: list[tuple[str, int]] = []
    for i, char in enumerate(name):
        for c in unicodedata.normalize("NFKD", char).casefold():
            if c.isalnum():
                letters.append((c, i))
    folded = "".join(c for c in unicodedata.normalize("NFKD", part).casefold() if c.isalnum())
    at = "".join(c for c, _ in letters).find(folded) if folded else -1
    return name[letters[at][1] : letters[at + len(folded) - 1][1] + 1] if at >= 0 else ""


def _ordered(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=_part)


def _part(reason: Reason) -> int:
    """Return the part of the picture in which a reason stands."""
    if reason.feature in _START:
        return 0
    return 2 if reason.feature in _BESIDE else 1


# The names


def _names(left: str, right: str, pairs: Sequence[Pair], heading: str) -> tuple[list[str], float]:
    """Draw both names and under them their parts; return that, and how far down it goes."""
    drawn = [_text(heading, (_EDGE, 36), _Letters(20, bold=True))]
    y, gap = 78.0, 44
    room = _MIDDLE - gap - _EDGE
    names = [_wrapped(plain(name), room, 17, rows=2, bold=True) for name in (left, right)]
    for lines, x, anchor in zip(
        names, (_MIDDLE - gap, _MIDDLE + gap), ("end", "start"), strict=True
    ):
        for i, line in enumerate(lines):
            drawn.append(_text(line, (x, y + 22 * i), _Letters(17, bold=True, anchor=anchor)))
    y += 22 * (max(map(len, names)) - 1)
    for pair in pairs[:12]:
        y += 32
        drawn += _pair(pair, y, gap)
    return drawn, y + 30


def _pair(pair: Pair, y: float, gap: float) -> Iterator[str]:
    """Draw a part of each name, and between them a link, or a cross where they conflict."""
    sides = ((pair.a, _MIDDLE - gap, -1), (pair.b, _MIDDLE + gap, 1))
    for words, x, way in sides:
        if not words:
            yield _text(
                "no such part",
                (x + way * 8, y),
                _Letters(12, "soft", anchor="start" if way > 0 else "end"),
            )
            continue
        shown = _shortened(plain(words), _CHIP - 20, 14)
        wide = _width(shown, 14) + 20
        fill = "paper" if not (pair.a and pair.b) else "chip" if pair.agree else "cross"
        edge = "line" if fill == "paper" else "for" if pair.agree else "against"
        yield (
            f'<rect x="{_n(x if way > 0 else x - wide)}" y="{_n(y - 12)}" width="{_n(wide)}"'
            f' height="24" rx="5" {_look(fill, edge)}/>'
        )
        yield _text(shown, (x + way * wide / 2, y), _Letters(14, anchor="middle"))
    if not (pair.a and pair.b):
        return
    if pair.agree:
        yield _path(f"M{_MIDDLE - gap + 4},{_n(y)}H{_MIDDLE + gap - 4}", "for", 2.5)
        return
    yield _path(f"M{_MIDDLE - gap + 4},{_n(y)}h22M{_MIDDLE + gap - 4},{_n(y)}h-22", "against", 1.5)
    yield _path(f"M{_MIDDLE - 7},{_n(y - 7)}l14,14m0,-14l-14,14", "against", 3)


# The reasons


class _Row(NamedTuple):
    """A reason on the page: where its bar begins and ends, its middle, its height, its sentence."""

    reason: Reason
    start: float
    end: float
    middle: float
    high: float
    lines: list[str]


class _Scale(NamedTuple):
    """Points → pixels from the left."""

    least: float
    each: float

    def __call__(self, points: float) -> float:
        return _LEFT + _NUMBER + (points - self.least) * self.each


def _scale(sums: Iterable[float]) -> _Scale:
    known = (*sums, -2.5, 2.5)
    least, most = min(known), max(known)
    return _Scale(least, (_RIGHT - _LEFT - 2 * _NUMBER) / (most - least))


def _waterfall(comparison: Comparison, top: float) -> tuple[list[str], float]:
    """Draw the bars from even odds to the score; return them, and how high the picture is."""
    ranked = _ordered(comparison.reasons)
    sums = [0.0, *accumulate(r.points for r in ranked)]
    x = _scale(sums)
    rows: list[_Row] = []
    heads: list[str] = []
    y, part = top, -1
    for reason, start, end in zip(ranked, sums, sums[1:], strict=False):
        if _part(reason) != part:
            part = _part(reason)
            heads.append(_text(_PARTS[part], (_EDGE, y + 18), _Letters(12, "soft", bold=True)))
            y += 32
        lines = _wrapped(plain(reason.text), _LEFT - _EDGE - 8, _SIZE)
        high = 13 + _LINE * len(lines)
        rows.append(_Row(reason, x(start), x(end), y + high / 2, high, lines))
        y += high
    foot = y + 52  # the line of the scale
    score = _score(comparison.score, sums[-1], x(sums[-1]), foot)
    drawn = [
        *(_band(row) for row in rows[::2]),
        *_guides(x, top + 30, foot),
        *heads,
        *(
            piece
            for i, row in enumerate(rows)
            for piece in _drawn(row, "paper" if i % 2 else "band")
        ),
        *(
            _path(f"M{_n(one.end)},{_n(one.middle)}V{_n(other.middle)}", "even", 1)
            for one, other in pairwise(rows)
        ),
        _path(
            f"M{_n(x(sums[-1]))},{_n(rows[-1].middle if rows else top)}V{_n(foot - 8)}", "ink", 1.5
        ),
        *score,
        *_legend(foot + 54),
    ]
    return drawn, foot + 78


def _band(row: _Row) -> str:
    return (
        f'<rect x="{_EDGE - 10}" y="{_n(row.middle - row.high / 2)}"'
        f' width="{_WIDE - 2 * _EDGE + 20}" height="{_n(row.high)}" rx="4" {_look("band")}/>'
    )


def _drawn(row: _Row, ground: str) -> Iterator[str]:
    """Draw a reason: its sentence, what it adds as a bar, and its number beside that, which lines
    in the ground do not strike through."""
    reason = row.reason
    points = _signed(reason.points)
    yield f"<g><title>{_escaped(f'{points}: {plain(reason.text)}')}</title>"
    first = row.middle - _LINE * (len(row.lines) - 1) / 2
    for i, line in enumerate(row.lines):
        yield _text(line, (_EDGE, first + _LINE * i), _Letters(_SIZE))
    left, wide = min(row.start, row.end), max(abs(row.end - row.start), 1.5)
    against = reason.points < 0
    colour = "start" if reason.feature in _START else "against" if against else "for"
    yield _bar(left, row.middle, wide, colour, hatched=against)
    at, anchor = (left - 6, "end") if against else (left + wide + 6, "start")
    yield _text(points, (at, row.middle), _Letters(12, bold=True, anchor=anchor, halo=ground))
    yield "</g>"


def _bar(left: float, middle: float, wide: float, colour: str, *, hatched: bool) -> str:
    top = middle - _BAR / 2
    box = f'x="{_n(left)}" y="{_n(top)}" width="{_n(wide)}" height="{_n(_BAR)}"'
    if not hatched:
        return f"<rect {box} {_look(colour)}/>"
    lines = []
    for step in range(int((wide + _BAR) / 6) + 1):
        foot = left + 6 * step  # where a line meets the lower edge, from where it rises leftwards
        right, upper = min(foot, left + wide), max(foot - _BAR, left)
        low = top + _BAR - foot
        if right > upper:
            lines.append(f"M{_n(right)},{_n(low + right)}L{_n(upper)},{_n(low + upper)}")
    return f"<rect {box} {_look('paper', colour, 1.5)}/>{_path(''.join(lines), colour, 1.5)}"


def _guides(x: _Scale, top: float, foot: float) -> Iterator[str]:
    """Draw the scale of probability: a line under the bars, and where they cross round numbers."""
    taken: list[float] = []
    for chance in sorted(_TICKS, key=lambda p: abs(p - 0.5)):
        at = x(math.log(chance / (1 - chance)))
        if not _LEFT + 14 <= at <= _RIGHT - 14 or any(abs(at - other) < 44 for other in taken):
            continue
        taken.append(at)
        even = chance == 0.5
        dash = ' stroke-dasharray="5 4"' if even else ""
        yield _path(f"M{_n(at)},{_n(top)}V{_n(foot)}", "even" if even else "line", 1, dash)
        yield _path(f"M{_n(at)},{_n(foot)}v5", "even", 1.5)
        yield _text(f"{100 * chance:g}%", (at, foot + 16), _Letters(11.5, "soft", anchor="middle"))
    yield _path(f"M{_LEFT},{_n(foot)}H{_RIGHT}", "even", 1.5)


def _score(score: float, total: float, at: float, foot: float) -> Iterator[str]:
    """Draw where all reasons together lead: a mark on the scale."""
    yield _text(f"Together {_signed(total)}", (_EDGE, foot - 24), _Letters(14, bold=True))
    yield _text("how likely it is that they are one", (_EDGE, foot + 2), _Letters(12, "soft"))
    yield f'<path d="M{_n(at)},{_n(foot + 1)}l-7,-11h14z" {_look("ink")}/>'
    left = at > (_LEFT + _RIGHT) / 2
    spot = (at - 12 if left else at + 12, foot - 22)
    side = "end" if left else "start"
    yield _text(percent(score), spot, _Letters(18, bold=True, anchor=side, halo="paper"))


def _legend(y: float) -> Iterator[str]:
    yield _bar(_EDGE, y, 26, "for", hatched=False)
    yield _text("speaks for one", (_EDGE + 34, y), _Letters(12, "soft"))
    yield _bar(_EDGE + 150, y, 26, "against", hatched=True)
    yield _text("speaks against", (_EDGE + 184, y), _Letters(12, "soft"))
    note = "Numbers are natural logarithms of odds. A person decides."
    yield _text(note, (_RIGHT, y), _Letters(12, "soft", anchor="end"))


# Marks


class _Letters(NamedTuple):
    """How words are written: size in pixels, colour, what of them stands at the point, and the
    colour of a halo around them."""

    size: float
    colour: str = "ink"
    bold: bool = False
    anchor: str = "start"
    halo: str = ""


def _text(words: str, at: tuple[float, float], letters: _Letters) -> str:
    """Write words, their middle (or start, or end) at a point; those of scripts that run from right
    to left are kept from turning what is beside them."""
    weight = ' font-weight="bold"' if letters.bold else ""
    halo = ' paint-order="stroke"' if letters.halo else ""
    shown = _TURNED.sub(lambda m: f"\u2068{m[0]}\u2069", words)
    return (
        f'<text x="{_n(at[0])}" y="{_n(at[1] + 0.36 * letters.size)}"'
        f' font-size="{_n(letters.size)}"{weight} text-anchor="{letters.anchor}"'
        f" {_look(letters.colour, letters.halo, 4)}{halo}>{_escaped(shown)}</text>"
    )


def _path(path: str, colour: str, thick: float, more: str = "") -> str:
    return f'<path d="{path}" {_look("", colour, thick)}{more}/>'


def _look(fill: str, stroke: str = "", thick: float = 1.0) -> str:
    """Return the attributes of a mark: its colours where it is light, and classes for the dark."""
    names = [f"f-{fill}"] if fill else []
    pen = ""
    if stroke:
        names.append(f"s-{stroke}")
        pen = f' stroke="{_COLOURS[stroke][0]}" stroke-width="{_n(thick)}"'
    paint = _COLOURS[fill][0] if fill else "none"
    return f'class="{" ".join(names)}" fill="{paint}"{pen}'


def _dark() -> str:
    """Return the style sheet for dark screens; paper stays white."""
    rules = "".join(
        f".compared .f-{name}{{fill:{dark}}}.compared .s-{name}{{stroke:{dark}}}"
        for name, (_, dark) in _COLOURS.items()
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"


def _wrapped(
    text: str, most: float, size: float, *, rows: int = _SENTENCE, bold: bool = False
) -> list[str]:
    """Return text in lines of at most so many pixels, the last shortened if there are too many."""
    lines, line = [], ""
    for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", text):
        if _width(line + piece, size, bold=bold) <= most:
            line += piece
            continue
        if line.strip():
            lines.append(line.strip())
        line = piece.lstrip()
        while _width(line, size, bold=bold) > most:
            fits = (i for i in range(len(line), 0, -1) if _width(line[:i], size, bold=bold) <= most)
            cut = next(fits, 1)
            lines.append(line[:cut])
            line = line[cut:]
    lines.append(line.strip())
    if len(lines) > rows:
        rest = " ".join(lines[rows - 1 :])
        lines = [*lines[: rows - 1], _shortened(rest, most, size, bold=bold)]
    return lines


def _shortened(text: str, most: float, size: float, *, bold: bool = False) -> str:
    if _width(text, size, bold=bold) <= most:
        return text
    room = most - size
    for i, c in enumerate(text):
        room -= _width(c, size, bold=bold)
        if room < 0:
            return text[:i].rstrip() + "…"
    return text


def _width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide text is, in pixels, in a wide system sans-serif of a size in pixels."""
    each = (
        0.0
        if unicodedata.combining(c)
        else 1.0
        if unicodedata.east_asian_width(c) in "WF" or c in "mMW"
        else 0.7
        if c.isupper() or c in "w&"
        else 0.6
        for c in text
    )
    return size * (1.12 if bold else 1.0) * sum(each)


def _escaped(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&#39;"})


def _signed(points: float) -> str:
    """Return points with their sign: +1.32, −0.61, 0."""
    shown = f"{abs(points):.2f}"
    if float(shown) == 0:
        return "0"
    return f"+{shown}" if points > 0 else f"\u2212{shown}"


def _n(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
