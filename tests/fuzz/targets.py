"""What is fuzzed: each target takes any bytes, and fails by an exception that its reader does not declare."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException

from api.deliveries import check_row, parse_payload
from api.hooks import SENDERS
from api.hooks.delivery import Delivery
from api.languagetool.form import read_form, read_settings, read_text, read_wish
from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.cms.connection import Hook
from auditor.diff import diff_texts
from auditor.finding import Report
from auditor.ingest.errors import InputError, NotAnArticle
from auditor.ingest.fields import clean_text
from auditor.ingest.item import WHOLE
from auditor.ingest.readers import DOCX, FORMATS
from auditor.ingest.slices import parse_sidecar
from auditor.render.judged import judged_fields, read_judged
from auditor.ruleset import RuleError, read_rule
from auditor.settings import SettingsError, parse_settings
from auditor.story.telling import make_telling
from tests.api.hooks.signing import SECRETS

Target = Callable[[bytes], None]
CORPUS = Path(__file__).parent / "corpus"


def seeds(name: str) -> Iterator[Path]:
    """The files that fuzzing of a target begins with, and what once broke it."""
    return iter(sorted((CORPUS / name).iterdir()))


@cache
def auditor() -> Auditor:
    """The shipped rules, compiled once."""
    return Auditor()


def read_with(media_type: str) -> Target:
    """The target that reads a file of one media type."""

    def run(data: bytes) -> None:
        with suppress(InputError):
            for item in FORMATS[media_type].read(io.BytesIO(data), "input", WHOLE):
                with suppress(InputError, NotAnArticle):
                    hold_article(item.read())

    return run


def hold_article(article: Article) -> None:
    """What every reader promises: texts that can be kept and shown, blocks and stretches that stand in order in the text."""
    for text in (article.text, article.title, article.source, article.url, article.id, *article.authors):
        clean_text(text or "", "a field")
    end = 0
    for block in article.layout:
        assert end <= block.start < block.end <= len(article.text), block
        end = block.end
    end = 0
    for stretch in article.stretches:
        assert end <= stretch.start < stretch.end <= len(article.text), stretch
        assert stretch.line > 0 < stretch.column, stretch
        end = stretch.end


def audit(data: bytes) -> None:
    """A first line that is the title, then the text."""
    title, _, text = data.decode("utf-8", "replace").partition("\n")
    hold_report(auditor().audit(Article(title=title, text=text)))


def hold_report(report: Report) -> None:
    """The contract of offsets: a quote is what stands at its place; and no score for what was not judged."""
    assert report.complete, report.failures
    assert 0 <= report.score <= 100 if report.score is not None else report.judged.obstacle
    assert report.score is None or report.judged.whole
    assert read_judged(json.loads(json.dumps(judged_fields(report.judged)))) == report.judged
    for gap in report.judged.gaps:
        assert gap.span is None or 0 <= gap.span.start < gap.span.end <= len(report.article.text), gap
    for finding in report.findings:
        assert finding.quote
        assert report.article.field(finding.field)[finding.span.start : finding.span.end] == finding.quote, finding
        for evidence in finding.evidence:
            if evidence.span is not None and evidence.article is None:
                field = report.article.field(evidence.field)
                assert field[evidence.span.start : evidence.span.end] == evidence.quote, evidence


def diff(data: bytes) -> None:
    """Two revisions, a form feed between them."""
    old, _, new = data.decode("utf-8", "replace").partition("\f")
    told = [change.new for change in diff_texts(old, new) if change.new]
    assert all(a.end <= b.start for a, b in pairwise(told))
    held = "".join(new[span.start : span.end] for span in told)
    assert "".join(held.split()) == "".join(new.split())


def story(data: bytes) -> None:
    """Two articles of one event, a form feed between them; also as two revisions of one."""
    one, _, other = data.decode("utf-8", "replace").partition("\f")
    documents = [auditor().read(Article(text=text)) for text in (one, other)]
    hits, failures = auditor().audit_story([make_telling(doc, key) for doc, key in zip(documents, "ab", strict=True)])
    assert not failures
    texts = {"a": one, "b": other}
    for hit in hits:
        assert texts[hit.article][hit.hit.span.start : hit.hit.span.end]
    assert not auditor().audit_revision(*documents)[1]


def sidecar(data: bytes) -> None:
    """What a folder's articles.yaml says."""
    with suppress(InputError):
        for values in parse_sidecar(data, Path("articles.yaml")).values():
            hold_article(Article(text="", **values))


def rule(data: bytes) -> None:
    """A rule file."""
    with suppress(RuleError):
        read_rule(data, Path("title/fuzzed.yaml"))


def settings(data: bytes) -> None:
    """A settings file; what it says is also asked for."""
    with suppress(SettingsError):
        read = parse_settings(data, Path("auditor.toml"), auditor().ruleset)
        for source in (None, *read.sources):
            read.apply(auditor().ruleset, source)
            read.gate(source)
            read.min_confidence(source)


def hook(data: bytes) -> None:
    """A sender's name, its headers, and after an empty line the payload."""
    head, _, body = data.partition(b"\n\n")
    name, *lines = head.decode("latin-1").split("\n")
    sender = SENDERS.get(name)
    if sender is None:
        return
    pairs = (line.partition(":") for line in lines)
    headers = Headers([(key, value.strip()) for key, colon, value in pairs if colon and (key + value).isprintable()])
    delivery = Delivery(headers, body, "POST", "/v1/hooks/harbour.example")
    with suppress(HTTPException):
        sender.verify(delivery, [SECRETS[name]])
    with suppress(HTTPException):
        for row in sender.read(delivery, parse_payload(body), Hook((), name)).rows:
            check_row({**row, "source": "harbour.example"})


def languagetool(data: bytes) -> None:
    """The form of LanguageTool's API."""
    with suppress(HTTPException):
        form = read_form(data)
        read_wish(read_settings(form))
        text = read_text(form)
        for at in range(min(len(text.text), 50)):
            start, end = text.place(Span(at, at + 1))
            assert 0 <= start <= end <= len(text.whole)


TARGETS: Mapping[str, Target] = {
    "text": read_with("text/plain"),
    "markdown": read_with("text/markdown"),
    "html": read_with("text/html"),
    "mail": read_with("message/rfc822"),
    "docx": read_with(DOCX),
    "json": read_with("application/json"),
    "jsonl": read_with("application/jsonl"),
    "xml": read_with("application/xml"),
    "warc": read_with("application/warc"),
    "parquet": read_with("application/vnd.apache.parquet"),
    "sidecar": sidecar,
    "rule": rule,
    "settings": settings,
    "hook": hook,
    "languagetool": languagetool,
    "audit": audit,
    "diff": diff,
    "story": story,
}
