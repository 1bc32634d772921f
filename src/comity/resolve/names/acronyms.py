"""A short word beside a long name: are its letters the initials of the name's words?

IRISL is Islamic Republic of Iran Shipping Lines, NICO is Naftiran Intertrade Company. A word for a
legal form may count or not, and one word may be passed over (CEIEC: China National Electronics
Import and Export Corporation), which says less.
"""

from collections.abc import Collection, Sequence

_LONG_ENOUGH = 4  # letters of which one may stand for no word, or one word for no letter
_FEW = 2  # letters that many names begin with
_PARTLY = 0.6
_LONGER = {"company": "co", "co": "co", "corporation": "corp", "organization": "org"}
"""Words that may give more than their first letter."""


def stands_for(
    short: str, words: Sequence[str], forms: Sequence[str] = (), free: Collection[str] = ()
) -> float:
    """Return how well a word fits as the initials of words, in small letters: 1 if each word has
    its letter, 0.6 if one word has none or the word has but two letters, 0 if they do not fit.

    Words for a legal form, ``forms``, stand at the end; these and ``free``, such as "of", need
    have no letter.

    >>> stands_for("irisl", ["islamic", "republic", "iran", "shipping", "lines"])
    1.0
    >>> stands_for("nico", ["naftiran", "intertrade"], ["company", "limited"])
    1.0
    >>> stands_for("ceiec", ["china", "national", "electronics", "import", "export"], ["corp"])
    0.6
    >>> stands_for("eu", ["european", "union"])
    0.6
    >>> stands_for("ucla", ["university", "of", "california", "los", "angeles"], (), ["of"])
    1.0
    >>> stands_for("who", ["world", "trade", "organization"])
    0.0
    """
    first = next((word for word in words if word not in free), "")
    if not 1 < len(words) + len(forms) < 13 or first[:1] != short[:1]:
        return 0.0
    ends = {0: 0}  # letters so far → words passed over
    for word in words:
        ends = _after(short, ends, word, word not in free)
    for word in forms:
        ends = _after(short, ends, word, 0)
    passed = ends.get(len(short), 2)
    if passed == 0:
        return 1.0 if len(short) > _FEW else _PARTLY
    return _PARTLY if passed == 1 and len(short) >= _LONG_ENOUGH else 0.0


def _after(short: str, ends: dict[int, int], word: str, cost: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for at, passed in ends.items():
        steps = [(at, passed + cost)]
        for piece in {word[0], _LONGER.get(word, word[0])}:
            if short.startswith(piece, at):
                steps.append((at + len(piece), passed))
        for end, so_far in steps:
            if so_far < 2:
                found[end] = min(so_far, found.get(end, 2))
    return found
