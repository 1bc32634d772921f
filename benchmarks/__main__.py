"""Run the benchmarks: all, or one by its name.

python -m benchmarks [NAME]
"""

import sys
from importlib import import_module

NAMES = (
    "gold", "extraction", "writing", "large_case", "memory", "release", "sealing", "overlap",
    "messages", "log", "who",
)  # fmt: skip


def main() -> None:
    """Run what is asked for, and end with a line for each."""
    wanted = [a for a in sys.argv[1:] if a in NAMES] or list(NAMES)
    if len(sys.argv) > 1 and sys.argv[1] not in NAMES and not sys.argv[1].startswith("-"):
        raise SystemExit(f"There is no benchmark {sys.argv[1]!r}: {', '.join(NAMES)}.")
    found = {}
    for name in wanted:
        print(f"\n== {name}", flush=True)
        found[name] = import_module(f"benchmarks.{name}").main()
    print()
    for name, line in found.items():
        print(f"{name:<12}{line or 'see the table above'}")


if __name__ == "__main__":
    main()
