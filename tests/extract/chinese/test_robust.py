"""Whatever a text is made of, its reading ends, and what is found lies in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import extract
from comity.extract.finding import Spanned

_WORDS = (
    "张三 其中3人 判处 有期徒刑一年 、 ， 。 “ ” （ 说 被控 将毒品 运往 诈骗罪 3公斤 绰号 "
    "该公司 局长 5日 Ａ \U0001f600"
)
_PIECE = st.sampled_from([*_WORDS.split(), "\n", "\u3000"]) | st.text(max_size=5)
_PIECES = st.lists(_PIECE, max_size=30)


def _spans(text: str) -> list[tuple[int, int]]:
    found = extract.find(text, "2024-01-01", "zho")
    told: list[Spanned] = [*found.events, *found.claims, *found.relations, *found.groups]
    told += [p for event in found.events for p in event.participants]
    told += [*found.penalties, *found.aliases, *found.titles]
    return [(one.start, one.end) for one in told]


@given(_PIECES)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_found_lies_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert all(0 <= start < end <= len(text) for start, end in _spans(text))


@pytest.mark.parametrize("piece", ["判", "其中3人", "绰号", "“", "（", "罪、", "张三说，"])
def test_a_piece_without_end_is_read(piece: str) -> None:
    text = piece * 500
    assert all(0 <= start < end <= len(text) for start, end in _spans(text))
