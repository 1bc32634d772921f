"""Reading a report whole costs little beyond parsing it.

    python -m benchmarks.extraction [--profile]

Claim: ``extract.read`` (spaCy's parse, then every rule, then the statements) reads at least 70 %
as many documents a second as spaCy's pipeline alone.

Peer: the same model's ``nlp.pipe``, without any component of ours, on the same texts with the
same batch size, in the same process and with its own vocabulary.

Measure: batches of real reports, varied so that no text comes twice; the two sides take each batch
in turn; processor seconds of this process; median over the rounds. ``--profile`` prints what each
layer costs instead, as a share of the parse.
"""

import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import reports
from benchmarks.measure import in_turn
from comity import extract, intake
from comity.extract.english import language, reading

AIM = 0.7
_BATCH = 32  # documents, as ``Case.add`` reads them
_ROUNDS = 9


def batches(rounds: int) -> list[list[intake.Document]]:
    """Return batches of documents, read by intake from files of varied reports."""
    texts = reports.varied(_BATCH * rounds)
    with TemporaryDirectory() as folder:
        found = []
        for number, text in enumerate(texts):
            path = Path(folder, f"report-{number}.txt")
            path.write_text(text, "utf-8")
            found += [d for d in intake.read(path) if isinstance(d, intake.Document)]
    return [found[i : i + _BATCH] for i in range(0, len(found), _BATCH)]


def bare_pipeline() -> Any:
    """Return the model that ``language.pipeline`` loads, as it comes."""
    import spacy

    for name in language.MODELS:
        try:
            return spacy.load(name)
        except OSError:
            continue
    raise SystemExit("The language model is not installed.")


def main() -> str:
    """Print the figures; return them in one line."""
    warm, *rounds = batches(_ROUNDS + 1)
    nlp = bare_pipeline()

    def ours(documents: list[intake.Document]) -> int:
        return sum(len(list(statements)) for _, statements in extract.read(documents))

    def peer(documents: list[intake.Document]) -> int:
        return sum(len(doc) for doc in nlp.pipe((d.text for d in documents), batch_size=16))

    count, _ = ours(warm), peer(warm)
    pair = in_turn(lambda n: ours(rounds[n]), lambda n: peer(rounds[n]), _ROUNDS, time.process_time)
    size = sum(len(d.text) for d in warm) / _BATCH
    line = (
        f"{_BATCH / pair.ours:.1f} documents/s, spaCy alone {_BATCH / pair.peer:.1f}: "
        f"{pair.speed:.0%} (aim: {AIM:.0%})"
    )
    print(
        f"{_BATCH} reports a round, {size:.0f} characters and {count / _BATCH:.0f} statements each"
    )
    print(line)
    return line


_LAYERS = (
    "identifiers dates quantities substances names titles aliases groups events relations claims"
).split()


def profile() -> None:
    """Print the processor time of each layer as a share of the parse."""
    warm, *rounds = batches(5)
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Any) -> Any:
        def call(*arguments: Any) -> Any:
            start = time.process_time()
            found = tuple(function(*arguments))
            spent[name] += time.process_time() - start
            return found

        return call

    list(extract.read(warm))
    for layer in _LAYERS:
        module = getattr(reading, layer)
        for name in ("find", "find_money"):
            if hasattr(module, name):
                setattr(module, name, timed(layer, getattr(module, name)))
    parse = language.parse

    def parsed(texts: Any) -> Any:
        docs = parse(texts)
        while True:
            start = time.process_time()
            doc = next(docs, None)
            spent["parse"] += time.process_time() - start
            if doc is None:
                return
            yield doc

    reading.language.parse = parsed  # type: ignore[attr-defined]
    start = time.process_time()
    for documents in rounds:
        for _, statements in extract.read(documents):
            list(statements)
    total = time.process_time() - start
    spent["statements"] = total - sum(spent.values())
    for layer, seconds in sorted(spent.items(), key=lambda x: -x[1]):
        share = seconds / spent["parse"]
        print(f"{layer:<14}{seconds / len(rounds) / _BATCH * 1000:>8.2f} ms a report{share:>8.1%}")


if __name__ == "__main__":
    profile() if "--profile" in sys.argv else main()
