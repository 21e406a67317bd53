"""From a checkpoint to a complete Argos package.

    python -m training.export work/state/best.pt --spm work/spm.model --version 0.2 \\
        --out translate-zh_en-0_3 [--quality draft] [--zip]

The package's folder holds metadata.json, sentencepiece.model, model/ (CTranslate2, int8, with a
vocabulary map) and README.md, the model card. Several checkpoints of one run are averaged. With
``--zip`` the same is written as one ``.argosmodel`` file, which Argos Translate installs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from bilingual.engines.vocabulary import MAP_NAME, map_for
from training.card import model_card
from training.checkpoint import average
from training.convert import write_ctranslate2


def main(arguments: Sequence[str] | None = None) -> int:
    """Export as the command line says; 2 for what the user can mend."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checkpoints", type=Path, nargs="+", help="one, or several to average")
    parser.add_argument("--spm", type=Path, required=True, help="SentencePiece model of the data")
    parser.add_argument("--out", type=Path, required=True, help="the package's folder")
    parser.add_argument("--version", required=True, help="such as 0.2")
    parser.add_argument("--quality", choices=("draft", ""), default="", help="mark as a draft")
    parser.add_argument(
        "--cut-length", type=int, default=0, help="characters up to which it does well; 0: any"
    )
    parser.add_argument(
        "--coverage", type=float, default=0, help="what a word left unread costs; 0: nothing"
    )
    parser.add_argument("--licence", default="", help="what documents are to say of it, in short")
    parser.add_argument("--data", type=Path, help="data.json, for the card's list of sources")
    parser.add_argument("--scores", type=Path, help="Markdown for the card: benchmarks.quality's")
    parser.add_argument("--notes", default="", help="a sentence for the card")
    parser.add_argument("--zip", action="store_true", help="write OUT.argosmodel too")
    options = parser.parse_args(arguments)
    try:
        export(options)
    except (OSError, ValueError) as error:
        print(f"export: {error}", file=sys.stderr)
        return 2
    return 0


def export(options: argparse.Namespace) -> None:
    """Write the package whole, in place of an older one at the same path."""
    import sentencepiece

    if not 0 <= options.coverage <= 100:
        raise ValueError(f"--coverage {options.coverage}: a number from 0 to 100 is wanted")
    size, weights = average(options.checkpoints)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(options.spm))
    pieces = [processor.id_to_piece(at) for at in range(processor.get_piece_size())]
    if len(pieces) != size.vocabulary:
        raise ValueError(
            f"{options.spm}: {len(pieces)} pieces, the network has {size.vocabulary}; "
            "pass the model that its data was packed with"
        )
    out: Path = options.out
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=out.parent))
    try:
        write_ctranslate2(size, weights, pieces, beside / "model")
        (beside / "model" / MAP_NAME).write_text(map_for(pieces), "utf-8")
        shutil.copyfile(options.spm, beside / "sentencepiece.model")
        metadata = json.dumps(package_metadata(options), indent=2)
        (beside / "metadata.json").write_text(metadata + "\n", "utf-8")
        counts = json.loads(options.data.read_text("utf-8"))["sources"] if options.data else None
        card = model_card(
            version=options.version,
            size=size,
            quality=options.quality,
            counts=counts,
            scores=options.scores.read_text("utf-8") if options.scores else "",
            notes=options.notes,
        )
        (beside / "README.md").write_text(card, "utf-8")
        beside.chmod(0o755)
        if out.exists():
            shutil.rmtree(out)
        beside.replace(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    if options.zip:
        zip_package(out, out.with_name(out.name + ".argosmodel"))
    print(f"{out}: {sum(path.stat().st_size for path in files) / 2**20:.1f} MiB")


def package_metadata(options: argparse.Namespace) -> dict[str, str | float]:
    """What Argos Translate and bilingual read about a package."""
    metadata: dict[str, str | float] = {
        "package_version": options.version,
        "argos_version": "1.9.0",
        "from_code": "zh",
        "from_name": "Chinese",
        "to_code": "en",
        "to_name": "English",
        "type": "translate",
    }
    optional: dict[str, str | float] = {
        "quality": options.quality,
        "cut_length": options.cut_length,
        "coverage": options.coverage,
        "licence": options.licence,
    }
    metadata |= {key: value for key, value in optional.items() if value}
    return metadata


def zip_package(folder: Path, archive: Path) -> None:
    """The package as Argos Translate hands them out: a zip file of its folder."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                package.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")


if __name__ == "__main__":
    sys.exit(main())
