"""``python -m comity.cli``: the same as ``comity``."""

from comity.cli.main import main

main()
