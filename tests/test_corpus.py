"""The project's own articles: nothing is flagged on the clean ones, and labelled defects are found.

floors.toml holds what is found today, by topic; a floor goes down only with a reason in the commit.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from auditor import Article, Auditor, Span
from auditor.finding import Severity

FOLDER = Path(__file__).parent / "corpus"
FILES = sorted(FOLDER.glob("*.yaml"))
FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))


class Label(NamedTuple):
    """One defect put into an article."""

    topic: str
    field: str
    span: Span
    advice: bool


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["article"]["authors"] = tuple(data["article"].get("authors", ()))
    return data


def defective(data: dict[str, Any]) -> tuple[Article, list[Label]]:
    """The article with all its defects put in, and where they stand."""
    fields = dict(data["article"])
    for defect in data["defects"]:
        field = "title" if "replace_title" in defect or "append_title" in defect else "text"
        fields[field] = changed(fields[field], defect)
    labels = []
    for defect in data["defects"]:
        field = "title" if "replace_title" in defect or "append_title" in defect else "text"
        start = fields[field].index(defect["flag"])
        span = Span(start, start + len(defect["flag"]))
        labels.append(Label(defect["topic"], field, span, defect.get("info", False)))
    return Article(**fields), labels


def changed(text: str, defect: dict[str, Any]) -> str:
    if "append_title" in defect:
        return text + str(defect["append_title"])
    if "after" in defect:
        anchor = defect["after"]
        assert text.count(anchor) == 1, anchor
        return text.replace(anchor, f"{anchor}\n\n{defect['insert']}")
    old = defect.get("replace") or defect["replace_title"]
    assert text.count(old) == 1, old
    return text.replace(old, defect["by"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_clean_article_is_not_flagged(auditor: Auditor, path: Path) -> None:
    report = auditor.audit(Article(**load(path)["article"]))
    assert report.complete
    assert [(f.rule, f.quote) for f in report.findings if f.severity > Severity.INFO] == []


def found(auditor: Auditor) -> Iterator[tuple[Label, bool, str]]:
    for path in FILES:
        article, labels = defective(load(path))
        findings = auditor.audit(article).findings
        for label in labels:
            hits = [
                f
                for f in findings
                if f.rule.startswith(f"{label.topic}/")
                and f.field == label.field
                and f.span.overlaps(label.span)
                and (label.advice or f.severity > Severity.INFO)
            ]
            yield label, bool(hits), path.stem


def test_labelled_defects_are_found(auditor: Auditor) -> None:
    results = list(found(auditor))
    total = Counter(label.topic for label, _, _ in results)
    hit = Counter(label.topic for label, ok, _ in results if ok)
    missed = [(name, label.topic) for label, ok, name in results if not ok]
    assert dict(FLOORS["found"]) == {topic: hit[topic] for topic in sorted(total)}, missed


def test_corpus_has_a_genre_of_each_kind() -> None:
    assert len({load(path)["genre"] for path in FILES}) >= 24
    assert all(load(path)["defects"] for path in FILES)
