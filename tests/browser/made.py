"""What the tests' service holds: the seeds, a story of three articles, a source of many months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from auditor.article import Article, Span
from auditor.audit import Auditor
from auditor.finding import Evidence, Finding, Report, Severity
from auditor.ingest import read_input
from auditor.store import Store
from auditor.store.decisions import Decision, decide
from auditor.store.gate import Kind, Said
from auditor.store.log import EDITOR, SERVICE, Actor, record
from auditor.store.sources import Mute, add_reply, mute_rule
from auditor.store.tables import DRAFT, finding, story_article
from tests.store.placed import tell_story

SEEDS = Path(__file__).parents[2] / "seeds"
WALL = (
    "The council of Port Averly voted on Monday for a sea wall of 12 kilometres that will cost {cost} million.\n"
    "“We have waited long enough,” the mayor, Ann Tarrow, told reporters.\n"
    "{hurt} people were hurt when the old wall broke in March, and 320 houses were flooded.\n"
)
APPEAL = "Sign up for our newsletter and never miss a story.\n"
QUAY = (
    "The harbour council met to hear of plan {n} for the new quay and of the market hall beside it. Traders will sell "
    "fish and bread there from spring on, the clerk said, and the old hall will become a school for boat builders. "
) * 4
HOSTILE = (
    '<script>window.hacked = 1</script> <img src=x onerror="window.hacked = 2"> <svg onload=window.hacked=3>\n'
    "</p></div><style>body{display:none}</style>{{ 7 * 7 }} {% if %} &lt;b&gt; &amp; \"'><a href='javascript:alert(1)'>\n"
    "The \u202ednuof\u202c word, a zero\u200bwidth space, \u2066an isolate\u2069, a \ufeffmark and \x07 a bell.\n"
    + "long" * 2_500
    + "\nA line end\r\nand a bare\rreturn.\n\n\nThe end."
)


def read_seeds() -> Iterator[Article]:
    """The five sample articles."""
    for row in read_input(str(SEEDS)):
        assert isinstance(row, Article)
        yield row


def fill_store(store: Store, auditor: Auditor) -> None:
    """Audit everything into an empty store."""
    for article in read_seeds():
        store.add(auditor.audit(article))
    _add_story(store, auditor)
    _add_source(store, auditor)
    store.add(hostile_report())
    store.add(long_report(200))
    _add_entries(store)
    store.add(long_report(600, "very long"))
    _add_gate_events(store, auditor)


def _add_story(store: Store, auditor: Auditor) -> None:
    day = date(2025, 11, 4)
    told = [
        ("north.example", "48", "Fourteen"),
        ("south.example", "84", "Sixteen"),
        ("coast.example", "48", "Fourteen"),
    ]
    articles = [
        Article(id=f"wall-{n}", title=f"Sea wall wins vote, {name}", source=name, published=day,
                text=WALL.format(cost=f"${cost}", hurt=hurt) + APPEAL * (n == 0))
        for n, (name, cost, hurt) in enumerate(told)
    ]  # fmt: skip
    for article in articles:
        tell_story(store, auditor, store.add(auditor.audit(article)))
    with store.writing() as connection:  # so alike that they would be copies
        connection.execute(update(story_article).values(copy_of=None))
    store.add(auditor.audit(replace(articles[0], text=articles[0].text.replace(APPEAL, "").replace("12", "14"))))


def _add_source(store: Store, auditor: Auditor) -> None:
    for n in range(14):
        text = QUAY.format(n=n) + ("\n" + APPEAL if n % 3 == 0 else "")
        day = date(2026, 2, 1) + timedelta(days=n * 16)
        audit = store.add(
            auditor.audit(
                Article(
                    id=f"quay-{n}", title=f"Quay plan {n} is heard", text=text, source="harbour.example", published=day
                )
            )
        )
    with store.writing() as connection:
        first = connection.execute(select(finding.c.id).where(finding.c.report_id == audit)).scalars().first()
        if first:
            decide(connection, first, Decision("dismiss", "Ann", "false alarm"))
        add_reply(connection, "harbour.example", "The editor", "We have taken the appeals out of our texts.")
        mute = Mute("metadata/missing-author", "Ann", "They sign no articles", datetime(2099, 1, 31, tzinfo=UTC))
        mute_rule(connection, "harbour.example", mute)


def _add_entries(store: Store) -> None:
    """A log with a name and an object that have no place to break."""
    with store.writing() as connection:
        record(connection, Actor(SERVICE, "web"), "settings loaded", "settings", settings="ab" * 32, rules=None)
        actor = Actor(EDITOR, "Ann" * 20, "2001:db8:85a3:8d3:1319:8a2e:370:7348")
        record(connection, actor, "rule muted", f"source:{'harbour' * 20}.example", audit_numbers=list(range(100)))


def _add_gate_events(store: Store, auditor: Auditor) -> None:
    """An article that was held back, published against the gate and got past it later, and one that waits."""
    shown = ("Not published: 1 passage to be changed or settled first.", f"“{HOSTILE[:80]}”: {'nobreak' * 40}.")
    said = [
        ("ferry-1", Kind.BLOCKED, ("Ada Lund", "block-editor", None)),
        ("ferry-1", Kind.OVERRIDDEN, ("Ben Oye", "block-editor", "The clerk has confirmed the day")),
        ("ferry-1", Kind.PAST, (None, "xml-rpc", None)),
        ("ferry-2", Kind.BLOCKED, ("W" * 100, "quick-edit", None)),
    ]
    for name, kind, (editor, way, reason) in said:
        title = f"Ferry {name[-1]} crosses the strait"
        article = Article(id=name, title=title, source="ferry.example", text=f"{APPEAL}{QUAY.format(n=name)}")
        ready = store.prepare(auditor.audit(article), DRAFT)
        with store.writing() as connection:
            audit = store.keep(connection, ready)
            store.keep_event(connection, audit, Said(kind, shown, editor, way, reason))


def flag(text: str, start: int, end: int, number: int) -> Finding:
    """A finding made by hand."""
    span = Span(start, end)
    return Finding(
        rule="number/disagrees",
        severity=Severity(number % 5),
        confidence=0.9,
        field="text",
        span=span,
        quote=text[start:end],
        message=f"Figure {number} differs from the other.",
        why="One of them is wrong.",
        evidence=(Evidence("The text says", "text", Span(0, 5), text[0:5]),),
        fingerprint=f"{number:016x}",
        fix="delete" if number % 7 == 0 else None,
    )


def hostile_report() -> Report:
    """An article that tries to be more than text, with findings that overlap."""
    spans = [(0, 40), (20, 90), (100, 260), (len(HOSTILE) - 60, len(HOSTILE))]
    found = tuple(flag(HOSTILE, *span, n) for n, span in enumerate(spans))
    return Report(
        Article(id="hostile", title="<script>window.hacked = 4</script>", text=HOSTILE), found, 50.0, "0" * 16
    )


def long_report(findings: int, name: str = "long") -> Report:
    """An article of so many lines, each with a finding."""
    lines = [
        f"Paragraph {n} tells of the {n} boats that lay in the harbour, and of what they had brought."
        for n in range(findings)
    ]
    text, found, at = "\n".join(lines), [], 0
    for n, line in enumerate(lines):
        found.append(flag(text, at + 10, at + 30, n))
        at += len(line) + 1
    return Report(Article(id=name, title="Boats of the harbour", text=text), tuple(found), 20.0, "0" * 16)
