"""What the Markdown files say is so: links lead somewhere, commands and options exist, examples are taken."""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import MapAdapter, RequestRedirect

from api import create_app
from auditor.cli import COMMANDS, main, make_parser
from auditor.finding import Severity
from auditor.ruleset import load_rules
from auditor.settings import parse_settings
from tools.rooms import PICTURE, draw, read_floors

ROOT = Path(__file__).parents[1]
MADE = {"build", "dist", "out", "var"}
"""Folders of what the project's own commands make."""
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part in MADE or part.startswith(".") for part in path.relative_to(ROOT).parts)
)
FOREIGN = {"--api-url", "--basetemp", "--no-deps"}
"""Options of programs that are not ours."""
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"(?:GET |POST )?(/(?:v1|docs|metrics|readyz|healthz|openapi)[\w./{}-]*)(?:\?\S*)?$")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


class Quoted(NamedTuple):
    """Something a page quotes, and where."""

    page: Path
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}: {self.text.splitlines()[0]}"


def fences(*languages: str) -> list[Quoted]:
    return [
        Quoted(page, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE))
        for page in PAGES
        for indent, language, text in FENCE.findall(page.read_text(encoding="utf-8"))
        if language in languages
    ]


def commands(program: str) -> Iterator[Quoted]:
    """Lines of code blocks that call `program`, without comments and what follows a pipe."""
    for page, text in fences("", "sh", "text", "bash"):
        for line in text.splitlines():
            match = re.match(rf"(?:\S+ [^|]*\| |\*/10 \* \* \* \*  )?({program}(?: .*)?)$", line)
            if match:
                yield Quoted(page, re.split(r"\s+#|[|>;&]", match[1])[0].strip())


def spans() -> Iterator[Quoted]:
    """What stands in backticks within a line."""
    for page in PAGES:
        for span in SPAN.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
            yield Quoted(page, span)


@cache
def help_of(*words: str) -> str:
    """The help of a command, or of one of its verbs; empty if there is no such."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()), pytest.raises(SystemExit):
        main([*words, "--help"])
    return said.getvalue()


def is_served(service: MapAdapter, address: str) -> bool:
    try:
        service.match(re.sub(r"\{\w+\}", "1", address))
    except MethodNotAllowed:
        return True
    except HTTPException as error:
        return isinstance(error, RequestRedirect)
    return True


def commands_and_verbs() -> Iterator[tuple[str, ...]]:
    for command in COMMANDS:
        yield (command,)
        if "VERB" in help_of(command):
            yield from ((command, verb) for verb in re.findall(r"^    ([a-z]+) ", help_of(command), re.MULTILINE))


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def problem_of_link(page: Path, target: str) -> str | None:
    path, _, anchor = target.partition("#")
    to = (page.parent / path).resolve() if path else page
    if not to.exists():
        return f"{target} is not there"
    if anchor and anchor not in anchors(to):
        return f"{target} has no such heading"
    return None


def problem_of_span(span: str) -> str | None:
    """What an `auditor ...` within a line names that does not exist; `a|b` are several verbs."""
    command, *rest = span.split()[1:]
    if command not in COMMANDS:
        return None if command.isupper() or command.startswith("--") else f"there is no command {command}"
    verbs = [""]
    if "VERB" in help_of(command) and rest and rest[0][0].islower():
        verbs = rest[0].split("|")
    for verb in verbs:
        text = help_of(*filter(None, (command, verb)))
        if not text:
            return f"{command} has no verb {verb}"
        missing = [option for option in OPTION.findall(span) if option not in OPTION.findall(text)]
        if missing:
            return f"{command} {verb} has no {missing}"
    return None


def test_the_pages_are_found() -> None:
    assert {ROOT / "README.md", ROOT / "docs" / "api.md", ROOT / "clients" / "ghost" / "README.md"} <= set(PAGES)


def test_the_picture_of_the_rooms_is_of_this_house() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw(read_floors()), "`python tools/rooms.py` draws it anew"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if ":" not in target]
    assert [problem for target in targets if (problem := problem_of_link(page, target))] == []


@pytest.mark.parametrize("call", list(commands("auditor")), ids=str)
def test_the_parser_takes_every_command(call: Quoted) -> None:
    make_parser().parse_args(shlex.split(call.text)[1:])


def test_commands_within_lines_exist() -> None:
    called = [span for span in spans() if span.text.startswith("auditor ")]
    assert len(called) > 50
    assert [(str(span), problem) for span in called if (problem := problem_of_span(span.text))] == []


def test_options_within_lines_exist() -> None:
    known = {option for words in commands_and_verbs() for option in OPTION.findall(help_of(*words))}
    named = [(span, OPTION.match(span.text)) for span in spans()]
    assert [str(span) for span, option in named if option and option[0] not in known | FOREIGN] == []


def test_make_targets_exist() -> None:
    named = [*commands("make"), *(span for span in spans() if span.text.startswith("make "))]
    assert len(named) > 10
    assert [str(name) for name in named if name.text.split()[1] not in TARGETS] == []


def test_addresses_of_the_service_exist(tmp_path: Path) -> None:
    app = create_app({"DATABASE": f"sqlite:///{tmp_path}/auditor.db"})
    service = app.url_map.bind("localhost")
    named = [(str(span), match[1]) for span in spans() if (match := ADDRESS.match(span.text))]
    assert len(named) > 20
    assert [where for where, address in named if not is_served(service, address)] == []
    assert not is_served(service, "/v1/audit")
    app.extensions["auditor"].close()


@pytest.mark.parametrize("block", fences("toml"), ids=str)
def test_settings_are_read(block: Quoted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse_settings(block.text.encode(), tmp_path / "auditor.toml", load_rules())


@pytest.mark.parametrize("block", fences("python"), ids=str)
def test_what_python_examples_import_exists(block: Quoted) -> None:
    for node in ast.walk(ast.parse(block.text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "auditor":
            module = importlib.import_module(str(node.module))
            assert [name.name for name in node.names if not hasattr(module, name.name)] == []


def test_the_first_example_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    article, printed = (block.text for block in fences("text") if block.page == ROOT / "README.md")
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "article.txt"]) == 1
    assert capsys.readouterr().out.strip() == printed.strip()


def test_the_readme_counts_the_rules_that_are_advice() -> None:
    rules = load_rules().rules
    advice = [rule for rule in rules if rule.severity is Severity.INFO]
    assert f" {len(advice)} of {len(rules)}" in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("block", fences("yaml"), ids=str)
def test_rules_hold_their_examples(block: Quoted, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = re.findall(r"^id: (.+)$", block.text, re.MULTILINE)[0]
    (tmp_path / rule).parent.mkdir()
    (tmp_path / f"{rule}.yaml").write_text(block.text, encoding="utf-8")
    assert main(["rules", "test", rule, "--rules", str(tmp_path)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("link", "problem"), [("nowhere.md", "not there"), ("README.md#nothing", "no such heading"), ("README.md", None)]
)
def test_a_wrong_link_is_seen(link: str, problem: str | None) -> None:
    said = problem_of_link(ROOT / "README.md", link)
    assert said is None if problem is None else problem in str(said)


@pytest.mark.parametrize("span", ["auditor chek", "auditor rules explian", "auditor batch --resum", "auditor db list"])
def test_a_wrong_command_is_seen(span: str) -> None:
    assert problem_of_span(span)
