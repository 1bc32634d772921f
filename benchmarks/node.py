"""A node for a benchmark, in a temporary folder, with the database that users get."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from comity.store import Case, Node

READER = "measurer"


@contextmanager
def node() -> Iterator[Node]:
    """Give an open node that is gone afterwards."""
    for name in ("COMITY_HOME", "COMITY_READER", "COMITY_DATABASE_URL"):
        os.environ.pop(name, None)
    with TemporaryDirectory(prefix="comity-bench-") as folder:
        Path(folder).chmod(0o755)  # the server's user must reach its own folder in it
        with Node.create(Path(folder, "home"), "Benchmark", "us", READER) as made:
            yield made


def open_case(node: Node, slug: str) -> Case:
    """Open a case in a node."""
    node.writer(READER).open_case(slug, slug, 0)
    with node.session(READER) as session:
        return session.case(slug)
