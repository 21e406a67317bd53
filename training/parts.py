"""Carry big files in small parts: split a folder, join it again, nothing lost or mixed up.

python -m training.parts split work/state carried     # parts of at most 16 MiB, and a list
python -m training.parts join carried work/state
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

LARGEST = 16 << 20
_LIST = "parts.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Split or join as the command line says; 2 for what the user can mend."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=("split", "join"))
    parser.add_argument("source", type=Path, help="file or folder")
    parser.add_argument("target", type=Path, help="folder")
    parser.add_argument("--bytes", type=int, default=LARGEST, help="of a part at most (16 MiB)")
    options = parser.parse_args(arguments)
    try:
        if options.command == "split":
            split(options.source, options.target, options.bytes)
        else:
            join(options.source, options.target)
    except (OSError, ValueError) as error:
        print(f"parts: {error}", file=sys.stderr)
        return 2
    return 0


def split(source: Path, target: Path, largest: int = LARGEST) -> list[Path]:
    """Cut the files of ``source`` into parts in ``target``; returns the parts."""
    target.mkdir(parents=True, exist_ok=True)
    for stale in target.glob("part.*"):
        stale.unlink()
    files = sorted(path for path in source.rglob("*") if path.is_file())
    root, files = (source, files) if source.is_dir() else (source.parent, [source])
    listed, parts = [], list[Path]()
    for path in files:
        digest, count = hashlib.sha256(), 0
        with path.open("rb") as whole:
            while chunk := whole.read(largest):
                digest.update(chunk)
                parts.append(target / f"part.{len(parts):04d}")
                parts[-1].write_bytes(chunk)
                count += 1
        name = path.relative_to(root).as_posix()
        listed.append({"name": name, "parts": count, "sha256": digest.hexdigest()})
    (target / _LIST).write_text(json.dumps(listed, indent=2) + "\n", "utf-8")
    return parts


def join(source: Path, target: Path) -> list[Path]:
    """Put the files together again; returns them.

    Raises `ValueError` if a part is missing or damaged, and leaves no such file behind.
    """
    listed = json.loads((source / _LIST).read_text("utf-8"))
    number, files = 0, []
    for entry in listed:
        name = PurePosixPath(entry["name"])
        if name.is_absolute() or ".." in name.parts:
            raise ValueError(f"{source / _LIST}: unsafe name {name}")
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        beside, digest = path.with_name(path.name + ".joining"), hashlib.sha256()
        try:
            with beside.open("wb") as whole:
                for _ in range(entry["parts"]):
                    chunk = (source / f"part.{number:04d}").read_bytes()
                    digest.update(chunk)
                    whole.write(chunk)
                    number += 1
            if digest.hexdigest() != entry["sha256"]:
                raise ValueError(f"{source}: the parts of {name} are damaged; carry them again")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        files.append(path)
    return files


if __name__ == "__main__":
    sys.exit(main())
