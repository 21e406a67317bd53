"""The gallery's pictures, from the real command, a real office and a real browser.

    python docs/gallery/make.py

Needs LibreOffice, pdftoppm (poppler-utils) and Chromium; pngquant makes the pictures smaller
where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NEWS = ROOT / "seeds" / "000_7bd767273ec67427.txt"
REPORT = HERE / "report.docx"
MANUAL = HERE / "deploy.md"


@dataclass(frozen=True)
class Picture:
    """One picture and how to get it."""

    name: str
    source: Path
    format: str
    options: tuple[str, ...] = ()
    page: int = 1
    """Of a Word document."""
    window: tuple[int, int] = (1180, 1000)
    """Of a browser, in pixels."""
    is_dark: bool = False


PICTURES = (
    Picture("news-docx", NEWS, "docx", ("--columns", "45:55")),
    Picture("news-html", NEWS, "html"),
    Picture("news-html-phone", NEWS, "html", window=(500, 1000)),
    Picture("report-docx", REPORT, "docx"),
    Picture("report-docx-2", REPORT, "docx", page=2),
    Picture("report-landscape", REPORT, "docx", ("--orientation", "landscape", "--contents")),
    Picture("report-copy", REPORT, "docx", ("--layout", "interleaved", "--copy")),
    Picture("manual-docx", MANUAL, "docx"),
    Picture("manual-html", MANUAL, "html", window=(1180, 1400)),
    Picture("manual-html-dark", MANUAL, "html", is_dark=True),
)


def main() -> int:
    """Make every picture; 1 if a program is missing."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing or not chromium:
        print("make: install", ", ".join(missing or ["chromium"]), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            print(picture.name)
            take(picture, Path(folder) / picture.name, chromium)
    return 0


def take(picture: Picture, folder: Path, chromium: str) -> None:
    """Translate, lay out and photograph one document."""
    made = folder / f"{picture.source.name}.{picture.format}"
    command = [sys.executable, "-m", "bilingual", "translate", picture.source, "-o", folder]
    run(*command, "--to", picture.format, "--offline", "--quiet", *picture.options)
    out = HERE / f"{picture.name}.png"
    if picture.format == "html":
        width, height = picture.window
        dark = ["--blink-settings=preferredColorScheme=0"] if picture.is_dark else []
        run(
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--hide-scrollbars", *dark),
            *(f"--user-data-dir={folder / 'profile'}", f"--window-size={width},{height}"),
            *(f"--screenshot={out}", made.as_uri()),
        )
    else:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, made)
        pages = ("-f", str(picture.page), "-l", str(picture.page), "-singlefile", "-r", "90")
        run("pdftoppm", *pages, "-png", made.with_suffix(".pdf"), out.with_suffix(""))
    if shutil.which("pngquant"):
        run("pngquant", "--force", "--ext", ".png", "64", out)


def run(*command: str | Path) -> None:
    """Run a program quietly; raises if it fails."""
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
