"""Settings: every option of every command can be said in a file and in a variable."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bilingual.cli.command_options import CommandOption, options_of
from bilingual.cli.conventions import prepare
from bilingual.cli.main import app
from bilingual.cli.settings import PERSONAL, Settings, SettingsFile, read_settings, user_file
from tests.conftest import Run

OPTIONS = tuple(options_of(prepare(app)))
_IDS = [" ".join((*one.command, one.name)) for one in OPTIONS]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "seeds" / "news").mkdir(parents=True)
    (tmp_path / "seeds" / "news" / "a.txt").write_text("会议举行。\n", "utf-8")
    return tmp_path


def settings(folder: Path, text: str) -> Path:
    path = folder / "bilingual.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def example(option: CommandOption) -> Any:
    """A value that an option takes."""
    if option.kind in (bool, int, float):
        return option.kind(1)
    return option.choices[-1] if option.choices else "some"


@pytest.mark.parametrize("option", OPTIONS, ids=_IDS)
def test_every_option_is_a_setting_and_a_variable(
    option: CommandOption, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever command or option is added to the tool."""
    value = example(option)
    said = f"[{'.'.join(option.command)}]\n{option.name} = {json.dumps(value)}\n"
    file = read_settings(settings(tmp_path, said), OPTIONS, is_project=option.name not in PERSONAL)
    found = file.find(option, OPTIONS)
    taken = [value] if option.is_list else value
    if option.is_path or option.may_be_path:
        taken = [str(tmp_path / "some")] if option.is_list else str(tmp_path / "some")
    assert found is not None and found.value == taken
    (tmp_path / "bilingual.toml").unlink()
    monkeypatch.setenv(option.variable, str(value))
    from_variable = Settings(OPTIONS, [tmp_path]).find(option)
    if option.means_in((), OPTIONS):
        assert from_variable is not None and from_variable.origin == option.variable


def test_the_next_place_counts(bilingual: Run, project: Path) -> None:
    command = ("translate", project / "seeds", "-o", "out", "--engine", "identity")

    def written(*options: str, **variables: str) -> set[str]:
        run = bilingual(*command, "--force", *options, **variables)
        assert run.returncode == 0, run.stderr
        return {line.rpartition(".")[2] for line in run.stdout.splitlines()}

    assert written() == {"docx", "md"}
    settings(user_file().parent, 'to = "epub"\n')
    assert written() == {"epub"}
    settings(project, 'to = ["html"]\n')
    assert written() == {"html"}
    settings(project / "seeds", "to = 'html,md'\n")  # nearer to the seeds
    assert written() == {"html", "md"}
    assert written(BILINGUAL_TO="md,docx") == {"docx", "md"}
    assert written("--to", "html", BILINGUAL_TO="md") == {"html"}


def test_settings_are_part_of_what_is_fresh(bilingual: Run, project: Path) -> None:
    command = ("translate", project / "seeds", "-o", "out", "--to", "md", "--engine", "identity")
    bilingual(*command)
    settings(project, 'layout = "interleaved"\n')
    assert bilingual(*command, "--check").returncode == 1
    assert len(bilingual(*command).stdout.splitlines()) == 1
    assert bilingual(*command, "--check").returncode == 0
    settings(project, 'glossary = ["terms/own.csv"]\nlayout = "interleaved"\n')
    assert "own.csv: cannot be read" in bilingual(*command).stderr
    (project / "terms").mkdir()
    (project / "terms" / "own.csv").write_text("source,target\n会议,conference\n", "utf-8")
    run = bilingual(*command, cwd=project / "seeds")  # relative to the file, not to the folder
    assert run.returncode == 0 and len(run.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("layuot = 'x'", "layuot: is no setting; did you mean layout?"),
        ("[chekc]", "chekc: is no setting; did you mean check?"),
        ("[check]\nfial-on = 'note'", "check.fial-on: is no setting; did you mean fail-on?"),
        ("zzz = 1", "zzz: is no setting; see bilingual config show"),
        ("to = 3", "to: cannot be 3; give text, or a list of that"),
        ("cover = 'no'", "cover: cannot be 'no'; give true or false"),
        ("page = 'a5'", "page: cannot be 'a5'; give source or a4 or letter"),
        ("[models.list]\ntimeout = '3'", "models.list.timeout: cannot be '3'; give a number"),
        ("to = 'doc'", "to doc: unknown; choose from docx, md"),
        ("force = true", "force: is not for a project to say; give --force in the command"),
        ("to =\n", "is not TOML (Invalid value (at line 1, column 5)); mend that line"),
        ("protect = 'none'", "none: cannot be read"),
    ],
)
def test_unsound_settings_are_one_line(bilingual: Run, project: Path, text: str, said: str) -> None:
    path = settings(project, text)
    run = bilingual("translate", project / "seeds", "-o", "out", "--engine", "identity")
    assert run.returncode == 2 and run.stderr.count("\n") == 1
    assert run.stderr.startswith("bilingual: ") and str(path.parent) in run.stderr
    assert said in run.stderr
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("BILINGUAL_HIDDEN", "perhaps", "cannot be 'perhaps'; give true or false"),
        ("BILINGUAL_PAGE", "a5", "cannot be 'a5'; give source or a4 or letter"),
        ("BILINGUAL_LAYOUT", "beside", "beside: unknown; choose from side-by-side"),
    ],
)
def test_unsound_variables_are_one_line(
    bilingual: Run, project: Path, variable: str, value: str, said: str
) -> None:
    run = bilingual("translate", project / "seeds", **{variable: value})
    assert run.returncode == 2 and run.stderr.count("\n") == 1
    assert run.stderr.startswith(f"bilingual: {variable}") and said in run.stderr


