"""A noun goes with its number and its article, in whatever a user may read."""

from __future__ import annotations

import ast
import html
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import create_app
from auditor.audit import Auditor
from auditor.boilerplate.categories import CATEGORIES
from auditor.boilerplate.reasons import name_of
from auditor.cli import main
from auditor.examples import example_article
from auditor.finding import Finding
from auditor.knowledge import Knowledge
from auditor.rule import Example, Rule
from auditor.ruleset import RuleSet, load_rules
from auditor.story.telling import make_telling
from tests.jobs.made import Drain

ROOT = Path(__file__).parents[1]
RULES = load_rules().rules
MODULES = [path for folder in ("auditor", "api") for path in (ROOT / folder).rglob("*.py")]
TEMPLATES = sorted((ROOT / "reports").glob("*.html"))
ONE_OF_MANY = re.compile(r"(?<![\w.,:/-])1 (?:(?:more|other) )?(?!(?:as|has|is|was)\b)[a-z]+(?:-[a-z]+)*(?<!s)s\b")
"""A plural behind a one."""
WRONG_ARTICLE = re.compile(
    r"\b[Aa] (?!(?:eu|one|once|uni|us[aei])\w*)[aeiou]\w*|\b[Aa]n (?!(?:heir|hon|hour)\w*)[b-df-hj-np-tv-z]\w*"
)
NOUN = r" (?:(?:more|other) )?([a-z]+(?:-[a-z]+)*s)\b"
"""A plural behind a value, with what may stand between them."""
VERBS = frozenset({"as", "decides", "declares", "has", "holds", "is", "lacks", "lies", "names", "needs", "opens", "refers", "says",
                   "speaks", "stands", "takes", "was"})  # fmt: skip
"""What ends like a plural behind a value that is no number."""
NEVER_ONE = frozenset({"most", "points", "score.grade", "script.name"})
"""Values that are no number, or more than one for sure; constants, in capitals, are too."""


def slips(text: str) -> list[str]:
    return [match.group() for pattern in (ONE_OF_MANY, WRONG_ARTICLE) for match in pattern.finditer(text)]


@pytest.mark.parametrize("text", ["1 rules", "In 1 other reports", "(1 near-copies)", "a advertisement", "An bridge"])
def test_slips_are_found(text: str) -> None:
    assert slips(text)


