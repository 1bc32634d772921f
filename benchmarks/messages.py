"""Messages through two nodes: sealed, decided, logged on both sides, and acknowledged.

Each message shares one statement with the other node under the policies of the sender's law, is
carried over as a sealed file, taken in, and acknowledged by the receipts of a batch. The year is
that of SIENA, Europol's message network, in 2014: 605,245 messages (Europol's review of 2014).

python -m benchmarks.messages [MESSAGES]
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import made_case
from benchmarks.node import READER
from benchmarks.pair import befriend
from comity import exchange
from comity.case import Workbench, create
from comity.model import vocabulary

YEAR = 605_245
AIM = 12.0  # hours
_BATCH = 50  # messages that are carried over together, as a node that is reached now and then


def main() -> str:
    """Print the figures; return them in one line."""
    many = next((int(a) for a in sys.argv[1:] if a.isdigit()), 500)
    for name in ("COMITY_HOME", "COMITY_READER", "COMITY_DATABASE_URL"):
        os.environ.pop(name, None)
    vocabulary.model()
    with TemporaryDirectory(prefix="comity-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with (
            create("Desk One", "us", home / "one", READER) as one,
            create("Desk Two", "us", home / "two", READER) as two,
        ):
            return _measured(one, two, home / "stick", many)


def _measured(one: Workbench, two: Workbench, stick: Path, many: int) -> str:
    stick.mkdir()
    sender, receiver = exchange.Desk(one), exchange.Desk(two)
    befriend(sender, receiver.card, "two")
    befriend(receiver, sender.card, "one")
    case = one.new_case("traffic")
    made_case.fill(one.session, case.row, many // made_case.STATEMENTS + 1)
    ids = [s.id for s in one.session.stream(case.row) if not s.prop.startswith("comity:")][:many]
    start = time.perf_counter()
    for at in range(0, len(ids), _BATCH):
        for statement in ids[at : at + _BATCH]:
            wish = exchange.Wish("two", (f"statement:{statement}",), "A message", files=False)
            sender.share(case, wish)
        _carry(sender, receiver, "two", stick)
        _carry(receiver, sender, "one", stick)
    seconds = time.perf_counter() - start
    states = [standing.state for standing in sender.outbox()]
    assert states == ["acknowledged"] * len(ids), set(states)
    each = seconds / len(ids)
    line = (
        f"{len(ids):,} messages, {each * 1000:.0f} ms each: SIENA's {YEAR:,} of 2014 in "
        f"{each * YEAR / 3600:.1f} hours (aim: {AIM:g})"
    )
    print(line)
    return line


def _carry(sender: exchange.Desk, receiver: exchange.Desk, to: str, stick: Path) -> None:
    for path in sender.copy_to(to, stick):
        receiver.receive(path)
        path.unlink()


if __name__ == "__main__":
    main()
