"""Who is said to lead, supply, own, send to or work for whom."""

from collections.abc import Iterator
from typing import Any

from comity.extract.english.happenings import links, lists, posts, roles
from comity.extract.english.happenings.happened import told
from comity.extract.english.happenings.links import Link
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.finding import Findings, Relation, Span

_LEMMAS = {"resold": "resell"}  # which the model's lemmatiser misses
_GOODS = frozenset("goods craft amount substance".split())
_SPEAKS_FOR = ("he", "she")


def find(doc: Any, found: Findings) -> list[Relation]:
    """Return the relations that a parsed text states, in its order.

    ``found`` holds the names, groups and events of the text: who sends to whom is read off the
    shipments.
    """
    mentions = Mentions(doc, found)
    relations = [*posts.find(mentions), *_sendings(found)]
    verbs = links.verbs()
    for token in doc:
        lemma = _LEMMAS.get(token.lower_, token.lemma_)
        if token.pos_ == "VERB" and lemma in verbs:
            for row in verbs[lemma]:
                relations += _read(mentions, token, row)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in links.NOUNS:
            relations += _of_noun(mentions, token)
    return sorted(_once(relations))


def _once(relations: list[Relation]) -> list[Relation]:
    """Return each pair once, where several rules read the same words: that with the whole target,
    as the unit in "the head of Interpol's wildlife unit"."""
    kept: list[Relation] = []
    for one in sorted(relations, key=lambda r: r.target.start - r.target.end):
        if not any(
            one.source == other.source
            and (one.kind == other.kind or (one.start < other.end and other.start < one.end))
            and one.target.start < other.target.end
            and other.target.start < one.target.end
            for other in kept
        ):
            kept.append(one)
    return kept


def _sendings(found: Findings) -> Iterator[Relation]:
    for event in found.events:
        if event.schema == "Shipment":
            for sender in event.participants:
                for recipient in event.participants:
                    if sender.role == "sender" and recipient.role == "recipient":
                        source = Span(sender.start, sender.end)
                        target = Span(recipient.start, recipient.end)
                        yield Relation(event.start, event.end, "sends to", source, target)


def _read(mentions: Mentions, verb: Any, row: Link) -> Iterator[Relation]:
    arguments = roles.of_verb(verb, row.kind in ("leads", "owns"))
    sources = mentions.without_dateline(list(_side(arguments, row.source)))
    targets = mentions.without_dateline(list(_side(arguments, row.target)))
    if not (sources and targets and told(verb)):
        return
    goods = [*arguments.object, *(n for w, n in arguments.prepositions if w == "with")]
    if verb.lemma_ in links.GIVEN and not any(mentions.sort(t) in _GOODS for t in goods):
        return
    by = verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "by"
    if by and row.kind in ("leads", "owns"):  # "run by Roe, the agency said"
        targets = [t for t in targets if t.i < verb.i]
    sources = [name for source in sources for name in mentions.named(source) or [source]]
    targets = [name for target in targets for name in mentions.named(target) or [target]]
    spans = [mentions.span(s) for s in sources if _is_party(mentions, s, row)]
    for span in list(spans):
        rest = (
            lists.listed_with(mentions.text, mentions.found, span) if span.end <= verb.idx else []
        )
        spans += [s for s in rest if s not in spans and s.end <= verb.idx]
    for target in targets:
        if _is_target(mentions, target, row):
            for span in spans:
                yield Relation(
                    verb.idx, verb.idx + len(verb.text), row.kind, span,
                    mentions.span(target, row.kind == "owns"),
                )  # fmt: skip


def _side(arguments: roles.Arguments, which: str) -> Iterator[Any]:
    for part in which.split("/"):
        if part == "subject":
            yield from arguments.subject
        elif part == "object":
            yield from arguments.object
        elif part == "dative":
            yield from arguments.dative
        else:
            yield from (noun for word, noun in arguments.prepositions if word == part)


def _is_party(mentions: Mentions, token: Any, row: Link) -> bool:
    sort = mentions.sort(token)
    if sort == "pronoun":
        return row.kind == "leads" and token.lower_ in _SPEAKS_FOR
    return sort in links.PARTIES or token.lemma_.lower() in links.BODIES


def _is_target(mentions: Mentions, token: Any, row: Link) -> bool:
    sort, lemma = mentions.sort(token), token.lemma_.lower()
    if row.targets == "organisations":
        return sort == "organisation"
    if row.targets == "parties":
        return sort in links.PARTIES or (lemma in links.BODIES and lemma != "market")
    if sort == "organisation":
        return True
    return lemma in (links.BODIES if row.targets == "bodies" else links.PROPERTY)


def _of_noun(mentions: Mentions, noun: Any) -> Iterator[Relation]:
    """Read "X, the leader of the ring" and "the company's supplier, X"."""
    kind = links.NOUNS[noun.lemma_.lower()]
    links_of = [p for p in roles.of_noun(noun) if p[0] in ("of", "to", "poss")]
    targets = [
        named
        for _, other in links_of
        if mentions.sort(other) != "pronoun"
        for named in mentions.named(other) or [other]
    ]
    for target in targets:
        lemma = target.lemma_.lower()
        fits = {
            "leads": lemma in links.BODIES and lemma != "operation",
            "owns": lemma in links.PROPERTY or mentions.sort(target) == "organisation",
        }.get(kind, mentions.sort(target) in links.PARTIES)
        if kind == "leads" and len({word for word, _ in links_of}) > 1:
            kind = "works for"  # "the agency's director of operations"
        post = _post(mentions, noun, links_of)
        if kind == "leads" and links.LESS.search(mentions.text, post.start, noun.idx):
            kind = "works for"
        if fits:
            for source in _holders(mentions, noun):
                held = mentions.span(target, kind == "owns")
                yield Relation(post.start, post.end, kind, mentions.span(source), held)


def _post(mentions: Mentions, noun: Any, links_of: list[tuple[str, Any]]) -> Span:
    """Return the words of a post: "deputy head", "director of operations" of an agency's."""
    first, end = noun, noun.idx + len(noun.text)
    for child in reversed(list(noun.lefts)):
        less = child.lower_ == "acting" or links.LESS.fullmatch(child.text)
        if child.i != first.i - 1 or not less:
            break
        first = child
    if any(word == "poss" for word, _ in links_of):
        end = max([end, *(mentions.span(n).end for word, n in links_of if word == "of")])
    return Span(first.idx, end)


def _holders(mentions: Mentions, noun: Any) -> list[Any]:
    """Return who is said to be what a noun says: by apposition, or by "is", "as"."""
    found = [c for c in noun.children if c.dep_ == "appos"]
    if noun.dep_ == "appos":
        found.append(noun.head)
    elif noun.dep_ == "attr" and told(noun.head):
        found += roles.subjects_of(noun.head)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "as":
        arguments = roles.of_verb(noun.head.head, False)
        found += arguments.object or arguments.subject
    return [t for t in found if mentions.sort(t) in ("person", "group", "organisation")]
