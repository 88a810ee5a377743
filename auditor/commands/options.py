"""Options that several subcommands share, and the auditor they ask for."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from auditor.audit import Auditor
from auditor.boilerplate.memory import SourceMemory
from auditor.finding import Severity
from auditor.ingest.dates import parse_date
from auditor.ingest.defaults import Defaults
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, default_folders, load_rules
from auditor.settings import Settings, find_settings, load_settings, load_suppressions, request_layer

NEVER = "never"


def add_repeated(parser: argparse._ActionsContainer, name: str, metavar: str, text: str, **more: Any) -> None:
    """An option that may be given several times, and says so."""
    more = {"default": [], **more}
    parser.add_argument(name, action="append", metavar=metavar, help=f"{text}; may be given several times", **more)


def add_inputs(parser: argparse.ArgumentParser, more: str = "") -> None:
    """The articles that are read; `more` says what else may be given."""
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT",
        help="text, Markdown, HTML, e-mail, Word, JSON, JSONL, RSS, Atom, NewsML-G2, NITF, ninjs, WARC or Parquet "
        f"file, .gz and .zst of them, a folder, {more}or -",
    )  # fmt: skip


def add_default_options(parser: argparse.ArgumentParser) -> None:
    """Options that say of articles what they do not say themselves."""
    parser.add_argument("--published", metavar="DATE", help="publication date of articles that come without one")
    parser.add_argument("--source", metavar="NAME", help="source of articles that come without one")


def read_defaults(args: argparse.Namespace) -> Defaults:
    """What the options of `add_default_options` say. Raises InputError."""
    return Defaults(args.source, parse_date(args.published, "--published") if args.published else None)


def add_fail_option(parser: argparse.ArgumentParser, default: str) -> None:
    """The option that says from which severity on a finding makes the exit status 1."""
    choices = [severity.label for severity in Severity]
    text = "exit status 1 if there is a finding of this severity or a graver one"
    parser.add_argument("--fail-on", choices=[*choices, NEVER], default=default, help=f"{text}; default: {default}")


def is_grave(severity: Severity, fail_on: str) -> bool:
    """Whether a finding of `severity` makes the exit status 1."""
    return fail_on != NEVER and severity >= Severity.parse(fail_on)


def add_rule_options(parser: argparse.ArgumentParser) -> None:
    """Options that say which rules judge, and which findings are settled."""
    add_selection_options(parser)
    add_repeated(
        parser, "--baseline", "FILE", "findings that `auditor baseline` wrote: only what is new is told", type=Path
    )


def add_selection_options(parser: argparse.ArgumentParser) -> None:
    """Options that say which rules judge."""
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings; default: the nearest auditor.toml")
    add_repeated(parser, "--rules", "FOLDER", "more rules", type=Path)
    add_repeated(parser, "--select", "RULE", "only this rule, or topic")
    add_repeated(parser, "--ignore", "RULE", "not this rule, or topic")
    parser.set_defaults(baseline=[])


def no_options(config: Path | None = None) -> argparse.Namespace:
    """The options of `add_rule_options` when none is given, but for the settings file."""
    return argparse.Namespace(config=config, rules=[], select=[], ignore=[], baseline=[])


def load_ruleset(args: argparse.Namespace) -> tuple[RuleSet, Settings]:
    """The rules and settings that `args` ask for. Raises RuleError, SettingsError, OSError."""
    path = args.config or find_settings(Path.cwd())
    folders = [*default_folders(), *args.rules]
    ruleset = load_rules(*folders)
    settings = Settings()
    if path is not None:
        settings = load_settings(path, ruleset)
        if settings.rule_folders:
            ruleset = load_rules(*folders, *settings.rule_folders)
            settings = load_settings(path, ruleset)
    request = request_layer(args.select, args.ignore, ruleset)
    settled = [each for file in args.baseline for each in load_suppressions(file)]
    return ruleset, dataclasses.replace(settings, request=request).with_suppressions(settled)


def load_auditor(args: argparse.Namespace, memory: SourceMemory | None = None) -> Auditor:
    """The auditor that `args` ask for. Raises RuleError, SettingsError, KnowledgeError, OSError."""
    ruleset, settings = load_ruleset(args)
    return Auditor(ruleset, Knowledge(folder=settings.knowledge_folder), settings, memory)
