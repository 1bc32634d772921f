"""What the figures of the benchmark of scorers say, on cases small enough to work out by hand."""

import pytest
from benchmarks.who import made, metrics, sets

PERFECT = [(0.9, True), (0.8, True), (0.2, False), (0.1, False)]
MIXED = [(0.9, True), (0.8, False), (0.7, True), (0.6, False)]


def test_a_perfect_order_is_worth_one() -> None:
    found = metrics.figures(PERFECT)
    assert found == (1.0, 1.0, 0.8, 1.0, None)


def test_average_precision_of_a_mixed_order() -> None:
    assert metrics.average_precision(metrics.points(MIXED)) == pytest.approx((1 + 2 / 3) / 2)


def test_the_best_f1_says_where_it_is() -> None:
    best = metrics.best_f1(metrics.points(MIXED))
    assert best.threshold == 0.7
    assert best.f1 == pytest.approx(0.8)


def test_of_equal_f1_the_higher_threshold_is_taken() -> None:
    judged = [(0.9, True), (0.8, False), (0.7, False), (0.6, True)]
    assert metrics.best_f1(metrics.points(judged)).threshold == 0.9


@pytest.mark.parametrize(
    ("judged", "threshold"),
    [(PERFECT, 0.8), (MIXED, 0.9), ([(0.9, False), (0.5, True)], float("inf"))],
    ids=["perfect", "mixed", "none is best"],
)
def test_the_threshold_with_most_right_answers(
    judged: list[metrics.Judged], threshold: float
) -> None:
    assert metrics.most_right(judged) == threshold


@pytest.mark.parametrize("order", [1, -1], ids=["as given", "turned"])
def test_ties_do_not_depend_on_the_order(order: int) -> None:
    tied = [(0.5, True), (0.5, False), (0.5, False), (0.5, True)][::order]
    found = metrics.figures([*tied, (0.1, False)], probabilities=True)
    assert (found.average_precision, found.recall_at_95) == (0.5, 0.0)
    assert found.error == pytest.approx(0.02)


def test_a_scorer_that_knows_nothing_is_worth_the_share_that_is_one() -> None:
    judged = [(0.5, True)] + [(0.5, False)] * 3
    assert metrics.average_precision(metrics.points(judged)) == 0.25


def test_recall_at_a_precision_counts_only_points_that_reach_it() -> None:
    curve = metrics.points(MIXED)
    assert metrics.recall_at(curve, 0.95) == 0.5
    assert metrics.recall_at(curve, 0.6) == 1.0


def test_nothing_to_recall_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pair is one"):
        metrics.points([(0.5, False)])


def test_a_calibrated_scorer_has_no_error() -> None:
    judged = [(0.75, n % 4 != 0) for n in range(40)] + [(0.25, n % 4 == 0) for n in range(40)]
    assert metrics.calibration_error(judged) == pytest.approx(0.0)


def test_a_scorer_that_is_always_too_sure_errs_by_as_much() -> None:
    assert metrics.calibration_error([(1.0, n % 2 == 0) for n in range(100)]) == 0.5


def test_right_by_group() -> None:
    judged = [(0.9, True, "a"), (0.9, False, "a"), (0.1, False, "b")]
    assert metrics.right_by_group(judged, 0.5) == {"a": (1, 2), "b": (1, 1)}


def test_cases_fall_apart_into_halves() -> None:
    whole, tune, report = (sets.cases(half=h)["cases"] for h in (None, "tune", "report"))
    assert sorted(tune + report) == sorted(whole)
    assert min(len(tune), len(report)) > len(whole) / 3


def test_han_latin_persons_have_han_on_one_side() -> None:
    found = sets.cases()["cases: Han-Latin persons"]
    assert len(found) > 200
    assert all(sets.has_han(p.a) != sets.has_han(p.b) for p in found)


def test_what_is_written_alike_is_one_writing() -> None:
    assert sets.written("GARCÍA, José") == sets.written("Jose Garcia")
    assert sets.written("Jose Garcia") != sets.written("Jose Gracia")


def test_of_distinct_pairs_no_name_occurs_twice() -> None:
    pair = sets.Pair("Person", "刘勇", "Liu Yong", True, "")
    turned, shared = pair._replace(a=pair.b, b=pair.a), pair._replace(b="Liu Min")
    other = sets.Pair("Person", "王伟", "Wang Wei", True, "")
    assert sets.distinct([pair, turned, shared, other], 5) == [pair, other]
    assert sets.distinct([pair, other], 1) == [pair]


@pytest.fixture
def watchlist(tmp_path):  # type: ignore[no-untyped-def]
    folder = tmp_path / "watchlists"
    folder.mkdir()
    rest = ["-0- "] * 9
    first = [f'{n},"MADE {n}, Name{n}","individual",' + ",".join(rest) for n in range(400)]
    alias = [f'{n},{n},"aka","MADE {n}, N. {n}","-0- "' for n in range(400)]
    former = [f'{n},{n},"fka","FORMER {n}","-0- "' for n in range(400)]
    (folder / "ofac_sdn.csv").write_text("\n".join([*first, "\x1a"]))
    (folder / "ofac_alt.csv").write_text("\n".join([*alias, *former, "\x1a"]))
    return tmp_path


def test_a_watchlist_gives_as_many_pairs_of_both_kinds_and_always_the_same(watchlist) -> None:  # type: ignore[no-untyped-def]
    report = sets.watchlists(watchlist)["watchlist: individuals"]
    tune = sets.watchlists(watchlist, "tune")["watchlist: individuals"]
    assert sum(p.same for p in report) * 2 == len(report)
    assert len(report) + len(tune) == 800
    assert not {p.a for p in report} & {p.a for p in tune}
    assert report == sets.watchlists(watchlist)["watchlist: individuals"]


def test_a_watchlist_s_pairs_say_the_truth(watchlist) -> None:  # type: ignore[no-untyped-def]
    for pair in sets.watchlists(watchlist)["watchlist: individuals"]:
        assert "FORMER" not in pair.a + pair.b
        assert (pair.a.split(",")[0] == pair.b.split(",")[0]) == pair.same


def test_pairs_without_a_score_count_as_missed() -> None:
    curve = metrics.points([(0.9, True), (0.5, False)], positives=4)
    assert [p.recall for p in curve] == [0.25, 0.25]


def test_a_population_is_as_large_as_asked_and_always_the_same(watchlist) -> None:  # type: ignore[no-untyped-def]
    folder = watchlist / "watchlists"
    words = [chr(65 + n % 26) + chr(97 + n // 26) * 4 for n in range(400)]
    rest = ",".join(["-0- "] * 9)
    rows = [f'{n},"{w.upper()}, {w} Jo{w}","individual",{rest}' for n, w in enumerate(words)]
    rows += [f'{n + 400},"{w} Trade {w}ing","-0- ",{rest}' for n, w in enumerate(words)]
    (folder / "ofac_sdn.csv").write_text("\n".join(rows))
    (folder / "ofac_alt.csv").write_text("")
    found = made.population(200, watchlist)
    assert found == made.population(200, watchlist)
    assert len({row[0] for row in found.entities}) == 200
    schema = {row[0]: row[1] for row in found.entities}
    assert len(found.same) >= 50
    assert all(a < b and schema[a] == schema[b] for a, b in found.same)
