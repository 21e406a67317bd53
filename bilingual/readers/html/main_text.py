"""Which part of a web page is its text, and which is the site around it.

Readability finds where the text is. What it returns is thinned out for small screens, so only
the place is taken from it; the text is read from the page itself. Where most of the page would
be left out that way, the page is a list or a fragment, and nothing is left out.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence

from lxml import etree
from readability import Document as Readability
from readability.readability import Unparseable

from bilingual.chinese.characters import count_han
from bilingual.formats.html.tags import HEADINGS
from bilingual.formats.html.tree import body_of, drop_all, han_counts
from bilingual.formats.xml import Element, tag_of, text_of, word_set
from bilingual.readers.html.meta import without_site

logging.getLogger("readability").addHandler(logging.NullHandler())  # it logs what it raises

_KEY = "data-bilingual"
_KEYS = re.compile(rf'{_KEY}="(\d{{1,6}})"')
_JUDGED_BY = ("class", "id", "itemprop")
"""Attributes that readability looks at; its search for others takes quadratic time."""
_LONGEST_ATTRIBUTE = 200
_MOST_ELEMENTS = 20_000
"""Beyond, readability takes minutes, and the page is a book or a table rather than an article."""

_LEAST_TEXT = 100
"""Chinese characters."""

_SITE_ROLES = word_set("navigation contentinfo search banner menu menubar toolbar")
_SITE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:toc|share|social|related|recommend|breadcrumbs?|crumbs?|comments?|pagination|pager"
    r"|sidebar|navbar|nav|footer|foot|login|signin|register|rank(?:ing)?|disclaimer|copyright|toolbar|rich_media_tool|advert(?:isement)?|ads?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_FACTS = re.compile(
    "索引号|主题分类|发文机关|發文機關|发文字号|發文字號|成文日期|發文日期|发布机构|发布日期|公开日期|生成日期|信息分类"
    "|体裁分类|组配分类|公文种类|公开方式|公开范围|效力状态|有效性|主题词|文号|标题|名称|内容概述"
)
"""What the form at the head of an official document tells of it."""
_FEWEST_FACTS = 3
_MOST_HAN_OF_FACTS = 400
_SITE_LINE = re.compile(
    "您?(?:现在|現在|当前|當前)(?:的|所在)?位置|[上下]一[篇条條则則]"
    "|(?:网站)?(?:主办|承办|协办|运维)(?:单位)?[：: ]|版权所有|版權所有|.{0,12}ICP备|.{0,8}公网安备"
)
"""How lines of a site begin, which have no class to be known by."""
_LONGEST_LINE = 60
_MAIN = word_set("main article")
_LISTS = word_set("ul ol dl div section table aside")
_FEWEST_LINKS = 3
_LINKED_SHARE = 0.7
_LONGEST_HEADING = 60
_HEADING_BRINGS_AT_MOST = 200
"""Chinese characters that may come along with the heading: date, source, author, lead."""


def main_parts(root: Element, title: str) -> tuple[Element, ...]:
    """The elements that hold the page's text, the site's parts in them taken out; the whole body,
    as it is, where that is hardly any text, or less than half of all text that is not links, and
    the page does not say itself, by its title above a sentence, or by one ``<main>`` or
    ``<article>``, which part is its text. The title becomes a heading where the page only draws
    it as one, and the form with the number and body of an official document comes along.

    ``title`` is what the page's head says.
    """
    body = body_of(root)
    elements = list(body.iter())
    if len(elements) > _MOST_ELEMENTS:
        return (body,)
    page = _Page(body, elements)
    main = _place(root, elements)
    half = page.own(body) / 2
    is_short = main is None or page.own(main) < max(_LEAST_TEXT, half)
    if main is None or (is_short and not page.is_news(main, title)):
        declared = [one for one in elements if tag_of(one) in _MAIN and page.own(one)]
        if len(declared) != 1 or page.own(declared[0]) < half:
            return (body,)
        main = declared[0]
    parts = page.with_heading(main, title)
    facts = [one for one in page.facts if not any(_are_nested(one, part) for part in parts)]
    drop_all(root, page.site)
    return (*facts, *parts)


class _Page:
    """A page's elements, weighed."""

    def __init__(self, body: Element, elements: Sequence[Element]) -> None:
        self.body = body
        self.han = han_counts(body)
        self.links: dict[Element, int] = {}
        self.linked: dict[Element, int] = {}
        for element in reversed(elements):
            if tag_of(element) == "a":
                self.links[element], self.linked[element] = 1, self.han[element]
            else:
                self.links[element] = sum(self.links[child] for child in element)
                self.linked[element] = sum(self.linked[child] for child in element)
        self.site = self._outermost_site()
        self.facts = self._outermost_facts()

    def own(self, element: Element) -> int:
        """Chinese characters inside that are neither links nor the site's."""
        inside = (self._unlinked(one) for one in self.site if _is_inside(one, element))
        return self._unlinked(element) - sum(inside)

    def with_heading(self, main: Element, title: str) -> tuple[Element, ...]:
        """``main``, or around it the element that has the page's heading too, or both apart."""
        shown = self._title(main, title)
        if shown is not None:
            _make_heading(shown)
        around = list(main.iterancestors())
        stop = around.index(self.body) + 1 if self.body in around else 0
        if self._heading(main, main, title) is not None:
            return (main,)
        for outer in around[:stop]:
            heading = self._heading(outer, main, title)
            if heading is not None:
                brings = self.own(outer) - self.own(main)
                return (outer,) if brings <= _HEADING_BRINGS_AT_MOST else (heading, main)
        return (main,)

    def _title(self, main: Element, title: str) -> Element | None:
        """What shows the page's title, before ``main`` or in it."""
        for outer in (self.body, main):
            found = self._heading(outer, main, title)
            if found is not None and title.startswith(text_of(found)):
                return found
        return None

    def _heading(self, outer: Element, main: Element, title: str) -> Element | None:
        """The heading in ``outer``, not further down than where ``main`` begins: what the page's
        title begins with, or else the first ``<h1>`` that is not the site's name."""
        first: Element | None = None
        half = count_han(without_site(title)) / 2  # less is a name that the title begins with
        skipped = {one for apart in (*self.site, *self.facts) for one in apart.iter()}
        for element in outer.iter():
            if element is main and outer is not main:
                break
            if element in skipped or not 0 < self.han[element] <= _LONGEST_HEADING:
                continue
            is_title = title.startswith(text_of(element)) and self.han[element] >= max(4, half)
            if is_title and element is not main:
                return element
            if tag_of(element) == "h1" and first is None and self._unlinked(element):
                first = element
        return first

    def is_news(self, main: Element, title: str) -> bool:
        """Whether ``main``, however short, is a sentence below the title of the page, and both are
        half of all text."""
        heading = self._title(main, title)
        if heading is None or "。" not in text_of(main):
            return False
        return 2 * (self.own(main) + self.han[heading]) >= self.own(self.body)

    def _outermost_facts(self) -> list[Element]:
        """Forms that tell facts of an official document, outside of the site's parts."""
        found: list[Element] = []
        walk = [*reversed(self.body)]
        while walk:
            element = walk.pop()
            if element in self.site:
                continue
            if self.han[element] > _MOST_HAN_OF_FACTS or tag_of(element) not in _LISTS:
                walk.extend(reversed(element))
            elif _has_facts(element):
                if any(map(_has_facts, element)) and tag_of(element) != "table":
                    walk.extend(reversed(element))  # a short document with its form
                else:
                    found.append(element)
        return found

    def _unlinked(self, element: Element) -> int:
        return self.han[element] - self.linked[element]

    def _outermost_site(self) -> list[Element]:
        """What belongs to the site, unless half of the page's text is in it."""
        half = self._unlinked(self.body) / 2
        found: list[Element] = []
        walk = [*reversed(self.body)]
        while walk:
            element = walk.pop()
            if self._unlinked(element) <= half and self._is_site(element):
                found.append(element)
            elif tag_of(element) != "pre":  # highlighters have classes such as "comment"
                walk.extend(reversed(element))
        return found

    def _is_site(self, element: Element) -> bool:
        tag = tag_of(element)
        names = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST_ATTRIBUTE]
        return (
            tag in ("nav", "footer")
            or element.get("role", "").lower() in _SITE_ROLES
            or (tag != "body" and _SITE_NAMES.search(names) is not None)
            or self._is_site_line(element)
            or (
                tag in _LISTS
                and self.links[element] >= _FEWEST_LINKS
                and self.linked[element] >= _LINKED_SHARE * self.han[element]
            )
        )

    def _is_site_line(self, element: Element) -> bool:
        if self.han[element] > _LONGEST_LINE or not self.han[element]:
            return False
        text = text_of(element)
        return "。" not in text and _SITE_LINE.match(text) is not None


