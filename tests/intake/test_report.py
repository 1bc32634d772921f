"""What the first and last lines of a report tell."""

from pathlib import Path

import pytest

from comity.intake import Document, Marked

from .making import REPORT, one, put

NINE = Path(__file__).parents[3] / "shared/inputs/nine-jailed-2019-11-09.txt"
BODY = (
    "The court sentenced three people on Thursday for sending parcels of the painkiller tramadol "
    "abroad, a spokesman said, adding that more than four hundred parcels had been found.\n"
)


def told(found: Document) -> list[str | None]:
    for mark in (found.title, found.author, found.outlet, found.published):
        assert mark is None or found.text[mark.start : mark.end].strip()
    marks: list[Marked | None] = [found.title, found.author, found.outlet, found.published]
    return [mark.value if mark else None for mark in marks]


@pytest.mark.skipif(not NINE.exists(), reason="the example report is not at ../shared/inputs")
def test_the_example() -> None:
    found = one(NINE)
    assert told(found) == [
        "Nine jailed in landmark US-China operation",
        "Cheryl Sanders",
        "iNewsToday",
        "2019-11-09",
    ]
    assert found.outlet
    assert found.text[found.outlet.start :] == "iNewsToday"
    assert found.published
    assert found.text[found.published.start : found.published.end] == "November 9, 2019"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Three jailed\n\nBy Jane Roe\n4 March 2021\n\n",
            ["Three jailed", "Jane Roe", None, "2021-03-04"],
        ),
        (
            "Three jailed\nMar. 4, 2021\nJane Roe\n\n",
            ["Three jailed", "Jane Roe", None, "2021-03-04"],
        ),
        ("2021-03-04\nThree are jailed\n\n", ["Three are jailed", None, None, "2021-03-04"]),
        (
            "Jane Roe\n04.03.2021\nThree people are jailed\n\n",
            ["Three people are jailed", "Jane Roe", None, "2021-03-04"],
        ),
        (
            "Three jailed\nReuters, March 4, 2021\n\n",
            ["Three jailed", None, "Reuters", "2021-03-04"],
        ),
        ("Three jailed\nLyon, March 4, 2021\n\n", ["Three jailed", None, None, "2021-03-04"]),
        ("Three jailed\nSource: The Bugle\n\n", ["Three jailed", None, "The Bugle", None]),
        ("Three jailed\nPublished by The Bugle\n\n", ["Three jailed", None, "The Bugle", None]),
        (
            "Three jailed\nBy Jane Roe and John Doe, The Bugle News\nUpdated March 5, 2021\n\n",
            ["Three jailed", "Jane Roe and John Doe", "The Bugle News", None],
        ),
        ("Three jailed\n13/03/2021\n\n", ["Three jailed", None, None, "2021-03-13"]),
        ("Three jailed\n03/04/2021\n\n", ["Three jailed", None, None, None]),
        ("Three jailed\nMarch 2021\n\n", ["Three jailed", None, None, "2021-03"]),
        ("Three jailed\n31 February 2021\n\n", ["Three jailed", None, None, None]),
        (
            "Three jailed\nPublished: Thursday, 4 March 2021, 10:15 GMT\n\n",
            ["Three jailed", None, None, "2021-03-04"],
        ),
        ("Three jailed\nNew York\nMarch 4, 2021\n\n", ["Three jailed", None, None, "2021-03-04"]),
        ("Three jailed\n\nLYON, France (AP) — ", ["Three jailed", None, "AP", None]),
        ("Three jailed\n\nBEIJING (Reuters) - ", ["Three jailed", None, "Reuters", None]),
        (
            "三人因邮寄毒品获刑\n来源：新华社\n记者：王芳\n2021年3月4日\n\n",
            ["三人因邮寄毒品获刑", "王芳", "新华社", "2021-03-04"],
        ),
        ("The court (in Lyon) said nothing more,\nso that ", [None, None, None, None]),
        ("By the time the police came\n", [None, None, None, None]),
        ("", [None, None, None, None]),
    ],
)
def test_heads(tmp_path: Path, head: str, expected: list[str | None]) -> None:
    assert told(one(put(tmp_path, "a.txt", head + BODY))) == expected


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        ("Other reports by iNewsToday", "iNewsToday"),
        ("More from The Bugle »", "The Bugle"),
        ("Other reports by Jane Roe", None),
        ("© 2019 The Bugle", "The Bugle"),
        ("Copyright © 2019 The Bugle. All rights reserved.", "The Bugle"),
        ("Copyright 2019 Bugle.com", "Bugle.com"),
        ("(Source: The Bugle)", "The Bugle"),
        ("It was over.", None),
    ],
)
def test_tails(tmp_path: Path, tail: str, outlet: str | None) -> None:
    assert told(one(put(tmp_path, "a.txt", f"{REPORT}\n{tail}")))[2] == outlet
