"""What a web page says about itself: title, author, date."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bilingual.formats.addresses import scheme_of
from bilingual.formats.xml import Element, tag_of, text_of, word_set
from bilingual.model import Block, BlockKind
from bilingual.readers.shared.dates import find_date
from bilingual.spans import first_heading, plain_text

_TITLES = ("og:title", "articletitle", "dc.title", "dcterms.title", "twitter:title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "byl")
_DATES = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "og:published_time",
    "og:release_date",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "date",
)
_DATE_NAMES = word_set("publish_time publish-time pubtime pub-time pub_time pubdate post-date")
"""Classes and ids of elements that show when a page was published."""
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+")
_LONGEST_JSON = 200_000
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "TechArticle", "WebPage")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says about itself; empty where it says nothing."""

    head: str = ""
    """What stands in ``<title>``: often the site's name too."""
    title: str = ""
    author: str = ""
    date: dt.date | None = None


def read_facts(root: Element) -> PageFacts:
    """Metadata, in the order in which pages mean it: ``<meta>``, then JSON-LD."""
    metas: dict[str, str] = {}
    for one in root.iter():
        if tag_of(one) == "meta":
            name = one.get("property") or one.get("name") or one.get("itemprop") or ""
            if content := " ".join((one.get("content") or "").split()):
                metas.setdefault(name.lower(), content)
    article = next(_linked_data(root), {})
    head = next((text_of(one) for one in root.iter() if tag_of(one) == "title"), "")
    author = _first(metas, _AUTHORS) or _names(article.get("author"))
    dates = [metas[name] for name in _DATES if name in metas]
    dates += [_words(article.get("datePublished")), *_times(root)]
    return PageFacts(
        head=head,
        title=_first(metas, _TITLES) or _words(article.get("headline")),
        author="" if scheme_of(author) in ("http", "https") else author,
        date=next((date for text in dates if (date := find_date(text))), None),
    )


def choose_title(facts: PageFacts, blocks: Iterable[Block]) -> str:
    """The longest heading that the head confirms, since the site's name may be another; else what
    the page says of itself; else its first heading, or the head without the site's name."""
    blocks = tuple(blocks)
    headings = [plain_text(one.spans) for one in blocks if one.kind is BlockKind.HEADING]
    for text in (facts.title, facts.head):
        if confirmed := [heading for heading in headings if heading and heading in text]:
            return max(confirmed, key=lambda heading: (len(heading), text.startswith(heading)))
    opens = plain_text(blocks[0].spans) if blocks and blocks[0].kind is BlockKind.HEADING else ""
    return facts.title or first_heading(blocks) or opens or without_site(facts.head)


def without_site(head: str) -> str:
    """What stands in ``<title>`` before the site's name."""
    return _SITE.split(head)[0]


def _linked_data(root: Element) -> Iterator[dict[str, object]]:
    for one in root.iter():
        if tag_of(one) == "script" and one.get("type") == "application/ld+json":
            text = one.text or ""
            try:
                loaded = json.loads(text) if len(text) <= _LONGEST_JSON else None
            except (ValueError, RecursionError):
                continue
            graph = loaded.get("@graph", loaded) if isinstance(loaded, dict) else loaded
            for entry in graph if isinstance(graph, list) else [graph]:
                if isinstance(entry, dict) and entry.get("@type") in _ARTICLES:
                    yield entry


def _times(root: Element) -> Iterator[str]:
    for one in root.iter():
        is_date = one.get("itemprop") == "datePublished" or one.get("pubdate") is not None
        if tag_of(one) == "time" and is_date:
            yield one.get("datetime") or text_of(one)
        elif not _DATE_NAMES.isdisjoint([*(one.get("class") or "").split(), one.get("id")]):
            yield text_of(one)


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _names(value: object) -> str:
    people = value if isinstance(value, list) else [value]
    names = (one.get("name") if isinstance(one, dict) else one for one in people)
    return ", ".join(filter(None, map(_words, names)))


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
