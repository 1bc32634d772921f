"""Learn the tables of the name matcher from the halves of the sets that are for tuning.

    python -m benchmarks.who.learn

Written, into ``src/comity/resolve``: ``sounds/tables/changes.tsv`` and ``changes_weights.tsv``
(which changes of letters keep a name: from the aliases of a watchlist), ``scales.tsv`` beside them
(what the likelihood of sounds is worth: from transliterated names), ``data/watchlist_words.tsv``
and ``data/body_words.tsv`` (how common its words are), ``data/weights.tsv`` (what each feature of
two names counts: from all sets). Weights are those of a logistic regression with a small penalty.
A minute or two.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler

from benchmarks.who import sets
from comity.resolve.names import persons
from comity.resolve.names.judging import SORTS, compared
from comity.resolve.names.reading import words
from comity.resolve.names.weighing import features
from comity.resolve.sounds import changes
from comity.resolve.sounds import evidence as by_sound
from comity.resolve.sounds.units import units

_RESOLVE = Path(__file__).parents[2] / "src" / "comity" / "resolve"
_SHARES = {"watchlist: individuals": 1.0, "watchlist: entities": 1.0, "watchlist: vessels": 0.5,
           "cases": 12.0}  # fmt: skip
_NAMES_SHARE = 0.15  # 40,000 pairs of single words are not to outweigh whole names

_BEFORE = {
    "person": {"generation differs": -6.0, "missing generation": -0.5, "order differs": -6.0,
               "tone differs": -8.0, "hidden name differs": -4.0, "hidden name agrees": 1.0,
               "surnames exchanged": -3.0},
    "thing": {
        "acronym agrees": 2.5, "all is alike": 1.5, "area agrees": 0.4, "area differs": -1.5,
        "branch": -1.2, "building agrees": 0.6, "building differs": -1.5,
        "further street kind": -0.4, "group and member": -1.2,
        "house number agrees": 0.8, "house number differs": -3.0,
        "legal form differs": -0.8, "missing house number": -0.6,
        "missing postcode": 0.0, "missing street": -0.6, "missing street kind": -0.3,
        "missing unit": -0.3, "missing vessel number": -1.5, "number differs": -2.5,
        "place differs": -2.0, "postcode agrees": 0.8, "postcode differs": -1.0,
        "side differs": -2.5,
        "street agrees": 1.8, "street differs": -3.0, "street kind agrees": 0.2,
        "street kind differs": -2.0, "unit agrees": 0.4, "unit differs": -2.5,
        "vessel number agrees": 0.8, "vessel number differs": -3.5,
    },
}  # fmt: skip
"""Weights before anything is seen, of what the sets have seldom: addresses, ships, branches; and of
legal forms, which are to conflict mildly, as people mix them up. 0 of all others."""

_FIRM = {"person": 2.0, "thing": 60.0}
"""The penalty that draws towards these weights."""

_SORT_PENALTY = 12.0  # a sort of things has few pairs: it is drawn towards all things

Floats = NDArray[np.float64]
_Words = tuple[str, str]


def main() -> None:
    """Learn all tables, in the order in which they rest on one another."""
    entries, bodies = (
        {n: known for n, known in sets.entries()[schema].items() if sets.half_of(n) == "tune"}
        for schema in ("Person", "Organization")
    )
    _learn_changes(entries)
    _learn_words(entries)
    _learn_body_words(bodies)
    _learn_scales()
    _learn_weights()


def fit(
    x: Floats, y: Floats, shares: Floats, penalty: Floats | float = 2.0,
    before: Floats | None = None, held: Floats | None = None,
) -> Floats:  # fmt: skip
    """Return bias and weights of a logistic regression, by Newton's method; ``before`` are the
    weights that are taken where nothing is seen, 0 unless told; ``held`` are odds (natural
    logarithms) that each row has already."""
    x = np.hstack([np.ones((len(x), 1)), x])
    ridge = np.diag(np.r_[1e-9, np.broadcast_to(penalty, x.shape[1] - 1)])
    so_far = np.zeros(len(x)) if held is None else held
    start = np.zeros(x.shape[1]) if before is None else np.concatenate([[0.0], before])
    beta = start.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ beta + so_far, -30, 30)))
        slope = x.T @ (shares * (y - p)) - ridge @ (beta - start)
        step = np.linalg.solve((x * (shares * p * (1 - p))[:, None]).T @ x + ridge, slope)
        beta += step
        if np.abs(step).max() < 1e-7:
            break
    return beta


def _learn_changes(entries: dict[str, list[str]]) -> None:
    same, other = _spellings(entries)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    totals = [0, 0]
    wider: dict[str, str] = {}
    for which, pairs in enumerate((same, other)):
        for a, b in pairs:
            for keys in changes.changes(a, b):
                totals[which] += 1
                counts[which].update(keys)
                wider |= dict(zip(keys, (*keys[1:], ""), strict=True))
    table = {
        key: round(_ratio(key, wider, counts, totals), 2)
        for key in sorted(wider)
        if counts[0][key] + counts[1][key] >= 8 or not wider[key]
    }
    known = [list(changes.features(a, b, table).values()) for a, b in (*same, *other)]
    y = np.array([1.0] * len(same) + [0.0] * len(other))
    shares = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    beta = fit(np.array(known), y, shares, 1.0)
    names = ["bias", *changes.features(*same[0], table)]
    tables = _RESOLVE / "sounds" / "tables"
    _write(tables / "changes.tsv", "", ((k, v) for k, v in table.items()))
    _write(tables / "changes_weights.tsv", "",
           ((n, f"{b:.3f}") for n, b in zip(names, beta, strict=True)))  # fmt: skip
    print(f"changes of letters: {len(table)} from {len(same)} pairs of spellings")


def _ratio(
    key: str, wider: dict[str, str], counts: tuple[Counter[str], Counter[str]], totals: list[int]
) -> float:
    """Return the logarithm of how much oftener a change parts one name than two, drawn towards that
    of the wider change that it is one of."""
    if not key:
        return 0.0
    prior = 1 / (1 + math.exp(-_ratio(wider[key], wider, counts, totals)))
    mean, pull = sum(totals) / 2, 6.0
    ours, theirs = (counts[i][key] / totals[i] * mean for i in (0, 1))
    share = (ours + pull * prior) / (ours + theirs + pull)
    return math.log(share / (1 - share))


def _spellings(entries: dict[str, list[str]]) -> tuple[list[_Words], list[_Words]]:
    """Return pairs of words: spellings of one name in one entry; near words of two entries."""
    same: set[_Words] = set()
    owners: dict[str, set[str]] = defaultdict(set)
    for number, known in entries.items():
        written = [{w.text for w in words(name) if _plain(w.text)} for name in known]
        for word in set().union(*written):
            owners[word].add(number)
        for i, ours in enumerate(written):
            for theirs in written[:i]:
                same.update(_twins(ours - theirs, theirs - ours))
    draw, pool = random.Random(3), sorted(owners)
    other: set[_Words] = set()
    while len(other) < 3 * len(same):
        word = draw.choice(pool)
        near = sorted((JaroWinkler.similarity(word, w), w) for w in draw.sample(pool, 400))[-4:]
        for alike_, one in near:
            pair = (min(word, one), max(word, one))
            if one != word and alike_ > 0.6 and pair not in same and not owners[word] & owners[one]:
                other.add(pair)
    return sorted(same), sorted(other)


def _twins(ours: set[str], theirs: set[str]) -> Iterator[_Words]:
    """Yield words that are nearest to each other both ways."""
    for word in ours:
        found = max(((JaroWinkler.similarity(word, w), w) for w in theirs), default=(0.0, ""))
        if found[0] > 0.72:
            back = max((JaroWinkler.similarity(found[1], w), w) for w in ours)
            if back[1] == word:
                yield min(word, found[1]), max(word, found[1])


def _plain(word: str) -> bool:
    return len(word) > 2 and word.isascii() and word.isalpha()


def _learn_words(entries: dict[str, list[str]]) -> None:
    counts: Counter[str] = Counter()
    for known in entries.values():
        counts.update({w.text for name in known for w in persons.read(name).divided})
    common = [(w, round(n / len(entries) * 1e5)) for w, n in counts.most_common() if n >= 4]
    common = [row for row in common if len(row[0]) > 1]
    head = (
        "# source: US Treasury, list of specially designated nationals and its aliases (public"
        " domain); half of the individuals, by a hash of their number\n# columns: word\tper_100k\n"
    )
    _write(_RESOLVE / "data" / "watchlist_words.tsv", head, common)
    print(f"common words: {len(common)} from {len(entries)} people")


def _learn_body_words(entries: dict[str, list[str]]) -> None:
    counts: Counter[str] = Counter()
    for known in entries.values():
        counts.update({w.text for name in known for word in words(name) for w in word.divided})
    common = [(w, round(n / len(entries) * 1e5)) for w, n in counts.most_common() if n >= 3]
    common = [row for row in common if len(row[0]) > 1 and not row[0].isdigit()]
    head = (
        "# source: US Treasury, list of specially designated nationals and its aliases (public"
        " domain); half of the companies and bodies, by a hash of their number\n"
        "# columns: word\tper_100k\n"
    )
    _write(_RESOLVE / "data" / "body_words.tsv", head, common)
    print(f"common words of bodies: {len(common)} from {len(entries)}")


def _learn_scales() -> None:
    """Learn how the likelihood of sounds is turned into odds, for each script."""
    rows: list[tuple[str, ...]] = []
    for pairs in sets.names(half="tune").values():
        found = [told for pair in pairs if (told := _sounds(pair))]
        script = Counter(name for name, *_ in found).most_common(1)[0][0]
        known = np.array([row for name, *row in found if name == script], float)
        beta = fit(known[:, :3], known[:, 3], np.ones(len(known)), 0.01)
        rows.append((script, *(f"{weight:.3f}" for weight in beta)))
    _write(_RESOLVE / "sounds" / "tables" / "scales.tsv", "", rows)
    print(f"scales of sounds: {', '.join(row[0] for row in rows)}")


def _sounds(pair: sets.Pair) -> tuple[str, float, int, int, bool] | None:
    """Return of two words in two scripts the other script, the likelihood of their sounds, the
    Latin letters, the units of the other, and whether they are one."""
    found = sorted((*words(pair.a), *words(pair.b)), key=lambda word: word.script != "latin")
    if [word.script == "latin" for word in found] != [True, False]:
        return None
    latin, other = (word.text for word in found)
    number = len(units(other))
    return found[1].script, by_sound(latin, other), len(latin), number, pair.same


def _learn_weights() -> None:
    known = {**sets.names(half="tune"), **sets.watchlists(half="tune"),
             "cases": sets.cases(half="tune")["cases"]}  # fmt: skip
    rows: list[tuple[str, str, str]] = []
    for model in ("person", "thing"):
        kept = [
            (pair, _SHARES.get(name, _NAMES_SHARE))
            for name, pairs in known.items()
            for pair in pairs
            if (pair.schema == "Person") == (model == "person") and not _renamed(pair)
        ]
        weights = _weighed([told(pair) for pair, _ in kept], [pair.same for pair, _ in kept],
                           [share for _, share in kept], _BEFORE[model], _FIRM[model])  # fmt: skip
        rows += [(model, name, f"{weight:.3f}") for name, weight in weights.items()]
        print(f"weights of a {model}'s name: {len(weights)} from {len(kept)} pairs")
        for sort in SORTS if model == "thing" else ():
            own = [row for row in kept if row[0].schema == sort]
            more = _more(own, weights)
            rows += [(sort.lower(), name, f"{weight:.3f}") for name, weight in more.items()]
    head = (
        "# source: benchmarks.who.learn, from half of the transliterated names, of the watchlist"
        " and of the table of cases\n# columns: model\tfeature\tweight\n"
    )
    _write(_RESOLVE / "data" / "weights.tsv", head, rows)


def _weighed(
    found: Sequence[dict[str, float]],
    same: Sequence[bool],
    shares: Sequence[float],
    before: Mapping[str, float],
    firm: float,
) -> dict[str, float]:
    """Return the weight of each feature. One that agrees never speaks against, nor one that differs
    for two names being one, whatever chance has put into the sets: it is left out then."""
    names = sorted({*before, *(feature for one in found for feature in one)})
    while True:
        x = np.array([[one.get(name, 0.0) for name in names] for one in found])
        start = np.array([before.get(name, 0.0) for name in names])
        firmly = np.array([firm if name in before else 2.0 for name in names])
        beta = fit(x, np.array(same, float), np.array(shares), firmly, start)
        wrong = {n for n, w in zip(names, beta[1:], strict=True) if w * _sign(n) < 0}
        if not wrong:
            return dict(zip(("bias", *names), map(float, beta), strict=True))
        names = [name for name in names if name not in wrong]


def _more(
    kept: Sequence[tuple[sets.Pair, float]], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return what features of a sort of things count more or less than those of all things."""
    found = [told(pair) for pair, _ in kept]
    names = sorted({feature for one in found for feature in one} & weights.keys())
    x = np.array([[one.get(name, 0.0) for name in names] for one in found])
    held = weights["bias"] + x @ np.array([weights[name] for name in names])
    same, shares = np.array([p.same for p, _ in kept], float), np.array([n for _, n in kept])
    beta = fit(x, same, shares, _SORT_PENALTY, held=held)
    return dict(zip(("bias", *names), map(float, beta), strict=True))


def _sign(feature: str) -> int:
    """Return the sign that a weight must have, or 0 where it may have either."""
    if feature.endswith("agrees") or feature in ("same word", "like word", "like sound"):
        return 1
    if "0 agree" in feature:
        return -1
    return -1 if feature.endswith("differs") or feature.startswith("other ") else 0


def _renamed(pair: sets.Pair) -> bool:
    """Return whether two names of one ship have nothing in common: it was given another name, and
    that teaches nothing of how one name is written."""
    if pair.schema != "Vessel" or not pair.same:
        return False
    return not any(s.part.evidence > 1.5 for s in compared(pair.a, pair.b, pair.schema)
                   if s.part.kind in ("word", "number", "vessel number"))  # fmt: skip


def told(pair: sets.Pair) -> dict[str, float]:
    """Return the features of two names, each with its value; empty where nothing is compared."""
    return features(compared(pair.a, pair.b, pair.schema))


def _write(path: Path, head: str, rows: Iterable[Sequence[object]]) -> None:
    lines = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    path.write_text(head + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
