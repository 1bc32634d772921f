"""Verifying a log costs little beyond hashing its entries.

    python -m benchmarks.log

Claim: verifying a log of 1,000,000 entries as ``comity verify`` does (each entry against its leaf,
the leaves against the root of the tree, the root against the signed checkpoint) takes at most 4
times as long as bare SHA-256 over the same entries.

Peer: ``hashlib.sha256(entry).digest()`` for each entry, in the same process.

Measure: entries as an exchange writes them, in memory, as reading them from the database is the
same for both sides; the two sides in turn; processor time of this process; median over the rounds.
Beside it, without a claim: how long proofs from the stored log take, at two sizes, and the same
comparison with the reading of 100,000 entries from the database on both sides.
"""

import hashlib
import time
from statistics import median

from benchmarks.measure import in_turn
from benchmarks.node import READER, node
from comity import audit, store
from comity.store import Event, Session, proofs

AIM = 4.0
_ENTRIES, _ROUNDS = 1_000_000, 5
_STORED = (1_000, 100_000)


def entries(number: int) -> list[bytes]:
    """Return entries of the exchange with one partner."""
    made = []
    for n in range(number):
        what = {
            "act": "received",
            "kind": "evidence",
            "number": n + 1,
            "package": f"{n:064x}",
            "partner": "comity/second-agency",
        }
        entry = audit.Entry("exchange", "2026-01-02T03:04:05.678Z", "Agency", None, what)
        made.append(entry._replace(nonce=f"{n:032x}").to_bytes())
    return made


def verify(log: list[bytes], leaves: list[bytes], checkpoint: str, verifier: str) -> bool:
    """Verify entries against leaves, leaves against the signed checkpoint."""
    if [audit.leaf_hash(entry) for entry in log] != leaves:
        return False
    head = audit.verify_checkpoint(checkpoint, verifier)
    return (head.size, head.root) == (len(leaves), audit.root(leaves))


def proof_seconds(session: Session, size: int) -> float:
    """Return the median seconds for an inclusion and a consistency proof from the store."""
    times = []
    for n in range(50):
        start = time.perf_counter()
        proofs.inclusion(session, n * size // 50, size)
        proofs.consistency(session, n * size // 50 + 1, size)
        times.append(time.perf_counter() - start)
    return median(times)


def _stored() -> str:
    found = []
    with node() as made, made.session(READER) as session:
        writer, size = made.writer(READER), len(session.leaves())
        for wanted in _STORED:
            writer.record(*[Event("test", None, {})] * (wanted - size))
            size = wanted
            found.append(f"{proof_seconds(session, size) * 1000:.1f} ms at {size:,} entries")

        def ours(_: int) -> None:
            assert not next(iter(store.verify(made, session))).wrong

        def peer(_: int) -> None:
            for row in session.log():
                hashlib.sha256(row.entry).digest()

        pair = in_turn(ours, peer, 3)
    return (
        f"two proofs from the store: {', '.join(found)}\n{size:,} entries read and verified in "
        f"{pair.ours:.2f} s, read and hashed in {pair.peer:.2f} s: {pair.times:.1f} times as long"
    )


def main() -> str:
    """Print the figures; return them in one line."""
    log = entries(_ENTRIES)
    leaves = [audit.leaf_hash(entry) for entry in log]
    signer, verifier = audit.generate_key("comity/benchmark")
    head = audit.Checkpoint("comity/benchmark", len(leaves), audit.root(leaves))
    checkpoint = audit.sign_checkpoint(head, signer)

    def ours(_: int) -> None:
        assert verify(log, leaves, checkpoint, verifier)

    def peer(_: int) -> None:
        sha256 = hashlib.sha256
        for entry in log:
            sha256(entry).digest()

    pair = in_turn(ours, peer, _ROUNDS, time.process_time)
    line = (
        f"{_ENTRIES:,} entries verified in {pair.ours:.2f} s, bare SHA-256 {pair.peer:.2f} s: "
        f"{pair.times:.1f} times as long (aim: at most {AIM:g})"
    )
    print(f"entries of {sum(map(len, log)) // len(log)} bytes")
    print(_stored())
    print(line)
    return line


if __name__ == "__main__":
    main()