def _has_facts(element: Element) -> bool:
    return len(set(_FACTS.findall("".join(text_of(element).split())))) >= _FEWEST_FACTS


def _place(root: Element, elements: Sequence[Element]) -> Element | None:
    """Where readability finds the text: one element, widened to the article it is part of."""
    for number, element in enumerate(elements):
        element.set(_KEY, str(number))
    page = copy.deepcopy(root)
    for element in elements:
        del element.attrib[_KEY]
    for element in page.iter():
        kept = {name: element.get(name, "")[:_LONGEST_ATTRIBUTE] for name in _JUDGED_BY}
        kept[_KEY] = element.get(_KEY, "")
        element.attrib.clear()
        element.attrib.update({name: value for name, value in kept.items() if value})
    try:
        summary = Readability(page).summary(html_partial=True)
    except Unparseable:
        return None
    numbers = [number for key in _KEYS.findall(summary) if (number := int(key)) < len(elements)]
    if not numbers:
        return None
    found = _common(elements[min(numbers)], elements[max(numbers)])
    article = next((one for one in found.iterancestors() if tag_of(one) == "article"), None)
    return found if article is None else article


def _make_heading(element: Element) -> None:
    """Draw a text as a heading, unless it is one, is part of one or holds one."""
    if any(tag_of(one) in HEADINGS for one in (*element.iterancestors(), *element.iter())):
        return
    heading = etree.Element("h1")
    heading.text, element.text = element.text, None
    heading.extend(list(element))
    element.append(heading)


def _common(first: Element, last: Element) -> Element:
    """The innermost element that both are in, or are."""
    around = {first, *first.iterancestors()}
    return next(element for element in (last, *last.iterancestors()) if element in around)


def _are_nested(one: Element, other: Element) -> bool:
    return one is other or _is_inside(one, other) or _is_inside(other, one)


def _is_inside(element: Element, outer: Element) -> bool:
    return any(one is outer for one in element.iterancestors())
