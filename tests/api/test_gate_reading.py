"""What the gate, a look and a hook make of the rows that the three clients send: three dates, quotations, languages."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.hooks import ghost, wagtail, wordpress
from api.hooks.delivery import Delivery
from auditor.audit import Auditor
from auditor.cms.connection import Hook
from auditor.ingest.record import article_of
from auditor.settings import load_settings

NOT_JUDGED = ("warn", "pass", "block")
Ask = Callable[..., dict[str, Any]]
BEFORE = (
    "<p>The harbour board put off its vote on the ferry. Its members want to hear from the keeper of the mill before "
    "they decide on the pier, which a storm took in the winter.</p>"
)
WEEKDAY = "The board met on Friday, 6 March 2025, and put off its vote."
GERMAN = (
    "<p>Der Hafenrat hat am Freitag, dem 6. März 2025, beschlossen, die alte Fähre durch eine neue zu ersetzen. Sie soll "
    "im Mai fahren und hat Platz für vierzig Autos, wie der Rat mitteilte. Bitte unterstützen Sie unsere Arbeit.</p>"
)
FRENCH = (
    "<p>Le conseil du port a décidé vendredi 6 mars 2025 de remplacer le vieux bac par un nouveau. Il doit naviguer en "
    "mai et peut prendre quarante voitures, a dit le conseil après la séance. Abonnez-vous à notre lettre.</p>"
)
SPANISH = (
    "<p>La junta del puerto decidió el viernes 6 de marzo de 2025 sustituir el viejo transbordador por uno nuevo. Debe "
    "navegar en mayo y tiene sitio para cuarenta coches, dijo la junta después de la reunión. Suscríbase hoy.</p>"
)
LANGUAGES = {"German": GERMAN, "French": FRENCH, "Spanish": SPANISH}
DECLARED = {"German": "de", "French": "fr-FR", "Spanish": "es-ES"}


def wagtail_row(html: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "wagtail:4",
        "title": "Board puts off its vote on the ferry",
        "html": html,
        "authors": ["Ada"],
        **more,
    }


def wordpress_row(html: str, **more: Any) -> dict[str, Any]:
    return {"id": "wordpress:4", "title": "Board puts off its vote on the ferry", "html": html, **more}


def ghost_row(html: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "ghost:6b02",
        "title": "Board puts off its vote on the ferry",
        "html": html,
        "authors": ["Ada"],
        **more,
    }


@pytest.fixture(params=[wagtail_row, wordpress_row, ghost_row])
def row(request: pytest.FixtureRequest) -> Callable[..., dict[str, Any]]:
    made: Callable[..., dict[str, Any]] = request.param
    return made


@pytest.fixture(params=NOT_JUDGED)
def not_judged(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def ask(auditor: Auditor, tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks the gate of a source with the recommended policy, by what it makes of what it cannot judge."""
    folder = tmp_path_factory.mktemp("gate")
    gates = [
        f'[source."{each}.example".gate]\nblock = {{severity = "major", confidence = 0.9}}\nnot_judged = "{each}"\n'
        for each in NOT_JUDGED
    ]
    (folder / "auditor.toml").write_text("".join(gates), encoding="utf-8")
    judge = copy.copy(auditor)  # compiled once: the settings have nothing but policies
    judge.settings = load_settings(folder / "auditor.toml", auditor.ruleset)
    database = f"sqlite:///{shutil.copy(tables, folder)}"
    app = create_app({"DATABASE": database, "AUDITOR": judge, "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    client: FlaskClient = app.test_client()

    def send(row: dict[str, Any], mode: str = "gate", not_judged: str = "warn") -> dict[str, Any]:
        answer = client.post(f"/v1/check?mode={mode}&source={not_judged}.example", json=row)
        assert answer.status_code == (422 if mode == "gate" and answer.json["verdict"] == "block" else 200)
        found: dict[str, Any] = answer.json
        return found

    yield send
    app.extensions["auditor"].close()


@pytest.mark.parametrize("mode", ["gate", "look"])
@pytest.mark.parametrize(
    ("dates", "told", "verdict"),
    [
        # A story of October, updated in November with what happened then.
        ({"published": "2026-10-03", "modified": "2026-11-04T09:00:00Z"},
         "The ferry struck the quay on 3 November 2026.", "pass"),
        ({"published": "2026-10-03", "modified": "2026-11-04T09:00:00Z"},
         "The ferry struck the quay on 13 November 2026.", "block"),
        ({"published": "2026-10-03"}, "The ferry struck the quay on 3 November 2026.", "pass"),
        # A page that goes live on the 5th and tells of the 2nd.
        ({"goes_live": "2026-12-05T06:00:00+01:00"}, "The ferry struck the quay on 2 December 2026.", "pass"),
        ({"goes_live": "2026-12-05T06:00:00+01:00"}, "The ferry struck the quay on 12 December 2026.", "block"),
        # An update that goes live later.
        ({"published": "2026-10-03", "modified": "2026-11-04", "goes_live": "2026-12-05T06:00:00Z"},
         "The ferry struck the quay on 2 December 2026.", "pass"),
        # What happened between both days is no error, and what is wrong on both is one.
        ({"published": "2026-10-03", "modified": "2026-11-05"},
         "Ada Lund, who was born on 1 November 1981, is 45 years old.", "pass"),
        ({"published": "2026-10-03", "modified": "2026-11-05"},
         "Ada Lund, who was born on 1 November 1981, is 49 years old.", "warn"),
        ({"published": "2024-06-10", "modified": "2025-06-16"},
         "Prime Minister Mark Carney of Canada said on Saturday that talks would go on.", "pass"),
        ({"published": "2024-06-10", "modified": "2025-06-16"},
         "Prime Minister Stephen Harper of Canada said on Saturday that talks would go on.", "warn"),
        ({"published": "2026-10-03", "modified": "2026-11-04"}, "The board will vote on 15 October 2026.", "pass"),
        ({"published": "2025-03-08", "modified": "2026-11-04"}, WEEKDAY, "block"),
    ],
)  # fmt: skip
def test_a_text_is_held_against_the_days_it_speaks_from(
    ask: Ask, dates: dict[str, str], told: str, verdict: str, mode: str
) -> None:
    assert ask(wagtail_row(f"{BEFORE}<p>{told}</p>", **dates), mode)["verdict"] == verdict


def test_a_revision_that_told_nothing_anew_excuses_nothing(ask: Ask) -> None:
    """An archive was moved to another CMS: what stands in it contradicts the day of the move."""
    moved = {"published": "2019-06-10", "modified": "2026-11-04"}
    told = (
        "<p>Prime Minister Stephen Harper of Canada said on Saturday, June 8, that talks would go on. They began on "
        "Thursday, June 6, and are to end on June 14, 2019. He will speak again on June 15, 2019.</p>"
    )
    assert ask(wagtail_row(BEFORE + told, **moved))["verdict"] == "warn"


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>{}</p></blockquote>",
        '<blockquote class="wp-block-quote"><p>{}</p><cite>Ada Lund</cite></blockquote>',
        '<figure class="wp-block-pullquote"><blockquote><p>{}</p></blockquote></figure>',
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet"><p>{}</p>'
        "</blockquote></div></figure>",
        '<blockquote class="kg-blockquote-alt">{}</blockquote>',
        '<div class="block-quote"><blockquote>{}</blockquote></div>',
        "<p>She wrote: <q>{}</q></p>",
        "<p>“{}”</p>",
    ],
)
def test_what_somebody_else_said_never_blocks(ask: Ask, row: Any, quotation: str) -> None:
    said, own = quotation.format(WEEKDAY), f"<p>{WEEKDAY}</p>"
    answer = ask(row(BEFORE + said, published="2025-03-08"))
    assert (answer["verdict"], answer["messages"]) == ("pass", [])
    assert [(found["level"], found["quoted"]) for found in answer["findings"]] == [("inform", True)]
    assert ask(row(BEFORE + own, published="2025-03-08"))["verdict"] == "block"


