"""Where the training text comes from, and reading it.

A corpus is a file of ``Chinese<TAB>English`` lines, plain or xz-compressed, or a translation
memory (TMX). `SOURCES` names every open corpus with what its pairs may be used under; all other
``*.tsv`` files of an ``own/`` folder count as the project's own.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Pair = tuple[str, str]
"""Chinese and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A corpus: one row of training/DATA.md and of a model card."""

    name: str
    """The file's name without ``.tsv`` or ``.tsv.xz``."""
    domain: str
    """What its pairs are mixed by; see `training.data.MIXES`."""
    origin: str
    licence: str
    pairs: int
    """Before cleaning."""


OWN = Source(
    name="own",
    domain="own",
    origin="sentence pairs and terms written for this project",
    licence="MIT, as the project",
    pairs=63_260,
)

FILLED = Source(
    name="filled templates",
    domain="filled",
    origin="templates and slot values written for this project",
    licence="MIT, as the project",
    pairs=77_938,
)
"""Sentence templates with values in their slots, see `training.templates`."""
BEAM = Source(
    name="own_beam",
    domain="own_beam",
    origin="the project's own Chinese, as an earlier package translates it at its best",
    licence="MIT, as the project",
    pairs=27_783,
)
"""What `training.distil` writes."""
_NO_TERMS = ("surname", "given", "firmname", "firmkind", "latin", "theme")
"""Lists of slot values that are parts of names, or no terms."""

SOURCES = (
    OWN,
    FILLED,
    Source(
        name="tw_law",
        domain="law",
        origin="laws of Taiwan (kong0107/mojLawSplitJSON), converted to Simplified",
        licence="no licence file; government open data",
        pairs=244_776,
    ),
    Source(
        name="python_docs",
        domain="docs",
        origin="Python documentation (python/python-docs-zh-cn)",
        licence="CC0 for contributions; English text PSF",
        pairs=65_401,
    ),
    Source(
        name="k8s_docs",
        domain="docs",
        origin="Kubernetes website (Xieql/k8s-website, a fork)",
        licence="CC BY 4.0",
        pairs=41_382,
    ),
    Source(
        name="tidb_docs",
        domain="docs",
        origin="TiDB documentation (pingcap/docs-cn and pingcap/docs)",
        licence="CC BY-SA 3.0",
        pairs=40_486,
    ),
    Source(
        name="libreoffice_help",
        domain="docs",
        origin="LibreOffice help (Debian libreoffice-help-zh-cn and -en-us)",
        licence="MPL-2.0",
        pairs=27_493,
    ),
    Source(
        name="tatoeba",
        domain="general",
        origin="tatoeba.org, by way of manythings.org/anki",
        licence="CC BY 2.0 FR",
        pairs=20_990,
    ),
    Source(
        name="openeuler_docs",
        domain="docs",
        origin="openEuler documentation (openeuler-mirror/docs)",
        licence="CC BY-SA 4.0",
        pairs=12_160,
    ),
    Source(
        name="mlqe_wiki",
        domain="general",
        origin="MLQE-PE, post-edited machine translation (sheffieldnlp/mlqe-pe)",
        licence="CC0",
        pairs=8_539,
    ),
    Source(
        name="kubeedge_site",
        domain="docs",
        origin="KubeEdge website (kubeedge/website)",
        licence="Apache-2.0",
        pairs=1_367,
    ),
    Source(
        name="terms_cedict",
        domain="dict",
        origin="CC-CEDICT, November 2023",
        licence="CC BY-SA 4.0",
        pairs=204_907,
    ),
    Source(
        name="terms_isocodes",
        domain="dict",
        origin="Debian iso-codes",
        licence="LGPL-2.1+",
        pairs=3_236,
    ),
    Source(
        name="terms_tico19",
        domain="dict",
        origin="TICO-19 terminology",
        licence="CC0",
        pairs=650,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus file that is there."""

    path: Path
    name: str
    domain: str


def find_corpora(*folders: Path) -> list[Corpus]:
    """The corpora below ``folders``: ``own/*.tsv``, ``own/*.terms.tsv``, ``templates/`` with the
    values in ``slots/``, these values as terms, and the known open ones.

    Raises `ValueError` if there is none in one of them.
    """
    return [corpus for folder in folders for corpus in _corpora_of(folder)]


def _corpora_of(folder: Path) -> list[Corpus]:
    found = []
    for path in sorted((folder / "own").glob("*.tsv")):
        name = path.name.removesuffix(".tsv")
        domain = "own_terms" if name.endswith(".terms") else "own"
        found.append(Corpus(path=path, name=name, domain=domain))
    if (folder / "templates").is_dir():
        found.append(Corpus(path=folder, name=FILLED.name, domain=FILLED.domain))
    for path in sorted((folder / "slots").glob("*.tsv")):
        if path.stem not in _NO_TERMS:
            found.append(Corpus(path=path, name=f"slot {path.stem}", domain="own_terms"))
    for source in SOURCES[2:]:
        for suffix in (".tsv", ".tsv.xz"):
            path = folder / "open" / f"{source.name}{suffix}"
            if path.is_file():
                found.append(Corpus(path=path, name=source.name, domain=source.domain))
    if not found:
        raise ValueError(f"{folder}: neither own/*.tsv nor a known open/*.tsv.xz")
    return found


def read_tsv(path: Path) -> Iterator[Pair]:
    """The pairs of a file; lines without two filled columns are passed over."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            columns = line.rstrip("\r\n").split("\t")
            if len(columns) >= 2 and columns[0].strip() and columns[1].strip():
                yield columns[0].strip(), columns[1].strip()
