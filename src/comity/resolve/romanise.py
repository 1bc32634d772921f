"""Chinese names in Latin letters: Hanyu Pinyin (ISO 7098), surname first, without tones.

Some characters are read otherwise in a surname than elsewhere: 单 is Shan, 解 Xie, 曾 Zeng. The
table of surnames has these readings. ü is written v, as a keyboard has it.
"""

import re
from functools import cache, lru_cache

from comity.extract import surnames

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


@lru_cache(maxsize=20_000)
def person(name: str) -> str | None:
    """Return a person's name in pinyin, "liu yong", if it is of two to four Chinese characters.

    Anything else gives None: other scripts, and foreign names written by their sound (奥斯汀·摩尔).
    What a court has hidden (王某某) gives None too, as nothing is known to agree.
    """
    name = name.strip()
    if not 2 <= len(name) <= 4 or not _HAN.fullmatch(name) or "某" in name:
        return None
    known = _readings()
    size = 2 if len(name) > 2 and name[:2] in known else 1
    return f"{known.get(name[:size]) or pinyin(name[:size])} {pinyin(name[size:])}"


@cache
def _readings() -> dict[str, str]:
    """Return surnames in simplified and traditional characters → their reading."""
    sure = [s for s in surnames().values() if len(s.simplified) == 1 or not s.doubtful]
    return {c: s.pinyin.replace("ü", "v") for s in sure for c in (s.simplified, *s.traditional)}


@lru_cache(maxsize=50_000)
def pinyin(characters: str) -> str:
    """Return Chinese characters in pinyin, without tones and spaces."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (reads its tables)

    return "".join(lazy_pinyin(characters))