def test_a_story_that_is_set_as_a_quotation_as_a_whole_quotes_nobody(ask: Ask) -> None:
    answer = ask(wagtail_row(f"<blockquote>{BEFORE}<p>{WEEKDAY}</p></blockquote>", published="2025-03-08"))
    assert answer["verdict"] == "block"


@pytest.mark.parametrize("is_declared", [True, False])
@pytest.mark.parametrize("name", LANGUAGES)
def test_what_is_not_in_english_is_not_judged(
    ask: Ask, row: Any, name: str, is_declared: bool, not_judged: str
) -> None:
    more = {"language": DECLARED[name]} if is_declared else {}
    asked = row(LANGUAGES[name] * 2, title="", published="2025-03-08", **more)
    for mode, held in (
        ("gate", "Not updated: {}; readers see the text of before."),
        ("look", "Not to be published as it is: {}."),
    ):
        answer = ask(asked, mode, not_judged)
        assert (answer["verdict"], answer["outcome"], answer["score"]) == (not_judged, "not-judged", None)
        line = {"warn": "Not judged: {}.", "pass": "", "block": held}[not_judged]
        told = line.format(f"The text is in {name}; English alone is judged")
        assert answer["messages"] == ([told] if told else [])
        assert "other-language" in [gap["reason"] for gap in answer["not_judged"]]


