"""Profiles of sources as JSON objects, text and HTML: sources.jsonl, `auditor sources show`, a source's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from auditor.render.chart import draw_trend
from auditor.render.html import Frame, render_page
from auditor.score.article import Status
from auditor.score.profile import Category, ChargedPassage, Month, SourceProfile
from auditor.score.source import Posterior, SourceScore
from auditor.text.counted import counted

ABOUT = "Editorial consistency and text hygiene of the articles checked"
LIMITS = (
    "This score summarises automated and reviewed checks on the articles listed. "
    "It is not a judgement of the truth of the publisher's reporting."
)
QUOTE_CHARACTERS = 100
MAX_PASSAGES = 1_000
"""Passages of a record, the dearest; a source may have millions."""


def source_record(profile: SourceProfile) -> dict[str, Any]:
    """`profile` as a row of sources.jsonl; scores are rounded to tenths."""
    return {
        "source": profile.source,
        "about": ABOUT,
        "articles": profile.articles,
        "unjudged": profile.unjudged,
        "first": profile.first.isoformat() if profile.first else None,
        "last": profile.last.isoformat() if profile.last else None,
        "rulesets": list(profile.rulesets),
        **_score_record(profile.score),
        "statuses": {status.value: profile.statuses.get(status, 0) for status in Status},
        "categories": [_category_record(category) for category in profile.categories],
        "months": [_month_record(month) for month in profile.months],
        "passages": [_passage_record(charged) for charged in profile.passages[:MAX_PASSAGES]],
        "passages_left_out": max(0, len(profile.passages) - MAX_PASSAGES),
        "limits": LIMITS,
    }


def _score_record(score: SourceScore | None) -> dict[str, Any]:
    if score is None:
        return {"score": None, "interval": None, "effective": 0.0, "grade": None, "lacking": "Not enough evidence"}
    return {
        "score": round(score.score, 1),
        "interval": [round(score.low, 1), round(score.high, 1)],
        "effective": round(score.effective, 1),
        "counted": score.articles,
        "words": score.words,
        "grade": score.grade,
        "lacking": score.lacking,
    }


def _category_record(category: Category) -> dict[str, Any]:
    return {
        "topic": category.topic,
        "findings": category.findings,
        "per_ten": round(category.per_ten, 2),
        "typical": None if category.typical is None else round(category.typical, 2),
        "share": round(category.share, 3),
        "score": round(category.posterior.score, 1),
        "interval": _interval(category.posterior),
    }


def _interval(posterior: Posterior) -> list[float]:
    return [round(bound, 1) for bound in posterior.interval]


def _month_record(month: Month) -> dict[str, Any]:
    return {
        "month": month.name,
        "articles": month.articles,
        **_score_record(month.score),
        "rulesets": list(month.rulesets),
        "changed": month.changed,
    }


def _passage_record(charged: ChargedPassage) -> dict[str, Any]:
    passage = charged.passage
    return {
        "audit": charged.article.audit,
        "title": charged.article.title,
        "day": charged.article.day.isoformat(),
        "rule": passage.charge.rule,
        "severity": passage.charge.severity.label,
        "status": passage.charge.status.value,
        "points": round(charged.points, 2),
        "field": passage.field,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "message": passage.message,
        "evidence": list(passage.evidence),
    }


MAX_PASSAGES_SHOWN = 200
MAX_DAYS_SHOWN = 5


def render_source(
    profile: SourceProfile, replies: Sequence[Mapping[str, Any]] = (), frame: Frame | None = None, **service: object
) -> str:
    """The page of a source; `service` is what only the service has: `address`, `mutes` in force, and
    whether the reader is an `admin` and `decides`.

    `href_of` in it gives the address of an article's page by the name of its audit, or None.
    """
    known = {"address": None, "mutes": (), "admin": False, "decides": False, "href_of": lambda _: None}
    return render_page(
        "source.html", frame or Frame(), profile=profile, replies=replies, about=ABOUT, limits=LIMITS,
        trend=draw_trend(profile.months), passages=profile.passages[:MAX_PASSAGES_SHOWN],
        summary=_summary(profile)[1:], score_line=score_line(profile.score), **{**known, **service},
    )  # fmt: skip


def source_text(profile: SourceProfile, replies: Sequence[Mapping[str, Any]] = ()) -> str:
    """`profile` as a page of plain text; `replies` are what the publisher answered: who, created, text."""
    sections = [
        [profile.source, ABOUT],
        _summary(profile),
        _category_table(profile.categories),
        _month_table(profile.months),
        _passage_list(profile.passages[:MAX_PASSAGES], len(profile.passages)),
        _reply_list(replies),
        [LIMITS],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _summary(profile: SourceProfile) -> list[str]:
    if not profile.articles:
        return ["No article of this source was checked."]
    left_out = unjudged_line(profile.articles, profile.unjudged)
    if profile.articles == profile.unjudged:
        return [score_line(None), left_out]
    count = {status: profile.statuses.get(status, 0) for status in Status}
    lines = [
        f"In {counted(profile.articles - profile.unjudged, 'article')} of {profile.first} to {profile.last}: "
        f"{counted(sum(count.values()), 'passage')} flagged; {count[Status.ACCEPTED]} accepted and "
        f"{count[Status.DISMISSED]} dismissed by editors; {count[Status.FIXED] + count[Status.CORRECTED]} put right.",
        f"Judged by {'rules' if len(profile.rulesets) == 1 else 'several versions of the rules:'} "
        f"{', '.join(profile.rulesets)}.",
        *_day_lines(profile.contradicted_days),
    ]
    return [score_line(profile.score), *([left_out] if left_out else ()), *lines]


def unjudged_line(articles: int, unjudged: int) -> str:
    """How many of a source's articles its score leaves out, in words; empty for none."""
    if not unjudged:
        return ""
    return f"Not judged as a whole, and counted nowhere here: {unjudged:,} of {counted(articles, 'article')}."


