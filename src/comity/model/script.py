"""Traditional and simplified Chinese characters, by the tables of OpenCC."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Any

# The blocks of Unicode in which Han characters stand: their first and the end.
_HAN = ((0x3400, 0xA000), (0x20000, 0x323B0))


def simplified(text: str) -> str:
    """Return a text in simplified characters, each where it stood before.

    OpenCC's phrases keep their length; were one not to, characters are converted one by one.
    """
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(s if len(s := _converter().convert(c)) == 1 else c for c in text)


@cache
def simple_characters() -> Mapping[int, str]:
    """Return the code point of each traditional character → the simplified one.

    It is a table for ``str.translate``: quick, and blind to the words around (乾 is 干 in 乾隆
    too), hence for comparing texts that are both so treated, not for showing one.
    """
    every = [chr(c) for c in chain.from_iterable(range(*block) for block in _HAN)]
    # No phrase crosses a line, so that each character is converted by itself.
    turned = dict(zip(every, _converter().convert("\n".join(every)).split("\n"), strict=True))
    table = {}
    for old, new in turned.items():
        last = turned.get(new, new)  # 薴 is 苧, which is 苎
        if last != old and len(last) == 1:
            table[ord(old)] = last
    return MappingProxyType(table)


@lru_cache(maxsize=20_000)
def one_form(text: str) -> str:
    """Return a short text with one form of each character, whichever country writes which: 澤, 泽
    and Japan's 沢. For comparing names; 芸 and 藝 are not told apart."""
    plain = text.translate(_VARIANTS).translate(simple_characters())
    return str(_converter("jp2t").convert(plain)).translate(simple_characters())


_VARIANTS = str.maketrans(
    "嶋嶌冨峯髙﨑濵邉桒舘", "島島富峰高崎濱邊桑館"
)  # that names keep, and OpenCC does not turn


@cache
def _converter(way: str = "t2s") -> Any:
    from opencc import OpenCC  # noqa: PLC0415  (reads its dictionaries)

    return OpenCC(way)
