"""Who is who: our scores of pairs of names beside those of its peers, on the same pairs.

    python -m benchmarks who [--data FOLDER] [--cases FILE] [--errors]
    python -m benchmarks.who.xref [NUMBER] [SCORER ...]

The sets are described in ``sets``, the figures in ``metrics``, the scorers and how they are set in
``scorers``. Peers that cannot be imported are left out, and it is said how to get them.
"""


def main() -> str:
    """Print the tables; return the figures that matter in one line."""
    from benchmarks.who.compare import main as run  # the peers' Python has not all it imports

    return run()