def _day_lines(days: Mapping[date, int]) -> list[str]:
    """One line a day that articles cannot be of; beyond some, how many days there are."""
    lines = [
        f"{counted(count, 'article')} dated {day}, and by their own words of another day."
        for day, count in days.items()
    ]
    left = len(lines) - MAX_DAYS_SHOWN
    return lines[:MAX_DAYS_SHOWN] + ([f"So with {counted(left, 'more day')}."] if left > 0 else [])


def score_line(score: SourceScore | None) -> str:
    """The score in words, never without its interval."""
    if score is None:
        return "Not enough evidence: no article of 120 words or more was judged."
    base = f"{score.score:.0f} [{score.low:.0f} to {score.high:.0f}] of 100, from {counted(score.articles, 'article')}"
    return f"{base}: {score.grade} findings." if score.grade else f"{base}. {score.lacking}."


def _category_table(categories: Iterable[Category]) -> list[str]:
    rows = [
        f"  {c.topic:<12}{c.per_ten:>9.1f}{'-' if c.typical is None else f'{c.typical:.1f}':>13}{c.share:>10.0%}   "
        f"{c.posterior.score:.0f} [{c.posterior.interval[0]:.0f} to {c.posterior.interval[1]:.0f}]"
        for c in categories
    ]
    return [f"{'Category':<14}{'per 10':>9}{'all sources':>13}{'of points':>10}   score", *rows] if rows else []


def _month_table(months: Iterable[Month]) -> list[str]:
    lines = []
    for month in months:
        if month.changed:
            lines.append("  ------- other rules from here on; months above and below do not compare -------")
        score = month.score
        shown = f"{score.score:.0f} [{score.low:.0f} to {score.high:.0f}]" if score else "-"
        lines.append(f"  {month.name:<12}{counted(month.articles, 'article'):>14}   {shown}")
    return ["Month", *lines] if lines else []


def _passage_list(passages: Iterable[ChargedPassage], total: int) -> list[str]:
    lines = []
    for charged in passages:
        passage = charged.passage
        quote = " ".join(passage.quote.split())
        shown = quote if len(quote) <= QUOTE_CHARACTERS else quote[: QUOTE_CHARACTERS - 1] + "…"
        lines += [
            f"  {charged.points:>5.2f}  {passage.charge.rule} ({passage.charge.severity.label}, "
            f"{passage.charge.status.value})  audit {charged.article.audit}, {charged.article.day}",
            f"         “{shown}”",
            f"         {passage.message}",
            *(f"         {line}" for line in map(_evidence_line, passage.evidence) if line),
        ]
    first = "" if total <= MAX_PASSAGES else f", the first {MAX_PASSAGES:,} of {total:,}"
    return [f"Passages, by points{first}", *lines] if lines else []


def _evidence_line(evidence: Mapping[str, Any]) -> str:
    parts = [evidence.get("note") or "", " ".join(str(evidence.get("quote") or "").split())[:QUOTE_CHARACTERS]]
    if evidence.get("reference"):
        parts.append(f"{evidence['reference']}, as of {evidence.get('as_of', 'an unknown day')}")
    return ": ".join(part for part in parts if part)


def _reply_list(replies: Iterable[Mapping[str, Any]]) -> list[str]:
    lines = [f"  {reply['created']:%Y-%m-%d} {reply['who']}: {reply['text']}" for reply in replies]
    return ["Replies of the publisher", *lines] if lines else []
