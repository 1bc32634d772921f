"""What holds of any file at all."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comity.intake import Document, Failure, read

from . import making

LINES = st.sampled_from(
    [
        "Three jailed",
        "By Jane Roe",
        "Jane Roe",
        "March 4, 2021",
        "04.03.2021",
        "Reuters, 2021-03-04",
        "Source: The Bugle",
        "© 2019 The Bugle",
        "BEIJING (Reuters) - It was so.",
        "",
        "\t",
        "从北京报道",
        "Other reports by iNewsToday",
        "From: a",
        "Subject: x",
        "To: b@c",
        "a,b,c",
        "1,2,3",
        "<p>",
        "{",
        "\r",
        "Date: 1 Mar 2018 10:00",
        "\ud83d\ude00",
        "\u2028",
        "<html><title>T</title>",
    ]
)
SEEDS = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
        b"From: a\nTo: b\n",
        b"<html>",
        b"{",
        b"\xff\xfe",
        making.pdf([["A page"]]),
        making.zipped({"a": "word"}),
        making.word(),
        making.mail().as_bytes(),
    ]
)


def check(path: Path) -> None:
    for found in read(path):
        if isinstance(found, Failure):
            assert found.reason
            continue
        assert isinstance(found, Document)
        found.text.encode()
        assert "\r" not in found.text
        for mark in (
            found.title,
            found.author,
            found.outlet,
            found.published,
            *dict(found.fields).values(),
        ):
            if mark and mark.start >= 0:
                assert 0 <= mark.start < mark.end <= len(found.text)
                assert found.text[mark.start : mark.end].strip()
            elif mark:
                assert (mark.start, mark.end) == (-1, -1)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "file"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LINES, max_size=12))
@example(["\u2028", "By Jane Roe"])
def test_any_text(path: Path, lines: list[str]) -> None:
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    check(path)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS, st.binary(max_size=300), st.integers(0, 400), st.integers(0, 9))
def test_any_bytes(path: Path, seed: bytes, noise: bytes, at: int, cut: int) -> None:
    path.write_bytes(seed[:at] + noise + seed[at + cut :])
    check(path)
