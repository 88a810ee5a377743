"""A command imports what it needs: nobody waits for a database or a web framework to check a file."""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from auditor.cli import make_parser

HEAVY = ("sqlalchemy", "alembic", "flask", "flask_smorest", "jinja2", "trafilatura", "pyarrow", "urllib3", "rich")
IMPORTED = (
    "import sys; from auditor.cli import main; main(sys.argv[1:]); print([m for m in {heavy} if m in sys.modules])"
)
ARTICLE = (
    "Ferry rescue centre opens\n\nThe centre opened on 6 March 2025. Kaja Oru, its head, said that it had 42 staff.\n"
)


def run(*arguments: str) -> str:
    code = IMPORTED.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=600, check=True
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_checking_a_text_imports_no_store_no_service_and_no_extractor(tmp_path: Path, form: str) -> None:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert run("check", "--format", form, str(path)) == "[]"


def test_the_test_would_see_a_heavy_import() -> None:
    assert "sqlalchemy" in run("db", "check", "--database", "sqlite:///:memory:")


def test_help_lists_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "--help"], capture_output=True, text=True, timeout=600, check=True
    )
    for name in ("check", "batch", "diff", "rules", "knowledge", "sources", "db", "serve", "worker"):
        assert f"    {name}" in done.stdout


def test_the_version_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "--version"], capture_output=True, text=True, timeout=600, check=True
    )
    assert done.stdout == f"auditor {version('article-auditor')}\n"


@pytest.mark.parametrize("call", [["serve"], ["worker"], ["db", "check"], ["keys", "list"], ["reconcile"]])
def test_the_environment_names_the_database_of_every_command(call: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_DATABASE", "postgresql://host/name")
    assert make_parser().parse_args(call).database == "postgresql://host/name"


def actions(parser: argparse.ArgumentParser, name: str = "auditor") -> Iterator[tuple[str, argparse.Action]]:
    """Every option of every command and verb, with the command that has it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, below in action.choices.items():
                yield from actions(below, f"{name} {verb}")
        else:
            yield name, action


def test_options_that_repeat_say_so() -> None:
    found = [(name, action) for name, action in actions(make_parser()) if isinstance(action, argparse._AppendAction)]
    assert len(found) > 10
    for name, action in found:
        assert "may be given several times" in (action.help or ""), (name, action.option_strings)


def test_check_and_batch_take_the_same_options() -> None:
    options: dict[str, set[str]] = {}
    for name, action in actions(make_parser()):
        options.setdefault(name, set()).update(action.option_strings)
    written = {"--format", "--include-text", "--fix", "--diff"}  # a batch writes all it has into its folder
    run = {
        "--out", "--workers", "--engine", "--resume", "--deadline", "--shard-size", "--parquet", "--no-html",
    }  # fmt: skip
    fetched = {"--allow-private"}  # of addresses, which a batch does not read
    assert options["auditor check"] - written - fetched == options["auditor batch"] - run


def test_every_command_that_audits_takes_a_baseline() -> None:
    options: dict[str, set[str]] = {}
    for name, action in actions(make_parser()):
        options.setdefault(name, set()).update(action.option_strings)
    judging = {name for name, taken in options.items() if "--select" in taken and not name.startswith("auditor rules")}
    assert {name for name, taken in options.items() if "--baseline" in taken} == judging - {"auditor baseline"}
    assert {"auditor check", "auditor batch", "auditor diff", "auditor serve", "auditor worker"} <= judging
