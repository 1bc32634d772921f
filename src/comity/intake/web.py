"""HTML: the report on a page, without the page around it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from comity.intake import report
from comity.intake.dates import DATE, iso
from comity.intake.document import Content, Header, Limits, Marked
from comity.intake.text import bounded, canonical, decode, located, one_line, uncommented

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_PUBLISHED = (
    "article:published_time", "datepublished", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "citation_publication_date", "parsely-pub-date", "sailthru.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "og:published_time", "date",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_TITLE = ("og:title", "twitter:title", "dc.title", "citation_title")
_IN_PATH = re.compile(r"/(?P<y>20\d\d|19\d\d)[/-](?P<m>\d\d)[/-](?P<d>\d\d)(?:/|\b)")


def read(path: Path, limits: Limits) -> Content:
    """The main text of a page with its title on top, and what the page declares of itself."""
    data = path.read_bytes()
    charset = _CHARSET.search(data[:4096])
    source, encoding = decode(data, charset[1].decode() if charset else None)
    return content(bounded(source, limits), encoding)


def content(source: str, encoding: str | None = None) -> Content:
    """The same of a page's source."""
    source = uncommented(source)
    page = _Page(source)
    body, byline = _body(source)
    title = one_line(page.first(*_TITLE)) or page.shown("h1") or page.shown("title")
    text = body or canonical(_trafilatura().html2txt(source)).strip()
    if title and text.split("\n", 1)[0].strip() != title:
        text = f"{title}\n\n{text}"
    declared = Header(
        located(title, text),
        located(_person(page.first(*_AUTHOR)), text),
        located(page.first(*_OUTLET), text),
        _dated(page, text),
    )
    header = declared.otherwise(report.header(text)).otherwise(
        Header(author=located(_person(byline), text))
    )
    return Content(text=text, encoding=encoding, header=header, url=page.url())


def _body(source: str) -> tuple[str, str | None]:
    """The main text and its author by trafilatura; neither if it finds none.

    Its date and site name are not asked for: it takes dates from footers and rewrites names.
    """
    found: Any = _trafilatura().bare_extraction(
        source,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},
    )
    if found is None or not found.text:
        return "", None
    paragraphs = (line.strip() for line in canonical(found.text).split("\n"))
    return "\n\n".join(line for line in paragraphs if line), found.author


def _person(value: str | None) -> str | None:
    """``value`` unless it is a link to a profile."""
    return None if value and "://" in value else value


def _dated(page: "_Page", text: str) -> Marked | None:
    """The day of publication that the page declares, or that its address tells."""
    for declared in page.all(*_PUBLISHED):
        match = re.match(DATE, declared.strip(), re.IGNORECASE)
        if match and (value := iso(match)):
            return _shown(value, text)
    match = _IN_PATH.search(page.url() or "")
    found = re.match(DATE, "-".join(match.groups())) if match else None
    value = iso(found) if found else None
    return _shown(value, text) if value else None


def _shown(value: str, text: str) -> Marked:
    """A date with its span in the first lines, where they show the same."""
    visible = report.header(text).published
    return visible if visible and visible.value == value else Marked(value)


class _Page:
    """What a page declares of itself: meta, time, JSON-LD, link, title, h1."""

    def __init__(self, source: str) -> None:
        self._declared: dict[str, list[str]] = {}
        self._tree: Any = _trafilatura().load_html(source)
        for element in () if self._tree is None else self._tree.iter("meta", "time", "script"):
            self._read(element.tag, element)

    def first(self, *names: str) -> str | None:
        """The first value declared under one of ``names``, in their order."""
        return next(self.all(*names), None)

    def all(self, *names: str) -> Iterator[str]:
        """All values declared under ``names``."""
        return (value for name in names for value in self._declared.get(name, ()) if value.strip())

    def shown(self, tag: str) -> str:
        """The text of the first ``tag``, on one line."""
        found = None if self._tree is None else self._tree.find(f".//{tag}")
        return "" if found is None else one_line("".join(found.itertext()))

    def url(self) -> str | None:
        """The address that the page gives for itself."""
        links = () if self._tree is None else self._tree.iter("link")
        given = (link.get("href") for link in links if link.get("rel") == "canonical")
        found = one_line(next(given, None) or self.first("og:url"))
        return found if found.startswith(("http://", "https://")) else None

    def _read(self, tag: str, element: Any) -> None:
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            self._declare(name or "", element.get("content") or "")
        elif tag == "time" and _is_publication(element):
            self._declare("datepublished", element.get("datetime") or "")
        elif element.get("type") == "application/ld+json":
            self._read_linked(element.text or "")

    def _declare(self, name: str, value: str) -> None:
        self._declared.setdefault(name.lower(), []).append(value)

    def _read_linked(self, source: str) -> None:
        """Author, publisher and date of a schema.org article in JSON-LD."""
        try:
            found = json.loads(source)
        except (ValueError, RecursionError):
            return
        for item in _objects(found):
            if "article" in str(item.get("@type", "")).lower():
                self._declare("datepublished", str(item.get("datePublished") or ""))
                self._declare("author", ", ".join(_names(item.get("author"))))
                self._declare("dc.publisher", ", ".join(_names(item.get("publisher"))))


def _is_publication(time: Any) -> bool:
    return "pubdate" in time.keys() or time.get("itemprop") == "datePublished"  # noqa: SIM118  (lxml)


@cache
def _trafilatura() -> Any:
    import trafilatura  # noqa: PLC0415  (0.3 s)

    return trafilatura


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    items = found if isinstance(found, list) else [found]
    for item in items:
        if isinstance(item, dict):
            yield item
            yield from (i for i in _listed(item.get("@graph")) if isinstance(i, dict))


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def _names(found: Any) -> Iterator[str]:
    for item in _listed(found):
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            yield name
