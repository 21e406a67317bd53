"""The command line: parses, calls, prints. Results on stdout; all else on stderr.
A command is a function in a module of its own; here they come together."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, NoReturn

import typer

from bilingual import __version__
from bilingual.cli.align import ALIGN_EXIT_CODES, align
from bilingual.cli.check import CHECK_EXIT_CODES, check
from bilingual.cli.compare import COMPARE_EXIT_CODES, compare
from bilingual.cli.config import config
from bilingual.cli.conventions import prepare
from bilingual.cli.glossary import glossary
from bilingual.cli.learn import LEARN_EXIT_CODES, learn
from bilingual.cli.log import LOGGER, stop_log
from bilingual.cli.memory import memory
from bilingual.cli.models import doctor, models
from bilingual.cli.normalize import normalize
from bilingual.cli.options import EXIT_CODES, PURPOSE, report_error
from bilingual.cli.serve import SERVE_EXIT_CODES, serve
from bilingual.cli.stopping import stopped_by_signals, stopped_code
from bilingual.cli.streams import prepare_streams
from bilingual.cli.translate import translate
from bilingual.cli.watch import WATCH_EXIT_CODES, watch
from bilingual.errors import BilingualError, FaultError, UsageError, WriteError

_INTERRUPTED = 130
"""How typer ends after a ``KeyboardInterrupt``."""
_NEW_OBJECTS = 50_000
"""A document is many small objects without cycles. Looking through them for cycles as often as
Python does takes a tenth of the time that all but the engine takes."""

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=PURPOSE,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("translate", epilog=EXIT_CODES)(translate)
app.command("watch", epilog=WATCH_EXIT_CODES)(watch)
app.command("check", epilog=CHECK_EXIT_CODES)(check)
app.command("learn", epilog=LEARN_EXIT_CODES)(learn)
app.command("align", epilog=ALIGN_EXIT_CODES)(align)
app.command("compare", epilog=COMPARE_EXIT_CODES)(compare)
app.command("normalize", epilog=EXIT_CODES)(normalize)
app.command("serve", epilog=SERVE_EXIT_CODES)(serve)
app.add_typer(models, name="models")
app.add_typer(memory, name="memory")
app.add_typer(glossary, name="glossary")
app.command("doctor")(doctor)
app.add_typer(config, name="config")


def main() -> NoReturn:
    """Run the command and exit; what a user can mend is one line on stderr, never a traceback."""
    code: object = 0
    try:
        _main()
    except SystemExit as end:
        code = end.code
        raise
    finally:
        stop_log(code)


def _main() -> NoReturn:
    prepare_streams()
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # see `bilingual.chinese.readings`
    gc.set_threshold(_NEW_OBJECTS)
    try:
        with stopped_by_signals():
            prepare(app)(standalone_mode=True)
    except BilingualError as error:
        _report(error)
        sys.exit(1 if isinstance(error, WriteError) else 2)
    except KeyboardInterrupt:
        sys.exit(stopped_code())
    except Exception as error:
        LOGGER.debug("a fault of bilingual", exc_info=error)
        if "--debug" in sys.argv:
            raise
        _report(FaultError.of("", error))
        sys.exit(1)
    except SystemExit as end:
        sys.exit(stopped_code() if end.code == _INTERRUPTED else end.code)
    sys.exit(0)


def _report(error: BilingualError) -> None:
    report_error(error, is_json="--json" in sys.argv, is_by_line="--json-lines" in sys.argv)


@app.callback(invoke_without_command=True, help=PURPOSE)
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version; doctor tells those of libraries.")
    ] = False,
) -> None:
    """See `PURPOSE`."""
    if version:
        typer.echo(f"bilingual {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise UsageError("", "no command given", "see bilingual --help")
