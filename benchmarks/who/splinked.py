"""Splink, set up for names as well as we could, in two ways.

Splink compares columns of records. Of each name it is given, after romanisation by ``anyascii``:
the words in the order of writing, in alphabetical order, and joined; what stands after and before a
comma, else the first and the last word, as given and family name; the sorted first letters.

``splink`` has five comparisons: the whole name (equal, equal in any order, else Jaro-Winkler in
eight steps); the words of the shorter name, each with its nearest of the other, their mean
Jaro-Winkler in seven steps; family name; given name; first letters. ``splink-one`` has one: the
mean over the words of both names in thirteen steps.

Fellegi and Sunter's model takes comparisons for independent; those of one name are not, so that
the five rank best and are too sure, while the one is calibrated and ranks less well: hence two.

Both learn from labelled pairs of the other half of each set: m from those that are one, u from
those that are not, and the share that is one for the probability that two match. Random sampling,
which Splink's tutorial has for u, ranked worse and was less calibrated on pairs half of which were
chosen to be hard. The steps were chosen on the halves to tune on.
"""

import logging
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import chain
from typing import Any

Row = tuple[str, str, str]
Labelled = tuple[str, str, str, bool]

_STEPS = (0.95, 0.92, 0.88, 0.84, 0.8, 0.75, 0.7, 0.6)
_NEAR_STEPS = (0.999, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6)
_MEAN_STEPS = (0.999, 0.97, 0.95, 0.92, 0.9, 0.87, 0.85, 0.82, 0.8, 0.75, 0.7, 0.65, 0.6)
_PART_STEPS = (0.95, 0.88, 0.8)
_WHOLE = ", ".join(
    f"jaro_winkler_similarity({c}_l, {c}_r)" for c in ("spelled", "sorted", "joined")
)


def prepare(
    one: bool, rows: Sequence[Row], learned: Sequence[Labelled]
) -> Callable[[], list[float]]:
    """Return what scores the rows by a model that is learned here from the other pairs.

    Args:
        one: whether the model has one comparison instead of five.
        rows: the pairs to score.
        learned: the pairs to learn from, of both kinds.
    """
    logging.disable(logging.WARNING)  # it warns of columns that SQL expressions name
    warnings.simplefilter("ignore")
    model = _learn(one, learned)
    return lambda: _predict(model, rows)


def _learn(one: bool, learned: Sequence[Labelled]) -> dict[str, Any]:
    same = [row[3] for row in learned]
    share = sum(same) / len(same)
    model, other = (
        _proportions(one, share, learned, labels) for labels in (same, [not s for s in same])
    )
    levels, others = (
        chain.from_iterable(c["comparison_levels"] for c in m["comparisons"])
        for m in (model, other)
    )
    for level, of_others in zip(levels, others, strict=True):
        if "m_probability" in of_others:
            level["u_probability"] = of_others["m_probability"]
    return model


def _proportions(
    one: bool, share: float, learned: Sequence[Labelled], labels: Sequence[bool]
) -> dict[str, Any]:
    """Return the model with, as m, how often each level is met among the pairs with a label."""
    splink = import_module("splink")
    table = splink.DuckDBAPI().register(_table(learned, labels))
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=_one() if one else _five(),
        blocking_rules_to_generate_predictions=[splink.block_on("pair")],
        probability_two_random_records_match=share,
        retain_matching_columns=False,
        additional_columns_to_retain=["pair"],
    )
    linker = splink.Linker(table, settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    linker.training.estimate_m_from_label_column("label")
    found: dict[str, Any] = linker.misc.save_model_to_json()
    return found


def _predict(model: dict[str, Any], rows: Sequence[Row]) -> list[float]:
    splink = import_module("splink")
    table = splink.DuckDBAPI().register(_table(rows, [False] * len(rows)))
    linker = splink.Linker(table, model, log_level=None)
    found = linker.inference.predict().as_dict()
    scores = [0.0] * len(rows)
    for pair, probability in zip(found["pair_l"], found["match_probability"], strict=True):
        scores[pair] = probability
    return scores


def _table(rows: Sequence[Any], labels: Sequence[bool]) -> Any:
    """Return two records for each pair; ``label`` holds the pair's number where it counts."""
    arrow = import_module("pyarrow")
    records = [
        {"unique_id": f"{number:08}{side}", "pair": number, "label": number if label else None}
        | _columns(row[place])
        for number, (row, label) in enumerate(zip(rows, labels, strict=True))
        for side, place in (("a", 1), ("b", 2))
    ]
    columns = {key: [record[key] for record in records] for key in records[0]}
    columns["label"] = arrow.array(columns["label"], arrow.int64())
    return arrow.table(columns)


def _columns(name: str) -> dict[str, Any]:
    roman = import_module("anyascii").anyascii(name).lower()
    before, comma, after = roman.partition(",")
    words = _words(roman)
    given, family = (_words(after), _words(before)) if comma else (words[:1], words[-1:])
    return {
        "spelled": " ".join(words),
        "sorted": " ".join(sorted(words)),
        "joined": "".join(words),
        "words": words,
        "given": " ".join(given) or None,
        "family": " ".join(family) or None,
        "initials": "".join(sorted(word[0] for word in words)),
    }


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


def _comparison(column: str, *conditions: str, nullable: bool = False) -> Any:
    """Return a comparison whose levels are conditions in SQL, the strongest first."""
    library, levels = (import_module(f"splink.comparison_{n}library") for n in ("", "level_"))
    unknown = [levels.NullLevel(column)] if nullable else []
    return library.CustomComparison(
        output_column_name=column,
        comparison_levels=[*unknown, *map(levels.CustomLevel, conditions), levels.ElseLevel()],
    )


def _one() -> list[Any]:
    both = f"({_nearest('l', 'r')} + {_nearest('r', 'l')}) / 2"
    return [_comparison("words", *(f"{both} >= {step}" for step in _MEAN_STEPS))]


def _five() -> list[Any]:
    shorter = f"greatest({_nearest('l', 'r')}, {_nearest('r', 'l')})"
    equal = ("spelled_l = spelled_r or joined_l = joined_r", "sorted_l = sorted_r")
    return [
        _comparison("sorted", *equal, *(f"greatest({_WHOLE}) >= {step}" for step in _STEPS)),
        _comparison("words", *(f"{shorter} >= {step}" for step in _NEAR_STEPS)),
        *(_part(column) for column in ("family", "given")),
        _comparison(
            "initials",
            "initials_l = initials_r",
            "initials_l[1] = initials_r[1] and initials_l[-1] = initials_r[-1]",
        ),
    ]


def _part(column: str) -> Any:
    near = f"jaro_winkler_similarity({column}_l, {column}_r)"
    steps = (f"{near} >= {step}" for step in _PART_STEPS)
    return _comparison(column, f"{column}_l = {column}_r", *steps, nullable=True)


def _nearest(ours: str, theirs: str) -> str:
    """Return SQL: the mean, over the words of a side, of the likeness to the other's nearest."""
    best = f"list_max(list_transform(words_{theirs}, lambda b: jaro_winkler_similarity(a, b)))"
    return f"list_avg(list_transform(words_{ours}, lambda a: {best}))"
