"""What is found in any language, and the mobile phones that a Chinese text gives.

A phone is eleven digits from 13 to 19 (Ministry of Industry and Information Technology, numbering
plan of the public telecommunication network), given only beside a word that says what it is.
"""

import re

from comity.extract.finding import Identifier
from comity.extract.values import identifiers

_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_PHONE = re.compile(
    r"(?:手机|电话|号码|致电|拨打|微信|联系方式)[^\d\n。；]{0,12}(?P<number>1[3-9]\d{9})(?!\d)"
)


def find(text: str) -> list[Identifier]:
    """Return the identifiers in a text in simplified characters, in its order."""
    # Chinese is written without blanks: a character beside a number does not belong to it.
    found = identifiers.find(_HAN.sub(" ", text))
    taken = {at for one in found for at in range(one.start, one.end)}
    phones = [
        Identifier(*m.span("number"), "phone", f"+86{m['number']}")
        for m in _PHONE.finditer(text)
        if m.start("number") not in taken
    ]
    return sorted((*found, *phones))
