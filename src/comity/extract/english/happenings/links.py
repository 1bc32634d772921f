"""The words that say that one party leads, works for, supplies or owns another: data for
``relations``."""

import re
from functools import cache
from typing import NamedTuple

PARTIES = frozenset("person group people organisation authority court".split())
BODIES = frozenset(
    """agency arm band bazaar branch business cartel cell chain clan club company crew division
    enterprise factory faction family firm force forum fund gang group house lab laboratory market
    marketplace mob network office operation organisation organization outfit outlet plant platform
    ring service shop site squad store syndicate team unit website clinic pharmacy casino brothel
    brigade bureau militia ministry department exchange mixer botnet empire trade""".split()
)
PROPERTY = frozenset(
    """aircraft bank business casino chain clinic club company factory firm fleet fund gallery hotel
    laboratory lab marketplace mine nightclub pharmacy plant platform restaurant ship shop site
    store vessel warehouse website yacht estate ranch farm""".split()
)
NOT_LED = frozenset("conspiracy campaign investigation inquiry".split())


class Link(NamedTuple):
    """Verbs that relate two parties.

    Attributes:
        kind: ``leads``, ``works for``, ``supplies`` or ``owns``.
        words: the verbs' lemmas.
        source, target: ``subject``, ``object``, or the prepositions before them, "to/with".
        targets: ``bodies``, ``property``, ``parties`` or ``organisations`` (named ones): what the
            target must be.
    """

    kind: str
    words: str
    source: str
    target: str
    targets: str


VERBS = (
    Link(
        "leads",
        "administer chair command control direct head lead manage mastermind operate oversee run",
        "subject",
        "object",
        "bodies",
    ),
    Link("works for", "work serve", "subject", "for", "parties"),
    Link("works for", "work", "subject", "at", "organisations"),
    Link("works for", "employ hire recruit", "object", "subject", "parties"),
    Link(
        "supplies",
        "distribute peddle provide resell sell supply",
        "subject",
        "to/dative",
        "parties",
    ),
    Link("supplies", "provide supply", "subject", "object", "parties"),
    Link("supplies", "acquire buy obtain purchase source", "from", "subject", "parties"),
    Link("owns", "own", "subject", "object", "property"),
    Link("owns", "acquire buy purchase", "subject", "object", "property"),
    Link("owns", "belong", "to", "subject", "property"),
)

LEADERS = frozenset(
    """head leader ringleader boss kingpin chief mastermind chairman chairwoman chair president
    director commissioner administrator commander ceo secretary minister governor sheriff
    operator manager warden""".split()
)
"""Posts that are an organisation's top one, where they are "of" it and nothing makes them less."""

TOP = re.compile(r"\b(?:chief executive|managing director)(?: officer)?$", re.IGNORECASE)

POSTS = LEADERS | frozenset(
    """accountant adviser advisor agent ambassador analyst associate attache attaché attorney
    banker broker captain cashier chemist colonel coordinator counsel courier deputy detective
    economist employee engineer envoy executive expert general inspector investigator lawyer
    liaison lieutenant major member officer official owner partner pilot professor prosecutor
    representative researcher salesman scientist sergeant soldier spokesman spokesperson
    spokeswoman staffer superintendent supervisor trader trooper""".split()
)
LESS = re.compile(
    r"\b(?:deputy|assistant|vice|associate|regional|field|former deputy|sub|under|co|unit|section"
    r"|division|station|team|branch|special agent|country|area|district|finance|financial|sales"
    r"|marketing|technical|creative|communications|legal|compliance|security|research|press)\b",
    re.IGNORECASE,
)
"""Words by which a post is not the top one."""

_POST = "|".join(sorted(POSTS, key=len, reverse=True))
_WORD = r"[\w.'’&-]+"
_PREPOSITION = r"(?:of|at|for|with|from)"
_NOT_FIRST = r"(?!(?:the|an?|his|her|their|who|is|was|as)\b)"
_KIND = rf"(?:(?!(?:{_PREPOSITION}|in|to|the|and)\b)[a-z-]+ ){{0,3}}"  # "the hacking group"
POST_OF = re.compile(
    rf"(?<![\w.'’&-])(?P<post>(?:{_NOT_FIRST}{_WORD} ){{0,4}}\b(?:{_POST})s?\b(?: in charge)?"
    rf"(?P<more>(?: (?:of|for|to|in) (?:the )?(?:{_WORD} ){{0,3}}?{_WORD})??))"
    rf"(?:,? (?P<word>{_PREPOSITION})(?: the| an?)? (?:{_WORD}(?:'s|’s) )?{_KIND}|, (?:the )?)$",
    re.IGNORECASE,
)
"""A post and the preposition before an organisation: "director of investigations at the"."""

POST_BETWEEN = re.compile(
    rf"(?:'s|’s)?\s+(?P<post>(?:{_WORD}\s+){{0,4}}?\b(?:{_POST})\b(?:\s+in\s+charge)?),?\s+(?:(?:Dr|Mr|Ms|Mrs|Sir|Dame)\.?\s+)?",
    re.IGNORECASE,
)
"""A post between an organisation and a person: "FBI **Special Agent** John Doe"."""

POST_AFTER = re.compile(
    rf"(?:'s|’s)?\s+(?P<post>(?:[a-z][\w-]*\s+){{0,3}}?(?:{_POST})\b)", re.IGNORECASE
)
"""A post right after an organisation: "the only Goldman Sachs **banker**"."""

POST_BEFORE = re.compile(
    rf"(?P<post>(?:\b[A-Z][\w.]*\s+){{0,4}}?\b(?:(?i:{_POST}))(?:\s+in\s+[Cc]harge)?)\s+$"
)
"""A post right before a person: "**Chief** John Doe of the IRS"."""

GIVEN = frozenset("provide obtain source acquire".split())
"""Verbs that tell of a supply only where goods are given."""

NOUNS = {
    "head": "leads", "leader": "leads", "ringleader": "leads", "boss": "leads", "kingpin": "leads",
    "chief": "leads", "mastermind": "leads", "operator": "leads", "director": "leads",
    "owner": "owns", "supplier": "supplies", "employee": "works for",
}  # fmt: skip
"""Nouns whose "of ..." is the other party, as in "the leader of the ring"."""


@cache
def verbs() -> dict[str, list[Link]]:
    """Return the rows by the verbs' lemmas."""
    table: dict[str, list[Link]] = {}
    for row in VERBS:
        for word in row.words.split():
            table.setdefault(word, []).append(row)
    return table
