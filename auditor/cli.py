"""The command `auditor`: one line a subcommand, one exit status for whatever was wrong with the call."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module

from auditor.garbage import collect_seldom
from auditor.render.escapes import escaped, escaping

COMMANDS = (
    "check", "batch", "baseline", "diff", "report", "rules", "knowledge", "sources", "articles", "users", "keys", "log",
    "db", "serve", "worker", "webhooks", "connect", "reconcile", "phrases",
)  # fmt: skip
"""The modules of `auditor.commands`, one a command. Only the one that is called is imported, with what it needs."""
UNESCAPED = frozenset({"check", "batch", "baseline", "diff", "rules", "phrases", "knowledge", "serve", "worker"})
"""Commands that draw in colour, move the cursor or write data; they make texts printable themselves. What others write
is escaped: it may be a name that somebody sent to the service."""
BROKEN = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status, or 2 if the call, a rule or the settings were wrong."""
    collect_seldom()
    arguments = sys.argv[1:] if arguments is None else arguments
    args = make_parser([name for name in COMMANDS if name in arguments[:1]] or COMMANDS).parse_args(arguments)
    try:
        with nullcontext() if args.command in UNESCAPED else escaping():
            status: int = args.run(args)
        sys.stdout.flush()
    except _user_errors() as error:
        sys.stderr.write("".join(f"auditor: {escaped(line)}\n" for line in str(error).splitlines()))
        return BROKEN
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        sys.stderr.write(f"auditor: {escaped(str(error.filename or ''))}: {error.strerror or error}\n")
        return BROKEN
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def make_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of the commands of these names."""
    parser = argparse.ArgumentParser(
        prog="auditor", description="Audits news articles for consistency and text hygiene, and scores their sources."
    )
    parser.add_argument("--version", action=ShowVersion)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        import_module(f"auditor.commands.{name}").add_parser(commands)
    return parser


class ShowVersion(argparse.Action):
    """Prints the installed version; what looks it up is imported for this option only."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the installed version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and end the program."""
        from importlib.metadata import version  # noqa: PLC0415 - see above

        sys.stdout.write(f"auditor {version('article-auditor')}\n")
        parser.exit()


def _user_errors() -> tuple[type[Exception], ...]:
    """The errors whose message tells the user what would be right; imported where one was raised."""
    from auditor.batch.task import BatchError  # noqa: PLC0415 - see above
    from auditor.checks.brought import BroughtError  # noqa: PLC0415
    from auditor.ingest import InputError  # noqa: PLC0415
    from auditor.jobs import WorkerError  # noqa: PLC0415
    from auditor.knowledge.table import KnowledgeError  # noqa: PLC0415
    from auditor.ruleset import RuleError  # noqa: PLC0415
    from auditor.settings import SettingsError  # noqa: PLC0415
    from auditor.store import StoreError  # noqa: PLC0415
    from auditor.webhook import WebhookError  # noqa: PLC0415

    return (RuleError, SettingsError, InputError, StoreError, KnowledgeError, WebhookError, WorkerError, BatchError,
            BroughtError)  # fmt: skip