@pytest.mark.parametrize("text", ["1 rule", "21 rules", "0.1 points", "1 was", "1 address", "a user", "an hour"])
def test_what_is_right_passes(text: str) -> None:
    assert slips(text) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_puts_a_value_before_a_plural(path: Path) -> None:
    """Text with a number and a noun is made by `counted`, which knows both forms."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for value, words in itertools.pairwise(parts):
            noun = re.match(NOUN, str(words.value)) if isinstance(words, ast.Constant) else None
            if noun and isinstance(value, ast.FormattedValue) and noun[1] not in VERBS:
                found.append((ast.unparse(value.value), noun[1]))
    assert [pair for pair in found if not (pair[0].isupper() or pair[0] in NEVER_ONE)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_puts_a_value_before_a_plural(path: Path) -> None:
    shown = re.sub(r"</?[a-z][^>]*>", "", path.read_text(encoding="utf-8"))
    found = [pair for pair in re.findall(r"\{\{ ([^{}]*) \}\}" + NOUN, shown) if pair[1] not in VERBS]
    assert [pair for pair in found if not any(name in pair[0] for name in NEVER_ONE)] == []


def findings_of(rule: Rule, example: Example) -> Iterator[Finding]:
    """What the rule alone finds in the articles of an example."""
    auditor = Auditor(RuleSet((rule,), "one"), Knowledge(example.knowledge))
    documents = [auditor.read(example_article(row)) for row in example.articles]
    hits, _ = auditor.audit_story([make_telling(document, str(n)) for n, document in enumerate(documents)])
    for number, document in enumerate(documents):
        mine = [found.hit for found in hits if found.article == str(number)]
        report = auditor.add_story(auditor.audit_document(document), mine)
        if number:
            report = auditor.add_findings(report, *auditor.audit_revision(documents[number - 1], document))
        yield from report.findings


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_what_rules_say(rule: Rule) -> None:
    assert '"' not in rule.message, "passages stand between curly quotation marks"
    said = [rule.title, rule.message, rule.why, *rule.false_positives]
    for finding in (finding for example in rule.flag for finding in findings_of(rule, example)):
        assert not finding.message.endswith("?"), "a message states what stands there"
        said += [finding.message.replace(finding.quote, ""), *(evidence.note for evidence in finding.evidence)]
    assert [slip for text in said for slip in slips(text)] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_names_of_boilerplate(category: str) -> None:
    assert slips(f"wording of {name_of(category)}") == []


TEXT = "The flood at the Ramsford weir carried off {} boats on Friday, 6 March 2025, the river board said.\n\n{}"
ENDS = ("The weir holds back half of the water of the lower valley. ", "Nobody was hurt; an alder was blamed for it. ")


def articles(number: int) -> list[dict[str, str]]:
    """Articles of different papers on one event, each with a weekday that is not that of its date."""
    return [
        {
            "text": TEXT.format(476 - n, ENDS[n % 2] * 12), "title": f"Flood carries off boats, part {n}",
            "source": "paper.example" if n % 2 else "post.example", "published": "2025-03-07", "id": f"a{n}",
        }
        for n in range(number)
    ]  # fmt: skip


def read_page(page: str) -> str:
    """What a page shows, with a line for every block."""
    shown = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    shown = re.sub(r"</?(?:a|b|code|mark|span|time)\b[^>]*>", "", shown)
    return html.unescape(re.sub(r"<[^>]*>", "\n", shown))


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """The shipped rules, compiled once."""
    return Auditor()


@pytest.fixture(params=[0, 1, 2])
def url(request: pytest.FixtureRequest, tmp_path: Path, auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with no, one or two articles, those in one story."""
    made = f"sqlite:///{tmp_path}/audits.db"
    monkeypatch.setenv("AUDITOR_DATABASE", made)
    service = create_app({"DATABASE": made, "AUDITOR": auditor, "OPEN": True})
    for row in articles(request.param):
        assert service.test_client().post("/v1/audits", json=row).status_code == 201
    Drain(service.extensions["auditor"].store, auditor)()
    service.extensions["auditor"].close()
    return made


PAGES = (
    "/", "/?state=all", "/audits/1", "/v1/audits", "/v1/audits/1", "/stories", "/stories/1", "/sources", "/try",
    "/sources/post.example", "/rules", "/rules/date/weekday-differs", "/compare?old=1&new=2", "/none",
)  # fmt: skip


def test_what_pages_show(url: str, auditor: Auditor) -> None:
    service = create_app({"DATABASE": url, "AUDITOR": auditor, "OPEN": True})
    client = service.test_client()
    for address in PAGES:
        page = client.get(address, headers={"Accept": "text/html"}).text
        assert slips(read_page(page)) == [], address
    service.extensions["auditor"].close()


COMMANDS = (
    ("sources", "list"), ("sources", "show", "post.example"), ("sources", "show", "paper.example"),
    ("sources", "freeze"), ("rules", "quality"), ("rules", "test", "metadata/missing-date"), ("rules", "list"),
    ("rules", "test", "metadata"), ("webhooks", "list"), ("knowledge", "check"),
)  # fmt: skip


@pytest.mark.usefixtures("url")
def test_what_commands_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    kept = ("report", "--out", str(site)), ("db", "backup", str(tmp_path / "kept")), ("db", "prune")
    for command in (*COMMANDS, *kept):
        assert main(list(command)) in (0, 1, 2), command
        assert slips("".join(capsys.readouterr())) == [], command
    pages = list(site.rglob("*.html"))
    assert pages
    for page in pages:
        assert slips(read_page(page.read_text(encoding="utf-8"))) == [], page


def test_what_check_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for row in articles(2):
        (tmp_path / f"{row['id']}.txt").write_text(f"{row['title']}\n\n{row['text']}", encoding="utf-8")
        assert main(["check", str(tmp_path)]) == 1
        assert slips("".join(capsys.readouterr())) == []
