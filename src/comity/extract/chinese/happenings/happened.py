"""Whether words tell that something happened, and not that it may, should or did not happen."""

import re

_ADVERBS = (
    r"(?:依法|再次?|被|予以|(?<!不)公开|立即|立刻|马上|及时|主动|一审|正式|当场|能|在|对其|受到?"
    r"|有|都|均)*"
)
_NOT = re.compile(
    rf"(?:尚?未曾?|没有?|并未|并没有|从未|不(?!仅|但|断)(?:予|会|能|再|得|应|可)?|拒绝|不排除|无法|未能|无|避免|免于|逃避"
    rf"|防止|拒不|撤销|否认){_ADVERBS}$"
)
_MAY = re.compile(
    rf"(?:可能?(?:会|要|将)?|可以|将要?|将会|将于[^，]{{0,12}}|应当?|会|或(?:将|会)?|要求|请求|建议|拟|若|如|一旦|如果|有望|即将"
    rf"|最高可?|最多|至多|最低|有权|面临|必须|须|等待|等候|择期|希望|呼吁|争取|力争|继续|对于?|用于|用来|以便|为了?){_ADVERBS}$"
)
_IF = re.compile(r"^(?:如果|假如|倘若|若(?!干)|一旦|为了|凡|只要)")
_PLAN = re.compile(
    r"(?:企图|试图|意图|计划|打算|准备|预备|密谋|图谋|押后|延期|改期|候审|还押|商定|约定|预谋|欲|拟|谋划|希望|承诺|同意|要求|负责)"
    r"(?!.*(?:时|后|被|遭|中|查获|抓获|截获|缴获))"
)
_HABIT = re.compile(r"(?:经常|通常|一般|往往|历年|每年|每月|专门|平均)(?!.*被)")


_LAW = re.compile(r"(?:[犯罪]|情节|数额|数量|行为|单位|有下列)[^，]*的$")
"""The end of a clause that says of whom a law speaks: 单位犯前款罪的，对单位判处罚金."""


def is_law(clause: str) -> bool:
    """Return whether the clause before a verb says in which case a law imposes something."""
    return _LAW.search(clause) is not None


def told(before: str, denial: bool = False) -> bool:
    """Return whether a verb tells something that happened, by its clause's words before it.

    ``denial`` lets a negation pass: not to plead guilty is a plea.
    """
    if _MAY.search(before) or _IF.search(before) or _PLAN.search(before) or _HABIT.search(before):
        return False
    return denial or not _NOT.search(before)
