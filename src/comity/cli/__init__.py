"""The command line: ``comity``."""

from comity.cli.main import main

__all__ = ["main"]
