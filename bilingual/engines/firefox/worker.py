"""The process that has models loaded, see `pool`: a line of JSON in for each text, one out for
each translation. It ends with its stdin, and so with whoever started it."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bilingual.engines.firefox.guard import translate_guarded


def main(folders: list[str]) -> None:
    """Load the models in ``folders``, which translate one after the other; say ``null`` or what is
    wrong; then answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # whatever libraries print is no answer

    def say(what: Any) -> None:
        print(json.dumps(what), file=answers, flush=True)

    try:
        from bilingual.engines.firefox.model import Model

        models = [Model(Path(folder)) for folder in folders]
        for model in models:
            model.translate("1.")  # what a model lacks may show only now
    except BaseException as error:  # fxtranslate's PanicException is no Exception
        say(" ".join(str(error).split())[:200] or type(error).__name__)
        return
    say(None)
    for line in sys.stdin.buffer:
        text = json.loads(line)
        try:
            for model in models:
                text = translate_guarded(text, model.translate)
        except BaseException:  # the same
            text = ""  # which a check finds
        say(text)


if __name__ == "__main__":
    main(sys.argv[1:])
