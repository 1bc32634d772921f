"""``python -m comity.law [FOLDER]`` checks the law's files and policies and says what is wrong."""

import sys
from pathlib import Path

from comity.law.checking import check
from comity.law.rows import HOME


def main(arguments: list[str]) -> int:
    """Print the problems. Returns 1 if there are any, else 0."""
    problems = check(Path(arguments[0]) if arguments else HOME)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} to put right." if problems else "Nothing to put right.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
