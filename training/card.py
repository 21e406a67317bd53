"""The model card: what a package's weights derive from, and how good they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from training.corpora import BEAM, SOURCES, Source
from training.model import Size

Counts = Mapping[str, Mapping[str, int]]
"""For each corpus how many pairs were read and kept; from data.json of training.prepare."""

_USERS = Source(
    name="", domain="user", origin="pairs of the package's maker", licence="theirs", pairs=0
)


def source_rows(counts: Counts | None) -> list[list[str]]:
    """Corpus, origin, licence, pairs used: of each source in ``counts``, or of all."""
    known = {source.name: source for source in (*SOURCES, BEAM)}
    if counts is None:
        return [[one.name, one.origin, one.licence, f"{one.pairs:,} at most"] for one in SOURCES]
    kept = {name: numbers["kept"] for name, numbers in counts.items()}
    if "own_terms" in kept:
        kept["own"] = kept.get("own", 0) + kept.pop("own_terms")
    rows = []
    for name, pairs in kept.items():
        source = known.get(name, _USERS)
        rows.append([name, source.origin, source.licence, f"{pairs:,}"])
    return rows


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def model_card(
    *, version: str, size: Size, quality: str, counts: Counts | None, scores: str, notes: str
) -> str:
    """README.md of a package."""
    shape = (
        f"A transformer of width {size.width} with {size.encoder_layers} encoder and "
        f"{size.decoder_layers} decoder layers over {size.vocabulary:,} SentencePiece pieces with "
        "byte fallback, in int8, trained from scratch for the bilingual project. It reads "
        "Simplified Chinese, a sentence at a time."
    )
    trust = (
        "**A draft**: its English is not to be trusted. Programs that use it should say so."
        if quality == "draft"
        else ""
    )
    rows = source_rows(counts)
    licences = "; ".join(dict.fromkeys(licence for _, _, licence, _ in rows))
    sections = [
        f"# Chinese - English, package {version}",
        shape,
        trust,
        notes,
        "## Data",
        f"The weights derive from corpora under these licences: {licences}. Names, figures and "
        "events in the project's own pairs are invented or said from memory: no statements of "
        "fact.",
        markdown_table(("corpus", "origin", "licence", "pairs"), rows),
        "## Scores" if scores else "",
        scores,
    ]
    return "\n\n".join(section.strip() for section in sections if section.strip()) + "\n"
