"""Organisations by name in a Chinese text: courts, procuratorates, police, agencies, companies.

A name ends in a word that says what kind it is, and goes back over the places, proper names and
nouns before that word. The kind alone (法院, 公安机关) names none.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from comity.extract.chinese.script import Word
from comity.extract.finding import Span

_BODY = (
    "法院 检察院 公安局 公安厅 公安部 安全部 国土安全部 司法部 外交部 财政部 国务院 联合国"
    " 警方 政府 海关 总署 海关总署 缉私局 分局 支队 总队 大队 派出所 警察局 警署 监狱 看守所"
    " 法庭 部门 办公室 委员会 禁毒委 禁毒办 管理局 执法局 调查局 缉毒局 邮政局 移民局"
    " 总局 监管局 使馆 大使馆 领事馆"
).split()
_COMPANY = "公司 集团 银行 工厂 药厂 化工厂 企业".split()
_OTHER = "协会 大学 学院 研究所 研究院 医院 通讯社 日报 报社 电视台 基金会 组织 中心".split()
_ENDINGS = [*((w, "PublicBody") for w in _BODY), *((w, "Company") for w in _COMPANY),
            *((w, "Organization") for w in _OTHER)]  # fmt: skip
_BEFORE = frozenset("ns nt nz nr nrt nrfg n j b nrj f vn l s ng".split())
_STOPS = frozenset(
    "被告人 被告 负责人 犯罪 嫌疑人 民警 记者 中方 美方 双方 有关 当地 该 其 本 副 主任 案件 案"
    " 一家 发言人 相关 所有 各地 我国 上述 国内 外国 部分 部门".split()
)
_KINDS_ALONE = frozenset((*_BODY, *_COMPANY, *_OTHER, "公安机关", "有限公司", "人民法院")) - {
    "公安部",
    "国务院",
    "司法部",
    "外交部",
    "财政部",
    "海关总署",
    "联合国",
    "国土安全部",
}


_OFFICES = ("办公室", "分局", "局", "办")
"""What continues the name of the body before it."""


class Found(NamedTuple):
    """Where an organisation is named, and its FollowTheMoney schema."""

    span: Span
    schema: str


def find(words: Sequence[Word]) -> list[Found]:
    """Return the organisations that the words of a text name, the longest at each place."""
    found: list[Found] = []
    for number, word in enumerate(words):
        schema = _schema(word)
        if schema is None:
            continue
        first = _first(words, number)
        text = "".join(w.text for w in words[first : number + 1])
        if (first == number and text in _KINDS_ALONE) or len(text) < 2:
            continue
        while found and found[-1].span.end > words[first].start:
            found.pop()
        if found and found[-1].span.end == words[first].start and word.text in _OFFICES:
            first_start = found.pop().span.start
        else:
            first_start = words[first].start
        found.append(Found(Span(first_start, word.end), schema))
    return found


def _schema(word: Word) -> str | None:
    if word.text in ("局", "办"):
        return "PublicBody"
    if len(word.text) < 2 or word.text in ("部门", "警方", "政府", "企业", "组织"):
        return None
    for ending, schema in _ENDINGS:
        if word.text.endswith(ending):
            return schema
    return "Organization" if word.tag == "nt" else None


def _first(words: Sequence[Word], last: int) -> int:
    """Return the number of the word that a name begins with."""
    first = last
    while first and _belongs(words[first - 1]):
        first -= 1
    return first


def _belongs(word: Word) -> bool:
    return (
        word.tag in _BEFORE
        and word.text not in _STOPS
        and re.fullmatch(r"[\w（）()]+", word.text) is not None
        and not word.text.isdigit()
    )
