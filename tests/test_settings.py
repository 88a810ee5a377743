"""auditor.toml: layers merged key by key, and errors with their line."""

import dataclasses
from pathlib import Path

import pytest

from auditor import Article, Auditor
from auditor.finding import Severity
from auditor.ruleset import load_rules
from auditor.settings import Settings, SettingsError, load_settings, request_layer

RULESET = load_rules()
BYLINE, DATE, TITLE = "metadata/missing-byline", "metadata/missing-date", "metadata/missing-title"


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "auditor.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, RULESET)


def ids(given: Settings, source: str | None = None) -> set[str]:
    """Which of the three rules judge."""
    return {rule.id for rule in given.apply(RULESET, source).rules} & {BYLINE, DATE, TITLE}


def test_nothing_said_everything_on() -> None:
    assert ids(Settings()) == {BYLINE, DATE, TITLE}


def test_narrower_selector_wins_then_ignore(tmp_path: Path) -> None:
    given = settings(tmp_path, f'select = ["{DATE}"]\nignore = ["metadata"]\n')
    assert ids(given) == {DATE}
    assert ids(settings(tmp_path, 'select = ["metadata"]\nignore = ["metadata"]\n')) == set()


def test_source_wins_over_profile_over_project(tmp_path: Path) -> None:
    text = f"""
ignore = ["{BYLINE}"]
[severity]
metadata = "minor"
[profile.wire]
ignore = ["{DATE}"]
severity = {{"{TITLE}" = "major"}}
[source."example.org"]
profile = "wire"
extend_select = ["{BYLINE}"]
"""
    given = settings(tmp_path, text)
    assert ids(given) == {DATE, TITLE}
    assert ids(given, "example.org") == {BYLINE, TITLE}
    rules = given.apply(RULESET, "example.org")
    assert rules[TITLE].severity is Severity.MAJOR
    assert rules[BYLINE].severity is Severity.MINOR


def test_explain_names_the_line(tmp_path: Path) -> None:
    given = settings(tmp_path, f'select = ["*"]\n\n[source."example.org"]\nignore = [\n  "{DATE}",\n]\n')
    decisions = given.explain(RULESET[DATE], "example.org")
    assert [(d.layer, d.line) for d in decisions] == [("default", 0), ("project", 1), ("source.example.org", 5)]
    assert decisions[-1].text == f"off, by ignore '{DATE}'"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('select = ["metadta"]', "auditor.toml:1: 'metadta' names no rule; did you mean 'metadata'?"),
        ('selct = ["metadata"]', "auditor.toml:1: unknown key 'selct'; did you mean 'select'?"),
        ('[severity]\nmetadata = "bad"', "auditor.toml:2: 'bad' is no severity"),
        ('[options."metadata/missing-date"]\nmissing = "x"', "auditor.toml:2: options for metadata/missing-date"),
        ('[options."metadata/nope"]\nmissing = "x"', "'metadata/nope' names no rule"),
        ('[source."a.org"]\nprofile = "wire"', "auditor.toml:2: unknown profile 'wire'"),
        ("min_confidence = 2", "auditor.toml:1: min_confidence must be from 0 to 1"),
        ("[[suppress]]\nreason = 'x'", "auditor.toml:1: a suppression needs a fingerprint and a reason"),
        ("select = [", "auditor.toml: "),
    ],
)
def test_error_says_where(tmp_path: Path, text: str, error: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings(tmp_path, text)
    assert error in str(raised.value)


def test_request_wins(tmp_path: Path) -> None:
    given = settings(tmp_path, 'ignore = ["metadata"]')
    asked = dataclasses.replace(given, request=request_layer([TITLE], [], RULESET))
    assert ids(asked) == {TITLE}
    with pytest.raises(SettingsError):
        request_layer(["nope"], [], RULESET)


def test_options_change_what_a_rule_does(tmp_path: Path) -> None:
    given = settings(tmp_path, f'[options."{DATE}"]\nmissing = "byline"')
    report = Auditor(settings=given).audit(Article(title="A title", text="Text.", authors=("Anna Lund",)))
    assert DATE not in {finding.rule for finding in report.findings}


def test_min_confidence_drops_findings(tmp_path: Path) -> None:
    given = settings(tmp_path, 'min_confidence = 0.99\n[source."a.org"]\nmin_confidence = 0.1')
    auditor = Auditor(settings=given)
    assert not auditor.audit(Article(title="A title", text="Text.")).findings
    assert auditor.audit(Article(title="A title", text="Text.", source="a.org")).findings
