"""The demonstration: two nodes on this machine, and the whole story, seen from both sides.

It runs the commands that a person would type, one after the other, on real nodes: each with its
own database, keys, people and law. The case in it is made up, and says so.
"""

import shutil
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

import comity
from comity import exchange
from comity.cli import output
from comity.cli.app import app
from comity.model import ComityError

demos = typer.Typer(no_args_is_help=True, help="See how it works, on a case that is made up.")
app.add_typer(demos, name="demo")

_AGENCIES = {"us": "Example Desk US", "cn": "Example Desk CN"}
_PEOPLE = {"us": ("ann", "paul"), "cn": ("chen", "yu")}
_AUTHORITY = "Competent authority (made up)"
_OFFENCE = ("--offence", "trafficking", "--substance", "fentanyl")
_RECORD = "document:subscriber.txt"
_NUMBERS = "phone,email,wallet,passport"


@demos.command("joint", epilog="Example: comity demo joint --folder joint-demo")
def joint(
    folder: Annotated[
        Path, typer.Option(help="A new folder, in which both nodes are made and stay.")
    ] = Path("joint-demo"),
) -> None:
    """Run a joint case of two agencies: a lead, an overlap, a request, a recall, one record."""
    if folder.exists():
        raise ComityError(f"{folder} is there already: remove it, or name another with --folder.")
    Story(folder).tell()