def test_a_site_in_english_may_have_an_article_in_german(ask: Ask) -> None:
    """WordPress tells the language of the site, whatever a post is in."""
    answer = ask(wordpress_row(GERMAN * 2, published="2025-03-08", language="en-US"))
    assert (answer["outcome"], answer["judged"]["language"]) == ("not-judged", "de")


@pytest.mark.parametrize("name", LANGUAGES)
def test_an_english_article_with_a_quotation_in_another_language_is_judged(ask: Ask, row: Any, name: str) -> None:
    told = f"{BEFORE * 3}<blockquote>{LANGUAGES[name]}</blockquote>"
    clean = ask(row(told, published="2025-03-08"))
    assert (clean["verdict"], clean["outcome"], clean["messages"]) == ("pass", "judged", [])
    wrong = ask(row(f"{told}<p>{WEEKDAY}</p>", published="2025-03-08"))
    assert (wrong["verdict"], wrong["outcome"]) == ("block", "judged")


HOOKS: dict[str, tuple[Any, Callable[[str], dict[str, Any]]]] = {
    "wagtail": (wagtail, lambda html: {"type": "page.published", "data": {
        "page_id": 4, "title": "", "body_html": html, "locale": "en", "first_published_at": "2024-06-10T08:00:00+00:00",
        "last_published_at": "2025-06-16T08:00:00+00:00"}}),
    "wordpress": (wordpress, lambda html: {"type": "post.published", "data": {
        "post_id": 4, "title": "", "content_html": html, "locale": "en_US", "date_gmt": "2024-06-10 08:00:00",
        "modified_gmt": "2025-06-16 08:00:00"}}),
    "ghost": (ghost, lambda html: {"event": "post.published", "post": {"current": {
        "id": "6b02", "title": "", "html": html, "status": "published", "published_at": "2024-06-10T08:00:00.000Z",
        "updated_at": "2025-06-16T08:00:00.000Z"}}}),
}  # fmt: skip


@pytest.mark.parametrize("sender", HOOKS)
def test_a_hook_is_judged_as_the_gate_is(auditor: Auditor, sender: str) -> None:
    module, payload = HOOKS[sender]
    carney = "<p>Prime Minister Mark Carney of Canada said on Saturday, 14 June 2025, that talks would go on.</p>"
    quoted = f"<blockquote>{WEEKDAY}</blockquote>"
    for html, reason in ((BEFORE + carney + quoted, None), (GERMAN * 2, "other-language")):
        (row,) = module.read(Delivery(None, b"", "POST", "/"), payload(html), Hook(())).rows  # type: ignore[arg-type]
        report = auditor.audit(article_of(row, "row"))
        obstacle = report.judged.obstacle
        assert (obstacle.reason if obstacle else None) == reason
        assert [found.rule for found in report.findings if found.severity.label == "major" and not found.quoted] == []


@pytest.mark.parametrize("day", ["Friday", "Thursday"])
def test_the_text_of_the_guide_blocks_by_its_policy_and_passes_when_put_right(ask: Ask, row: Any, day: str) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "cms.md").read_text(encoding="utf-8")
    shown = " ".join(line.removeprefix("> ") for line in guide.splitlines() if line.startswith("> "))
    assert shown.startswith("The harbour board met on Friday, 6 March 2025")
    answer = ask(row(f"<p>{shown.replace('Friday', day)}</p>"))
    assert answer["verdict"] == ("block" if day == "Friday" else "pass")
    assert answer["outcome"] == "judged"
