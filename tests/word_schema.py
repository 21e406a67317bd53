"""What Word asks of a file beyond well-formed XML, as far as our files can fail in it.

The orders are those of ECMA-376, part 1 (``wml.xsd``); whatever is not in them does not belong.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from tests.word_files import RELATIONS, W

ORDERS = {
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sdt": "sdtPr sdtContent",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
    " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
    " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection"
    " tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW"
    " jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
    " tblDescription",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
    " rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
    " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr"
    " trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "docDefaults": "rPrDefault pPrDefault",
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "pBdr": "top left bottom right between bar",
}
_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr"}
_REPEATED = {"tr", "tc", "tab", "style", "tblStylePr", "headerReference", "footerReference"}
_STYLE_USES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")


def problems(content: bytes) -> list[str]:
    """What is wrong with a Word file that we wrote; nothing, it is hoped."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    parts = {
        name: etree.fromstring(data)
        for name, data in files.items()
        if name.endswith((".xml", ".rels"))
    }
    found: list[str] = []
    for name, root in parts.items():
        found += (f"{name}: {problem}" for problem in _misplaced(root))
    found += _untyped(files, parts["[Content_Types].xml"])
    found += _unresolved_relations(files, parts)
    found += _unresolved_names(parts)
    return found


def _misplaced(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{W}}}*"):
        name = _local(element)
        children = [_local(child) for child in element]
        if name == "tc" and children[-1:] != ["p"]:
            yield "a cell does not end with a paragraph"
        if name in _FIRST:
            if _FIRST[name] in children[1:]:
                yield f"{name} holds {_FIRST[name]} late"
        elif name in ORDERS:
            order = ORDERS[name].split()
            places = [order.index(child) if child in order else -1 for child in children]
            repeated = {child for child, n in Counter(children).items() if n > 1} - _REPEATED
            if repeated or -1 in places or places != sorted(places):
                yield f"{name} holds {children}"


def _untyped(files: dict[str, bytes], types: etree._Element) -> Iterator[str]:
    defaults = {str(one.get("Extension")) for one in types.iter("{*}Default")}
    overrides = [str(one.get("PartName")).lstrip("/") for one in types.iter("{*}Override")]
    for name in files:
        if name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"{name} has no type"
    yield from (f"{name} has a type and does not exist" for name in set(overrides) - set(files))


def _unresolved_relations(
    files: dict[str, bytes], parts: dict[str, etree._Element]
) -> Iterator[str]:
    for name, root in parts.items():
        folder, file = posixpath.split(name)
        relations = parts.get(f"{folder}/_rels/{file}.rels")
        names = [str(one.get("Id")) for one in relations] if relations is not None else []
        yield from (f"{name}: {one} is ambiguous" for one, n in Counter(names).items() if n > 1)
        used = {
            str(value)
            for element in root.iter()
            for key, value in element.attrib.items()
            if str(key).startswith(f"{{{RELATIONS}}}")
        }
        yield from (f"{name} refers to {one}" for one in used - set(names))
        for relation in relations if relations is not None else ():
            target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target"))))
            if relation.get("TargetMode") != "External" and target.lstrip("/") not in files:
                yield f"{name} is related to {target}, which does not exist"


def _unresolved_names(parts: dict[str, etree._Element]) -> Iterator[str]:
    text = parts["word/document.xml"]
    roots = [root for name, root in parts.items() if name.startswith("word/")]
    defined = {
        str(one.get(f"{{{W}}}styleId")) for one in parts["word/styles.xml"].iter(_w("style"))
    }
    used = {
        str(one.get(f"{{{W}}}val")) for root in roots for one in root.iter(*map(_w, _STYLE_USES))
    }
    yield from (f"style {name} is not defined" for name in sorted(used - defined))
    for part, reference, target in (
        ("footnotes", "footnoteReference", "footnote"),
        ("comments", "commentReference", "comment"),
    ):
        root = parts.get(f"word/{part}.xml")
        there = _ids(root.iter(_w(target))) if root is not None else []
        yield from (
            f"{part} has {one} more than once" for one, n in Counter(there).items() if n > 1
        )
        for one in _ids(text.iter(_w(reference))):
            if one not in there:
                yield f"{reference} {one} leads nowhere"
    for start, end in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        starts, ends = _ids(text.iter(_w(start))), _ids(text.iter(_w(end)))
        if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
            yield f"{start} and {end} do not match"
    marks = {str(one.get(_w("name"))) for one in text.iter(_w("bookmarkStart"))}
    anchors = {str(one.get(_w("anchor"))) for one in text.iter(_w("hyperlink"))} - {"None"}
    yield from (f"bookmark {one} is not there" for one in anchors - marks)


def _ids(elements: Iterable[etree._Element]) -> list[str]:
    return [str(element.get(_w("id"))) for element in elements]


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
