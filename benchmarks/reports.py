"""Reports to measure with: the real ones of the examples, varied, so that no two are the same.

People's names are replaced by made-up ones and figures by others, as a second case would have
them; whatever keeps a table of words it has seen before meets new ones.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from comity import intake

_ROOT = Path(__file__).parent.parent
_FOLDERS = ("examples/xingtai/reports", "tests/gold/seen", "../shared/inputs")
_PEOPLE = "Austin Moore Haibin Liu Yong Jiang Juhua Wang Fengxi Cheryl Sanders".split()
_FIGURE = re.compile(r"\b\d{2,3}\b(?![.,:/-]?\d)")
_SENTENCE = re.compile(r"(?<=[a-z)][.”\"])\s+(?=[A-Z“\"])|\n\s*\n")
_STARTS = "B Br C Ch D F G H K Kr L M N P R S St T Tr V W Z".split()
_MIDDLES = "a e i o u ai ei ou".split()
_ENDS = "b d g k l m n r s t v ld nd rk rn ss tt".split()


@cache
def real() -> tuple[str, ...]:
    """Return the texts of the real reports, as intake reads them."""
    found = []
    for folder in _FOLDERS:
        for path in sorted((_ROOT / folder).glob("*")):
            if path.suffix in (".txt", ".eml", ".html"):
                found += [d.text for d in intake.read(path) if isinstance(d, intake.Document)]
    return tuple(found)


@cache
def _people() -> re.Pattern[str]:
    """Return a pattern for the words of which the names of the real reports' people are made."""
    words = set(_PEOPLE)
    for path in sorted((_ROOT / "tests/gold/seen").glob("*.jsonl")):
        rows = map(json.loads, path.read_text("utf-8").splitlines())
        words.update(*(r["quote"].split() for r in rows if r.get("kind") == "person"))
    names = sorted(w.strip(".,") for w in words if w[0].isupper() and len(w.strip(".,")) > 1)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def vary(text: str, random: Random) -> str:
    """Return a text with other people's names and other figures, each the same throughout."""
    names: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        return names.setdefault(match.group(), _name(random))

    return _FIGURE.sub(lambda m: str(random.randint(10, 28)), _people().sub(other, text))


def varied(count: int, seed: int = 0) -> Iterator[str]:
    """Yield real reports, varied, one after the other and from the first again."""
    random = Random(seed)
    for number in range(count):
        yield vary(real()[number % len(real())], random)


def short(count: int, seed: int = 0, size: int = 1200) -> Iterator[str]:
    """Yield reports of about ``size`` characters: a head, then real sentences, drawn and varied."""
    random = Random(seed)
    sentences = sorted({s.strip() for t in real() for s in _SENTENCE.split(t) if len(s) > 60})
    for number in range(count):
        day = f"{random.randint(1, 28)} {random.choice(_MONTHS)} {random.randint(2015, 2024)}"
        body = ""
        while len(body) < size:
            body += random.choice(sentences) + random.choice((" ", " ", "\n\n"))
        yield (
            f"Report {number} on the {_name(random)} case\nOutlet: {_name(random)} Wire\n{day}\n\n"
            + vary(body, random)
        )


_MONTHS = "January February March April May June July August September October November".split()


def _name(random: Random) -> str:
    parts = (random.choice(x) for x in (_STARTS, _MIDDLES, _ENDS, _MIDDLES, _ENDS))
    return "".join(parts)
