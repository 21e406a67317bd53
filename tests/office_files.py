"""PowerPoint and Excel files, part by part, as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPEN = "application/vnd.openxmlformats-officedocument"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_RELATIONS}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_RELATIONS}"'
Relations = Sequence[tuple[str, str, str]]
"""Id, kind, and target; a web address is outside."""


def relations(lines: Relations) -> str:
    outside = ' TargetMode="External"'
    written = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"'
        f"{outside if '://' in target else ''}/>"
        for name, kind, target in lines
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{written}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def types(main: str, kind: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{_OPEN}.spreadsheetml.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OPEN}.spreadsheetml.styles+xml"/>'
        f'<Override PartName="/{main}" ContentType="{_OPEN}.{kind}.main+xml"/></Types>'
    )


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<a:p>{properties}{''.join(runs)}</a:p>"


def run(text: str, properties: str = "", inside: str = "") -> str:
    return f'<a:r><a:rPr lang="zh-CN" {properties}>{inside}</a:rPr><a:t>{text}</a:t></a:r>'


def shape(*paragraphs: str, placeholder: str = "", hidden: str = "", style: str = "") -> str:
    filled = f"<p:ph {placeholder}/>" if placeholder else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="S" {hidden}/><p:cNvSpPr/>'
        f"<p:nvPr>{filled}</p:nvPr></p:nvSpPr><p:spPr/>"
        f"<p:txBody><a:bodyPr/><a:lstStyle>{style}</a:lstStyle>{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def slide(*shapes: str, show: str = "", root: str = "sld") -> str:
    return (
        f"<p:{root} {NAMESPACES} {show}><p:cSld><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}</p:spTree></p:cSld></p:{root}>"
    )


LAYOUT = slide(shape(placeholder='type="title"'), shape(placeholder='idx="1"'), root="sldLayout")
MASTER = slide(shape(placeholder='type="body"'), root="sldMaster").replace(
    "</p:cSld>",
    '</p:cSld><p:txStyles><p:titleStyle/><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr>'
    '<a:lvl2pPr><a:buChar char="–"/></a:lvl2pPr></p:bodyStyle></p:txStyles>',
)
"""A master whose bodies have bullets, and a layout with a title and such a body."""


def pptx(
    *slides: str,
    notes: Mapping[int, str] | None = None,
    others: Mapping[int, Relations] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    kind: str = "presentationml.presentation",
) -> bytes:
    """A presentation; ``notes`` and ``others``, further relationships, go by number of slide."""
    main = "ppt/presentation.xml"
    count = range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in count)
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": types(main, kind),
        "_rels/.rels": relations([("rId1", "officeDocument", main)]),
        main: f"<p:presentation {NAMESPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            [(f"rId{n}", "slide", f"slides/slide{n}.xml") for n in count]
        ),
        "ppt/slideLayouts/slideLayout1.xml": LAYOUT,
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
            [("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]
        ),
        "ppt/slideMasters/slideMaster1.xml": MASTER,
    }
    for n, content in zip(count, slides, strict=True):
        lines = [("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml")]
        lines += (others or {}).get(n, ())
        if n in (notes or {}):
            lines.append(("rId2", "notesSlide", f"../notesSlides/notesSlide{n}.xml"))
            files[f"ppt/notesSlides/notesSlide{n}.xml"] = (notes or {})[n]
        files[f"ppt/slides/slide{n}.xml"] = content
        files[f"ppt/slides/_rels/slide{n}.xml.rels"] = relations(lines)
    return packed(files | dict(parts or {}))


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"<worksheet {SHEET}>{before}<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"


def xlsx(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    others: Mapping[str, Relations] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    workbook: str = "",
    kind: str = "spreadsheetml.sheet",
) -> bytes:
    """A workbook of sheets by name; ``strings`` are the content of shared ones, ``states`` and
    ``others``, further relationships, go by name of the sheet."""
    main = "xl/workbook.xml"
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}" '
        f'state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets, 1)
    )
    lines = [
        (f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, 1 + len(sheets))
    ]
    lines += [("rIdS", "sharedStrings", "sharedStrings.xml"), ("rIdF", "styles", "styles.xml")]
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": types(main, kind),
        "_rels/.rels": relations([("rId1", "officeDocument", main)]),
        main: f"<workbook {SHEET}>{workbook}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(lines),
        "xl/sharedStrings.xml": f'<sst {SHEET} count="{len(strings)}" '
        f'uniqueCount="{len(strings)}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>',
        "xl/styles.xml": f"""<styleSheet {SHEET}>
<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d"/>
<numFmt numFmtId="165" formatCode="#,##0.00&quot;元&quot;"/></numFmts>
<fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>
<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0"/>
<xf numFmtId="165" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>""",
    }
    for n, (name, content) in enumerate(sheets.items(), 1):
        files[f"xl/worksheets/sheet{n}.xml"] = content
        if name in (others or {}):
            files[f"xl/worksheets/_rels/sheet{n}.xml.rels"] = relations((others or {})[name])
    return packed(files | dict(parts or {}))
