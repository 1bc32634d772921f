"""A place is the same by its Chinese and by its English name."""

import pytest

from comity.extract import find

_PLACES = [
    ("邢台市", "Xingtai"),
    ("纽约", "New York"),
    ("美国", "United States"),
    ("深圳", "Shenzhen"),
]


@pytest.mark.parametrize(("chinese", "english"), _PLACES)
def test_a_place_is_one_in_both_languages(chinese: str, english: str) -> None:
    [ours] = find(f"包裹从{chinese}寄出。", "", "zho").names
    [theirs] = find(f"The parcel was sent from {english}.").names
    assert (ours.key, ours.country, ours.within) == (theirs.key, theirs.country, theirs.within)
