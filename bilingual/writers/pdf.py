"""PDF files: what the Word writer makes, laid out by LibreOffice.

LibreOffice runs in a folder of its own with settings of its own: the user's stay untouched, no
macro runs, and nothing that a document refers to is fetched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bilingual.errors import UsageError, WriteError
from bilingual.formats.shown import printable
from bilingual.model import BilingualDocument
from bilingual.writers import labels, word
from bilingual.writers.options import ShownFindings, WriteOptions
from bilingual.writers.watched import run_watched

_PATIENCE = 300  # seconds for one document
_NAMES = ("soffice", "libreoffice")
_FOLDERS = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    *(
        f"{os.environ[variable]}\\LibreOffice\\program"
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        if variable in os.environ
    ),
)
"""Where installers of macOS and Windows put it; those do not change the PATH."""
_FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No linked pictures, no macros, no updates of links; and, should a request be made all the same,
a proxy that is not there."""


_DATES = (
    (re.compile(rb"(?<=Date\(D:)\d{14}"), "%Y%m%d%H%M%S"),
    (re.compile(rb"(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), "%Y-%m-%dT%H:%M:%S"),
)
_IDENTIFIER = re.compile(
    rb"(?<=/ID \[ <)[0-9A-F]{32}|(?<=>\n<)[0-9A-F]{32}(?=> \])|(?<=/DocChecksum /)[0-9A-F]{32}"
)


def write(document: BilingualDocument, options: WriteOptions) -> bytes:
    """A PDF file. Findings that would be comments become notes, which paper can show.

    Raises `UsageError` without LibreOffice, `WriteError` if it fails.
    """
    office = require_office()
    if options.findings is ShownFindings.COMMENTS:
        options = replace(options, findings=ShownFindings.NOTES)
    moment = labels.document_moment(document)
    pdf = _convert(office, word.write(document, options), moment)
    if pdf is None:
        raise WriteError(
            printable(document.document.name),
            f"LibreOffice ({office}) made no PDF of it within {_PATIENCE} seconds",
            "try whether it opens the document of --to docx",
        )
    return _settled(pdf, moment)


def find_office() -> Path | None:
    """LibreOffice's program, if it is installed."""
    for folder in (None, *_FOLDERS):
        for name in _NAMES:
            found = shutil.which(name, path=folder)
            if found:
                return Path(found)
    return None


def require(options: WriteOptions) -> None:
    """Raise `UsageError` without LibreOffice, or if the template is no Word document."""
    require_office()
    word.require(options)


def require_office() -> Path:
    """LibreOffice's program; raises `UsageError` if it is not installed."""
    office = find_office()
    if office is None:
        raise UsageError(
            "--to pdf",
            "needs LibreOffice, which is not installed",
            f"install it ({install_command()}) or choose --to docx",
        )
    return office


def install_command() -> str:
    """The command that installs LibreOffice on a machine like this."""
    return {
        "darwin": "brew install --cask libreoffice",
        "win32": "winget install TheDocumentFoundation.LibreOffice",
    }.get(sys.platform, "apt install libreoffice-writer fonts-noto-cjk")


def _convert(office: Path, word: bytes, moment: dt.datetime) -> bytes | None:
    with tempfile.TemporaryDirectory(prefix="bilingual-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_settings(), "utf-8")
        source, made = folder / "document.docx", folder / "document.pdf"
        source.write_bytes(word)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(office), profile, "--headless", "--norestore", "--convert-to", _FILTER]
        run_watched(
            [*command, "--outdir", str(folder), str(source)],
            folder,
            patience=_PATIENCE,
            TZ="UTC",
            SOURCE_DATE_EPOCH=str(int(moment.timestamp())),
        )
        return made.read_bytes() if made.exists() else None


def _settings() -> str:
    items = (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    root = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}{"".join(items)}</oor:items>\n'


def _settled(pdf: bytes, moment: dt.datetime) -> bytes:
    """The file with the document's date in place of the clock's, and with identifiers that depend
    on nothing but its content. All keep their lengths, so what the file says about where its
    parts are stays true. (Where a LibreOffice packs them away, they stay as they are.)"""
    for date, form in _DATES:
        pdf = date.sub(moment.strftime(form).encode(), pdf)
    blank = _IDENTIFIER.sub(b"0" * 32, pdf)
    return _IDENTIFIER.sub(hashlib.sha256(blank).hexdigest()[:32].upper().encode(), pdf)
