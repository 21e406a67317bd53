"""The process that has models loaded, see `bilingual.engines.serving`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial, reduce
from pathlib import Path

from bilingual.engines.firefox.guard import translate_guarded
from bilingual.engines.serving import serve


def load(folders: Sequence[str]) -> Callable[[str], str]:
    """The models in ``folders``, which translate one after the other."""
    from bilingual.engines.firefox.model import Model

    models = [Model(Path(folder)) for folder in folders]
    for model in models:
        model.translate("1.")  # what a model lacks may show only now
    return lambda text: reduce(
        lambda said, model: translate_guarded(said, model.translate), models, text
    )


if __name__ == "__main__":
    serve(partial(load, sys.argv[1:]))
