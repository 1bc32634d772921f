"""Chinese names in Latin letters: Hanyu Pinyin (ISO 7098), surname first, without tones.

Some characters are read otherwise in a surname than elsewhere: 单 is Shan, 解 Xie, 曾 Zeng. These
readings are in the Table of General Standard Chinese Characters (State Council, 2013) and in any
dictionary of surnames.
"""

import re
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SURNAMES = dict(
    part.split("=")
    for part in (
        "单=shan 單=shan 解=xie 仇=qiu 曾=zeng 朴=piao 查=zha 区=ou 區=ou 盖=ge"
        " 蓋=ge 任=ren 缪=miao 繆=miao 翟=zhai 乐=yue 樂=yue 员=yun 員=yun"
        " 尉迟=yuchi 尉遲=yuchi 万俟=moqi 萬俟=moqi 澹台=tantai 澹臺=tantai 欧阳=ouyang"
        " 歐陽=ouyang 司马=sima 司馬=sima 上官=shangguan 诸葛=zhuge 諸葛=zhuge 司徒=situ"
        " 夏侯=xiahou 皇甫=huangfu 公孙=gongsun 公孫=gongsun 慕容=murong 令狐=linghu"
        " 宇文=yuwen 长孙=zhangsun 長孫=zhangsun 东方=dongfang 東方=dongfang"
    ).split()
)


@lru_cache(maxsize=20_000)
def person(name: str) -> str | None:
    """Return a person's name in pinyin, "liu yong", if it is of two to four Chinese characters.

    Anything else gives None: other scripts, and foreign names written by their sound (奥斯汀·摩尔).
    What a court has hidden (王某某) gives None too, as nothing is known to agree.
    """
    name = name.strip()
    if not 2 <= len(name) <= 4 or not _HAN.fullmatch(name) or "某" in name:
        return None
    size = 2 if name[:2] in _SURNAMES and len(name) > 2 else 1
    given = _pinyin(name[size:])
    surname = _SURNAMES.get(name[:size]) or _pinyin(name[:size])
    return f"{surname} {given}"


def _pinyin(characters: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (reads its tables)

    return "".join(lazy_pinyin(characters))
