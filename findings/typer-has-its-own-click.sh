#!/usr/bin/env bash
# Typer no longer uses click: it carries a copy under a private name. Code that worked for years beside it goes wrong, and
# not where it is imported: inside a Typer command, click.get_current_context() says that there is no context, and
# `except click.ClickException` around a Typer app lets Typer's usage errors through. It hurts whoever has add-ons for click
# (default maps, envvar helpers, error handlers) in a Typer program. What is exported is typer.Context,
# typer.BadParameter and typer.core; so that is what we use.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/v"
cat > "$work/try.py" <<'PY'
import click, typer
app = typer.Typer()
@app.command()
def main(number: int) -> None:
    try:
        print("  context of click:", click.get_current_context().info_name)
    except RuntimeError as error:
        print("  context of click:", error)
try:
    app(["1"], standalone_mode=False)
    app(["x"], standalone_mode=False)
except click.ClickException as error:
    print("  caught as click.ClickException:", type(error).__name__)
except Exception as error:
    print("  not a click.ClickException:", type(error).__module__, type(error).__name__)
PY
for version in 0.15.1 0.29.2; do
  "$work/v/bin/pip" install --quiet "typer==$version" "click==8.1.8"
  echo "typer $version"
  "$work/v/bin/python" "$work/try.py" | tee "$work/$version"
done
grep -q "caught as click.ClickException" "$work/0.15.1"
grep -q "There is no active click context" "$work/0.29.2"
grep -q "not a click.ClickException" "$work/0.29.2"
