"""Options that several subcommands share, and the auditor they ask for."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from auditor.audit import Auditor
from auditor.boilerplate.memory import SourceMemory
from auditor.knowledge import Knowledge
from auditor.ruleset import RuleSet, builtin_folder, load_rules
from auditor.settings import Settings, find_settings, load_settings, request_layer


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """The articles that are read."""
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT",
        help="text, HTML, JSON, JSONL, RSS, Atom, NewsML-G2, ninjs, WARC or Parquet file, .gz and .zst of them, "
        "a folder, or -",
    )  # fmt: skip


def add_rule_options(parser: argparse.ArgumentParser) -> None:
    """Options that say which rules judge."""
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings; default: the nearest auditor.toml")
    parser.add_argument("--rules", type=Path, action="append", default=[], metavar="FOLDER", help="more rules")
    parser.add_argument("--select", action="append", default=[], metavar="RULE", help="only this rule, or topic")
    parser.add_argument("--ignore", action="append", default=[], metavar="RULE", help="not this rule, or topic")


def no_options(config: Path | None = None) -> argparse.Namespace:
    """The options of `add_rule_options` when none is given, but for the settings file."""
    return argparse.Namespace(config=config, rules=[], select=[], ignore=[])


def load_ruleset(args: argparse.Namespace) -> tuple[RuleSet, Settings]:
    """The rules and settings that `args` ask for. Raises RuleError, SettingsError, OSError."""
    path = args.config or find_settings(Path.cwd())
    folders = [builtin_folder(), *args.rules]
    ruleset = load_rules(*folders)
    settings = Settings()
    if path is not None:
        settings = load_settings(path, ruleset)
        if settings.rule_folders:
            ruleset = load_rules(*folders, *settings.rule_folders)
            settings = load_settings(path, ruleset)
    request = request_layer(args.select, args.ignore, ruleset)
    return ruleset, dataclasses.replace(settings, request=request)


def load_auditor(args: argparse.Namespace, memory: SourceMemory | None = None) -> Auditor:
    """The auditor that `args` ask for. Raises RuleError, SettingsError, KnowledgeError, OSError."""
    ruleset, settings = load_ruleset(args)
    return Auditor(ruleset, Knowledge(folder=settings.knowledge_folder), settings, memory)