def test_a_flag_can_be_taken_back(bilingual: Run, project: Path) -> None:
    command = ("translate", project / "seeds", "-o", "out", "--engine", "identity")
    settings(project, "json = true\n")
    assert json.loads(bilingual(*command).stdout)["schema"] == 1
    assert "written" in bilingual(*command, "--force", BILINGUAL_JSON="0").stdout.split()[0]


def test_files_of_two_projects_are_refused(bilingual: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        settings(tmp_path / name, "to = 'md'\n")
        (tmp_path / name / "a.txt").write_text("会议。", "utf-8")
    run = bilingual("check", "one/a.txt", "two/a.txt")
    assert run.returncode == 2 and "are the settings of several projects" in run.stderr


def test_a_name_means_the_same_at_the_top_for_all_commands(tmp_path: Path) -> None:
    """Where options of one name differ, the top of the file speaks of the first of them only."""
    file = SettingsFile(path=tmp_path, table={one.name: example(one) for one in OPTIONS})
    apart = {one for one in OPTIONS if not one.means_in((), OPTIONS)}
    assert {" ".join((*one.command, one.name)) for one in apart} >= {"check from", "check encoding"}
    assert {one for one in OPTIONS if file.find(one, OPTIONS) is None} == apart


def test_personal_settings_are_options() -> None:
    assert {one.name for one in OPTIONS} >= PERSONAL


def test_config_shows_where_each_value_is_from(bilingual: Run, project: Path) -> None:
    path = settings(project, "to = ['md', 'html']\n[check]\nfail-on = 'note'\n")
    run = bilingual("config", "show", project / "seeds", BILINGUAL_PAGE="letter")
    rows = {line.split()[0]: line.split()[1:] for line in run.stdout.splitlines()}
    assert rows["to"] == ["md,", "html", f"{path}:", "to"]
    assert rows["page"] == ["letter", "BILINGUAL_PAGE"]
    assert rows["layout"] == ["side-by-side", "default"]
    assert rows["fail-on"] == ["-", "default"]
    shown = bilingual("config", "show", "--command", "check", "--json", project / "seeds").stdout
    (told,) = [one for one in json.loads(shown)["results"] if one["name"] == "fail-on"]
    assert told == {
        "name": "fail-on",
        "value": "note",
        "origin": f"{path}: check.fail-on",
    }
    wrong = bilingual("config", "show", "--command", "chek")
    assert wrong.returncode == 2 and "--command chek: unknown; did you mean check?" in wrong.stderr


@pytest.mark.parametrize("is_own", [False, True])
def test_config_writes_a_file_in_which_nothing_holds_yet(
    bilingual: Run, project: Path, is_own: bool
) -> None:
    path = user_file() if is_own else project / "bilingual.toml"
    command = ("config", "init", *(["--user"] if is_own else [project]))
    assert bilingual(*command).stdout == f"written {path}\n"
    text = path.read_text("utf-8")
    assert tomllib.loads(text) == {}
    again = bilingual(*command)
    assert again.returncode == 2 and "is there already" in again.stderr
    # Without the signs in front of them, all of its lines are settings of the right kind.
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    path.write_text("\n".join(one for one in lines if "=" in one or one.startswith("[")), "utf-8")
    file = read_settings(path, OPTIONS, is_project=not is_own)
    tables = [file.table, *(one for one in file.table.values() if isinstance(one, dict))]
    written = {name for table in tables for name, value in table.items() if value != {}}
    assert {one.name for one in OPTIONS} - (set() if is_own else PERSONAL) <= written


def test_help_does_not_look_at_settings(process: Run, project: Path) -> None:
    settings(project, "no setting at all")
    assert process("translate", "-h").returncode == 0