class Story:
    """The story: its two sides, the stick that goes between them, and the steps in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stick = folder / "stick"

    def tell(self) -> None:
        """Tell it, step by step."""
        self._stick.mkdir(parents=True)
        for step in (
            self._two_agencies,
            self._cards,
            self._lead,
            self._overlap,
            self._request,
            self._other_law,
            self._assurance,
            self._answer,
            self._sentence,
            self._recall,
            self._record,
        ):
            step()
        self._say(
            "The end",
            f"Both nodes stay in {self._folder}. Go on with: "
            f"export COMITY_HOME={self._folder}/us; comity outbox",
        )

    def _two_agencies(self) -> None:
        self._say(
            "1. Two agencies, two installations, two laws",
            "Each has its own database, keys and people. Nobody in this story exists.",
        )
        for side, agency in _AGENCIES.items():
            second = _PEOPLE[side][1]
            self._run(side, "init", "--agency", agency, "--jurisdiction", side)
            roles = ("--role", "supervisor", "--role", "prosecutor", "--role", "liaison")
            self._run(side, "reader", "add", second, "--clearance", "secret", *roles)
            self._run(side, "case", "new", "linden", "Linden")
        informant = ("--code", "INFORMANT", "--classification", "restricted", "--grade", "B2")
        self._run("us", "add", "linden", self._paper("us/interview.txt"), *informant)
        self._run("us", "add", "linden", self._paper("us/parcel.txt"), "--grade", "A1")
        self._run("us", "add", "linden", self._paper("us/subpoena.txt"), "--code", "GRAND-JURY")
        confidential = ("--grade", "A1", "--classification", "confidential")
        number = ("Rosa", "phone", "+86 138 0013 8000")
        self._run("us", "note", "linden", *number, *informant)
        self._run("cn", "add", "linden", self._paper("cn/subscriber.txt"), *confidential)

    def _cards(self) -> None:
        self._say(
            "2. They exchange cards, and compare the fingerprints by telephone",
            "From here on, what is not signed by these keys is refused.",
        )
        for side in _AGENCIES:
            self._run(side, "partner", "card", "-o", str(self._folder / f"{side}.card.json"))
        for side, other in (("us", "cn"), ("cn", "us")):
            card = self._folder / f"{other}.card.json"
            mark = exchange.load_card(card.read_text("utf-8")).fingerprint
            self._run(side, "partner", "add", str(card), "--name", other, "--fingerprint", mark)

    def _lead(self) -> None:
        self._say(
            "3. A lead crosses the border; who told it does not",
            "First the preview: what goes, what is stripped, what is held, and by which rule.",
        )
        self._run("us", "share", "linden", "--to", "cn", "--what", "all", "--preview")
        self._run(
            "us", "lead", "new", "linden", "--to", "cn", "--about", "An online vendor, Rosa",
            "--words", "A cooperating person bought fentanyl from her", "--what", "Rosa",
            "--source", "Peter Marsh", "--conditions", "Not to be used in court", "--grade", "B2",
            "--deadline", "2027-06-30", "--code", "H1",
        )  # fmt: skip
        self._carry("us", "cn")
        self._run("cn", "inbox")
        self._run("cn", "look", self._newest("cn"))
        self._run("cn", "accept", self._newest("cn"), "--case", "linden")
        self._run("cn", "lead", "list", "linden")

    def _overlap(self) -> None:
        self._say(
            "4. Which numbers do both hold? Neither side learns the rest",
            "The answer tells each what both have, as a lead, and nothing else.",
        )
        self._run("us", "partner", "allow", "cn", "--least", "1")
        self._run(
            "cn",
            "assure",
            "record",
            "linden",
            "cn/limits/police-information",
            "--by",
            _AUTHORITY,
            by=1,
        )
        self._run("cn", "overlap", "us", "--case", "linden", "--kinds", _NUMBERS)
        self._carry("cn", "us")
        self._run("us", "accept", self._newest("us"), "--case", "linden")
        self._carry("us", "cn")
        self._carry("cn", "us")
        self._run("us", "lead", "list", "linden")
        self._run("cn", "lead", "list", "linden")

    def _request(self) -> None:
        self._say(
            "5. A request for assistance, with the contents that the treaties ask for",
            "Authority, nature, facts, what is sought, what for, and whom it concerns.",
        )
        self._run(
            "us", "request", "new", "linden", "--to", "cn", "--about", "Subscriber records",
            "--authority", "Example Desk US", "--nature", "Investigation of drug trafficking",
            "--facts", "A vendor sold fentanyl by mail and gave a telephone number",
            "--assistance", "The record of the telephone number's subscriber",
            "--aim", "To identify the vendor", "--concerned", "The vendor, called Rosa",
            "--legal-basis", "Agreement on mutual legal assistance of 2000", *_OFFENCE,
        )  # fmt: skip
        self._carry("us", "cn")
        self._run("cn", "accept", self._newest("cn"), "--case", "linden")

    def _other_law(self) -> None:
        self._say(
            "6. The other law decides what may be answered",
            "Evidence leaves China only with the consent of its authorities, for this case alone.",
        )
        wish = ("share", "linden", "--to", "us", "--what", _RECORD, "--as-evidence", *_OFFENCE)
        self._run("cn", *wish, "--preview")
        for row in self._asked("cn"):
            self._run("cn", "assure", "record", "linden", row, "--by", _AUTHORITY, by=1)
        self._run("cn", *wish, "--if", "assurance:this-case-only")

    def _assurance(self) -> None:
        self._say(
            "7. An assurance is asked, given, and relied upon",
            "That the evidence serves this case alone.",
        )
        self._run("cn", "assure", "ask", "linden", "this-case-only", "--to", "us")
        self._carry("cn", "us")
        self._run("us", "accept", self._newest("us"), "--case", "linden")
        given = self._dealing("us", exchange.ASSURANCE)
        self._run("us", "assure", "give", "linden", given, "--to", "cn", by=1)
        self._carry("us", "cn")
        self._run("cn", "accept", self._newest("cn"), "--case", "linden")
        self._run("cn", "assure", "list", "linden")

    def _answer(self) -> None:
        self._say(
            "8. The request is answered, and the vendor has a name",
            "What is confidential needs a second person; each fact keeps its conditions.",
        )
        request = self._dealing("cn", exchange.REQUEST)
        self._run("cn", "answer", "linden", request, "executed", "--to", "us",
                  "--what", _RECORD, *_OFFENCE)  # fmt: skip
        self._run("cn", "approve", self._sealed("cn"), by=1)
        self._carry("cn", "us")
        self._run("us", "accept", self._newest("us"), "--case", "linden")
        self._run("us", "request", "list", "linden")
        self._run("us", "show", "linden", "Qiao Lan")

    def _sentence(self) -> None:
        self._say(
            "9. One country's sentence, read rightly in the other",
            "What it is, what usually follows, and what it is not.",
        )
        self._run(
            "us", "law", "penalty", "death with two-year reprieve", "--in", "cn", "--for", "us"
        )

    def _recall(self) -> None:
        self._say(
            "10. A lead was wrong: it is recalled",
            "It is gone from the partner's views at once, and the partner sees what rested on it.",
        )
        lead = self._first_sent("us")
        self._run("us", "recall", lead, "-m", "The person told it about another vendor")
        self._carry("us", "cn")
        self._run("cn", "look", self._newest("cn"))
        self._run("cn", "lead", "list", "linden")
        self._carry("cn", "us")
        self._run("us", "outbox")

    def _record(self) -> None:
        self._say(
            "11. One record: both logs agree, and a third party can check it",
            "Each side has signed the other's log: neither can rewrite it now.",
        )
        for side, other in (("us", "cn"), ("cn", "us")):
            self._run(side, "verify", "--partner", other)
            self._run(side, "verify")
        exhibit = str(self._folder / "exhibit.txt")
        self._run("us", "exhibit", "make", self._first_sent("us"), "-o", exhibit)
        cards = [str(self._folder / f"{side}.card.json") for side in _AGENCIES]
        self._run("us", "exhibit", "check", exhibit, "--card", cards[0], "--card", cards[1])

    # --- how it is told ----------------------------------------------------------------------

    def _say(self, title: str, text: str) -> None:
        output.line(f"\n[bold reverse] {title} [/]")
        output.line(f"[italic]{text}[/]")

    def _run(self, side: str, *words: str, by: int = 0) -> None:
        """Show a command, and run it as one of a side's people."""
        person = _PEOPLE[side][by]
        shown = " ".join(f'"{w}"' if " " in w else w for w in map(self._short, words))
        output.line(f"\n[bold cyan]{side}[/] [dim]{person}$[/] [bold]comity {shown}[/]")
        home = str(self._folder / side)
        app(["--home", home, "--as", person, *words], standalone_mode=False)

    def _carry(self, sender: str, receiver: str) -> None:
        """Carry what waits on the stick to the other side."""
        self._run(sender, "send", receiver, "--folder", str(self._stick))
        self._run(receiver, "receive", str(self._stick))
        shutil.rmtree(self._stick)
        self._stick.mkdir()

    def _paper(self, name: str) -> str:
        """Return a paper of the case, as a file of the folder."""
        target = self._folder / name.replace("/", "-papers/")
        target.parent.mkdir(exist_ok=True)
        target.write_text(files("comity.cli").joinpath("joint", name).read_text("utf-8"), "utf-8")
        return str(target)

    def _short(self, word: str) -> str:
        return word.replace(f"{self._folder}/", "")

    def _desk(self, side: str) -> "_Opened":
        return _Opened(self._folder / side, _PEOPLE[side][0])

    def _newest(self, side: str) -> str:
        """Return the id of what came last and waits for a decision."""
        with self._desk(side) as desk:
            return desk.inbox()[-1].package.id[:12]

    def _sealed(self, side: str) -> str:
        with self._desk(side) as desk:
            return desk.outbox()[-1].package.id[:12]

    def _first_sent(self, side: str) -> str:
        with self._desk(side) as desk:
            return desk.outbox()[0].package.id[:12]

    def _dealing(self, side: str, schema: str) -> str:
        with self._desk(side) as desk:
            return desk.dealings(desk.case("linden"), schema)[-1].id[:12]

    def _asked(self, side: str) -> Sequence[str]:
        """Return the consents that a preview still asks for."""
        with self._desk(side) as desk:
            wish = exchange.Wish("us", (_RECORD,), "", "", "trafficking", "fentanyl", True)
            found = desk.preview(desk.case("linden"), wish)
        asks = [r.asks for count in found.counts for r in count.decision.reasons]
        return sorted({a.removeprefix("consent:") for a in asks if a.startswith("consent:")})


class _Opened(exchange.Desk):
    """A desk that opens and closes its node, to look something up between two commands."""

    def __init__(self, home: Path, reader: str) -> None:
        self._bench = comity.open(home, reader)
        super().__init__(self._bench)

    def case(self, slug: str) -> "comity.case.Case":
        return self._bench.case(slug)

    def __enter__(self) -> "_Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self._bench.close()
