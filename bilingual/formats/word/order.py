"""The order in which the schema wants the children of an element (ECMA-376, part 1, ``wml.xsd``).

Word takes a file that breaks it for damaged. `elements.w` sorts by it, so that no writer need know.
"""

from __future__ import annotations

from collections.abc import Sequence

from bilingual.formats.word.names import Element, qualified

_ORDERS = {
    "p": "pPr",
    "r": "rPr",
    "tc": "tcPr",
    "tr": "tblPrEx trPr",
    "tbl": "tblPr tblGrid tr",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
    " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
    " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "numPr": "ilvl numId",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection"
    " tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW"
    " jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
    " tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
    " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
    " rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
    " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr"
    " trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "docDefaults": "rPrDefault pPrDefault",
    "styles": "docDefaults latentStyles style",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "font": "altName panose1 charset family notTrueType pitch sig",
}
"""By the parent's name; names with a bar between them stand in any order."""

_PLACES = {
    qualified(f"w:{parent}"): {
        qualified(f"w:{name}"): place
        for place, names in enumerate(order.split())
        for name in names.split("|")
    }
    for parent, order in _ORDERS.items()
}


def ordered(parent: str, children: Sequence[Element]) -> Sequence[Element]:
    """Children for an element of a qualified name, in order; those that the order does not know
    come last, such as the runs of a paragraph behind its properties."""
    places = _PLACES.get(parent)
    if places is None or len(children) < 2:
        return children
    return sorted(children, key=lambda child: places.get(str(child.tag), len(places)))


def put(parent: Element, child: Element) -> None:
    """Set a child that stands once, such as a property, at its place among those there."""
    for former in parent.findall(str(child.tag)):
        parent.remove(former)
    places = _PLACES[str(parent.tag)]
    place = places[str(child.tag)]
    later = (
        index for index, one in enumerate(parent) if places.get(str(one.tag), place + 1) > place
    )
    parent.insert(next(later, len(parent)), child)


def drop(parent: Element, *names: str) -> None:
    """Take away all children of these names: ``drop(properties, "w:lang")``."""
    for name in names:
        for child in parent.findall(qualified(name)):
            parent.remove(child)
