"""A bar for long work, on stderr, only where somebody looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from comity.cli import output


@contextmanager
def bar() -> Iterator[Callable[[Path], None]]:
    """Give a function to call for each file that is done; how many there will be is not known."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (
        TextColumn("reading"), BarColumn(pulse_style="cyan"), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn("{task.fields[file]}"),
    )  # fmt: skip
    with Progress(*columns, console=output.errors, transient=True) as progress:
        task = progress.add_task("", total=None, file="")

        def advance(path: Path) -> None:
            progress.update(task, advance=1, file=path.name[:40])

        yield advance
