"""Bars for long work, on stderr, only where somebody looks at them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from comity.cli import output
from comity.resolve import engines


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


@contextmanager
def steps() -> Iterator[engines.Progress]:
    """Give what shows how far an engine is, where somebody looks at it."""
    columns = (
        TextColumn("{task.description}"), BarColumn(pulse_style="cyan"),
        TextColumn("{task.fields[count]}"), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(
        *columns, console=output.errors, transient=True, disable=not output.errors.is_terminal
    ) as progress:
        task = progress.add_task("reading", total=None, count="")

        def advance(step: str, done: int, of: int) -> None:
            count = f"{done:,} of {of:,}" if of else f"{done:,}"
            progress.update(task, description=step, completed=done, total=of or None, count=count)

        yield advance
