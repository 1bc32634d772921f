"""Who is who: our scores of pairs of names beside those of its peers, on the same pairs.

    python -m benchmarks who [--data FOLDER] [--cases FILE] [--errors] [--no-speed] [--xref NUMBER]
    python -m benchmarks.who.xref [NUMBER] [SCORER ...]

The sets are described in ``sets``, the figures in ``metrics``, the scorers and how they are set in
``scorers`` and ``splinked``, the whole runs in ``made`` and ``whole``. The last table is a whole
run of 10,000 entities; one of 100,000 is ``python -m benchmarks.who.xref 100000``.

``make bench`` installs the peers in ``.peers``. Where they are not, they are left out, and it is
said how to get them; COMITY_PEERS_PYTHON names another Python that has them. Names and watchlists
are no part of this project: ``--data`` names the folder that holds them. Without it the written
cases alone are scored, and it is said what is left out.

How to read the tables: ours and Splink learned from the other halves of these sets, the rest from
none of them. The hard pairs of names in two scripts were chosen by their romanisation, those of the
watchlist by ``token_sort_ratio``, which is hard on scorers that use the same. Many aliases of a
watchlist are no writings of the first name, so that no scorer of names can find them all. The
scores of nomenklatura are no probabilities, and no calibration is asked of them.
"""


def main() -> str:
    """Print the tables; return the figures that matter in one line."""
    from benchmarks.who.compare import main as run  # the peers' Python has not all it imports

    return run()
