"""`auditor rules`: list, explain, test and document the rules."""

from __future__ import annotations

import argparse
import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.commands import quality
from auditor.commands.options import add_selection_options, load_auditor, load_ruleset
from auditor.examples import failing_examples
from auditor.ingest import InputError, read_inputs
from auditor.layer import selects
from auditor.render.judgements import explain_judgements
from auditor.render.rules import rule_index, rule_page
from auditor.render.terminal import printable
from auditor.rule import Rule
from auditor.settings import check_selector
from auditor.text.counted import counted

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FOUND, BROKEN = 1, 2


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command and its four verbs."""
    parser = commands.add_parser("rules", help="list, explain, test and document the rules")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help="the rules that judge, with severity and confidence")
    listing.add_argument("--source", metavar="NAME", help="as they judge this source")
    explain = verbs.add_parser("explain", help="one rule, and which line of the settings decides for it")
    explain.add_argument("rule", metavar="RULE")
    explain.add_argument("--source", metavar="NAME", help="as it judges this source")
    explain.add_argument(
        "--text", metavar="FILE", help="an article instead: what the rule weighed in it, and which guard let it pass"
    )
    test = verbs.add_parser("test", help="run the examples of the rules; exit status 1 if one does not hold")
    test.add_argument("selectors", nargs="*", metavar="RULE", help="a rule or a topic; default: all")
    docs = verbs.add_parser("docs", help="write a page a rule, from the rule files")
    docs.add_argument("--out", type=Path, required=True, metavar="DIR")
    for verb, function in ((listing, run_list), (explain, run_explain), (test, run_test), (docs, run_docs)):
        add_selection_options(verb)
        verb.set_defaults(run=function)
    quality.add_parser(verbs)


def run_list(args: argparse.Namespace) -> int:
    """Print a line a rule."""
    ruleset, settings = load_ruleset(args)
    for rule in settings.apply(ruleset, args.source).rules:
        sys.stdout.write(f"{rule.id:36} {rule.severity.label:9} {rule.confidence:.2f}  {rule.title}\n")
    return 0


def run_explain(args: argparse.Namespace) -> int:
    """Print a rule's page and what each layer of the settings says of it."""
    ruleset, settings = load_ruleset(args)
    rule = next((rule for rule in ruleset.rules if rule.id == args.rule), None)
    if rule is None:
        near = difflib.get_close_matches(args.rule, [rule.id for rule in ruleset.rules], 1)
        sys.stderr.write(f"auditor: no rule {args.rule!r}" + (f"; did you mean {near[0]!r}?\n" if near else "\n"))
        return BROKEN
    if args.text is not None:
        return _explain_text(args, rule)
    sys.stdout.write(rule_page(rule) + "\n## Decided by\n\n")
    for decision in settings.explain(rule, args.source):
        place = f" ({settings.path}:{decision.line})" if decision.line else ""
        sys.stdout.write(f"- {decision.layer}: {decision.text}{place}\n")
    now = next((r for r in settings.apply(ruleset, args.source).rules if r.id == rule.id), None)
    sys.stdout.write(f"\nSo it is {'off' if now is None else f'on, severity {now.severity.label}'}.\n")
    return 0


def _explain_text(args: argparse.Namespace, rule: Rule) -> int:
    """Print what became of each candidate of `rule` in the articles of a file."""
    auditor, status = load_auditor(args), 0
    for row in read_inputs([args.text]):
        if isinstance(row, InputError):
            sys.stderr.write(f"auditor: {printable(str(row))}\n")
            status = BROKEN
            continue
        judgements = auditor.explain(row, rule)
        if judgements is None:
            sys.stderr.write(f"auditor: rules of kind {rule.kind!r} have no candidates to explain\n")
            return BROKEN
        for line in explain_judgements(row, judgements):
            sys.stdout.write(printable(line) + "\n")
    return status


def run_test(args: argparse.Namespace) -> int:
    """Run the examples and print those that do not hold. Raises SettingsError for a selector that names no rule."""
    ruleset, _ = load_ruleset(args)
    for selector in args.selectors:
        check_selector(selector, ruleset)
    chosen = [rule for rule in ruleset.rules if not args.selectors or _chosen(rule, args.selectors)]
    failures = [line for rule in chosen for line in failing_examples(rule)]
    for line in failures:
        sys.stdout.write(line + "\n")
    examples = sum(len(rule.flag) + len(rule.passes) for rule in chosen)
    numbers = {"rule": len(chosen), "example": examples, "failure": len(failures)}
    sys.stdout.write(", ".join(counted(number, noun) for noun, number in numbers.items()) + "\n")
    return FOUND if failures else 0


def _chosen(rule: Rule, selectors: list[str]) -> bool:
    return any(selects(selector, rule) for selector in selectors)


def run_docs(args: argparse.Namespace) -> int:
    """Write index.md and a page a rule."""
    ruleset, _ = load_ruleset(args)
    for rule in ruleset.rules:
        page = args.out / f"{rule.id}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(rule_page(rule), encoding="utf-8")
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "index.md").write_text(rule_index(ruleset.rules), encoding="utf-8")
    return 0
