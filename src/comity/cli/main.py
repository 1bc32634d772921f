"""Where the command begins: errors become one line on stderr and an exit code."""

import os
import sys

from comity.model import ComityError


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 some files failed, 2 a mistake to put right."""
    try:
        _run()
    except ComityError as error:
        print(f"comity: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("comity: stopped; what was done is kept, run it again to go on", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (``comity timeline x | head``): no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _run() -> None:
    from comity.cli import commands  # noqa: F401, PLC0415  (it adds them)
    from comity.cli.app import app  # noqa: PLC0415

    app(standalone_mode=True)
