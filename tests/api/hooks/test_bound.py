"""Hooks belong to their sources: what one may send is no article of another, and is not taken at another's door."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.audit import Auditor
from auditor.settings import SettingsError
from auditor.store import jobs
from tests.api.hooks import payloads
from tests.api.hooks.conftest import Service
from tests.api.hooks.payloads import PAYLOADS, TITLE
from tests.api.hooks.signing import OTHER, SECRETS, SOURCE, STANDARD, Request, signed
from tests.jobs.made import Drain

ELSEWHERE = "island.example"
SERVED = Callable[[str], Service]
NAMED = pytest.mark.parametrize("sender", sorted(STANDARD))


def hooks(*rows: tuple[str, str, str]) -> str:
    """Settings with a hook for each source, sender and place of its secret."""
    tables = (f'[source."{name}".hook]\nsender = "{sender}"\nsecrets = ["{place}"]\n' for name, sender, place in rows)
    return "\n".join(tables)


@pytest.fixture
def two(serve_settings: SERVED, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Service]:
    """Starts a service with a hook of one sender for each of two sources, each with its own secret."""

    def start(sender: str) -> Service:
        monkeypatch.setenv("MINE", SECRETS[sender])
        monkeypatch.setenv("THEIRS", OTHER)
        return serve_settings(hooks((SOURCE, sender, "env:MINE"), (ELSEWHERE, sender, "env:THEIRS")))

    return start


def at(request: Request, source: str) -> Request:
    """The same request at the door of another source."""
    return Request(request.body, dict(request.headers), f"/v1/hooks/{source}")


def test_the_address_of_another_s_article_makes_one_s_own(two: Callable[[str], Service], auditor: Auditor) -> None:
    service = two("standard")
    theirs = signed("standard", payloads.standard(), secret=OTHER)
    taken_over = {**payloads.standard(), "data": {**payloads.standard()["data"], "title": "All of it was made up"}}
    assert service.send(at(theirs, ELSEWHERE)).status_code == 202
    Drain(service.store, auditor)()
    assert service.send(signed("standard", taken_over)).status_code == 202
    Drain(service.store, auditor)()
    (mine, other) = service.store.list()
    assert [(row["source"], row["title"]) for row in (mine, other)] == [
        (SOURCE, "All of it was made up"), (ELSEWHERE, TITLE),
    ]  # fmt: skip
    assert mine["url"] == other["url"]
    assert (mine["article"] != other["article"], mine["current"], other["current"]) == (True, True, True)


@pytest.mark.parametrize("sender", sorted(PAYLOADS))
def test_what_was_signed_for_one_source_is_refused_at_another(two: Callable[[str], Service], sender: str) -> None:
    service = two(sender)
    request = signed(sender, PAYLOADS[sender]())
    assert service.send(request).status_code == 202
    answer = service.send(at(request, ELSEWHERE))
    assert (answer.status_code, len(service.rows())) == (401, 1)


@NAMED
def test_a_source_that_is_signed_is_the_one_of_the_door(serve: Callable[..., Service], sender: str) -> None:
    service = serve(sender)
    for name in (SOURCE, f"https://www.{SOURCE.upper()}/", None):
        named = {"source": name} if name else {}
        assert service.send(signed(sender, {**PAYLOADS[sender](), **named})).status_code == 202
    for name in (ELSEWHERE, f"not-{SOURCE}", f"{SOURCE}.example"):
        answer = service.send(signed(sender, {**PAYLOADS[sender](), "source": name}))
        assert (answer.status_code, f"signed for the source {name!r}" in answer.json["detail"]) == (401, True)
    odd: tuple[object, ...] = ("", " ", 5, [SOURCE], {})
    for value in odd:
        assert service.send(signed(sender, {**PAYLOADS[sender](), "source": value})).status_code == 422
    assert len(service.rows()) == 3


WHSEC = SECRETS["standard"]
UNPADDED = base64.b64encode(base64.b64decode(WHSEC.removeprefix("whsec_"))).decode()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("ghost", "env:MINE"), ("ghost", "env:MINE")),
        (("ghost", "env:MINE"), ("ghost", "env:SAME")),
        (("ghost", "env:MINE"), ("strapi", "file:same")),
        (("standard", "env:KEY"), ("wagtail", "env:BARE")),
        (("ghost", "env:KEY"), ("standard", "env:KEY")),
    ],
    ids=["one place", "two variables", "a file", "with and without its prefix", "two schemes"],
)
def test_two_sources_never_share_a_secret(
    serve_settings: SERVED,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: tuple[str, str],
    second: tuple[str, str],
) -> None:
    for name, value in (("MINE", "a secret of two desks"), ("SAME", " a secret of two desks\n")):
        monkeypatch.setenv(name, value)
    (tmp_path / "same").write_text("a secret of two desks\n", encoding="utf-8")
    monkeypatch.setenv("KEY", WHSEC)
    monkeypatch.setenv("BARE", UNPADDED)
    with pytest.raises(SettingsError) as raised:
        serve_settings(hooks((SOURCE, *first), (ELSEWHERE, *second)))
    said = str(raised.value)
    assert said.endswith(f"auditor.toml:7: the hooks of {SOURCE} and {ELSEWHERE} share a secret; give each its own")
    assert "two desks" not in said and WHSEC not in said


def test_one_source_may_name_a_secret_twice(serve: Callable[..., Service]) -> None:
    assert serve("ghost", secrets='["env:HOOK_SECRET", "env:HOOK_SECRET"]')


def test_an_event_that_is_not_signed_is_refused(serve: Callable[..., Service]) -> None:
    """An autosave becomes a publication by its topic alone."""
    service = serve("contentful")
    request = signed("contentful", payloads.contentful(), topic="ContentManagement.Entry.auto_save", unsigned=True)
    assert "x-contentful-topic" not in request.headers["x-contentful-signed-headers"]
    request.headers["X-Contentful-Topic"] = "ContentManagement.Entry.publish"
    answer = service.send(request)
    assert (answer.status_code, service.rows()) == (401, [])
    assert "x-contentful-topic is not among those that are signed" in answer.json["detail"]
    saved = signed("contentful", payloads.contentful(), topic="ContentManagement.Entry.auto_save")
    assert service.send(saved).json["status"] == "ignored"
    saved.headers["X-Contentful-Topic"] = "ContentManagement.Entry.publish"
    assert service.send(saved).status_code == 401


def test_a_deletion_is_told_by_what_is_signed(serve: Callable[..., Service]) -> None:
    service = serve("sanity")
    gone = signed("sanity", {**payloads.sanity(), "operation": "delete"})
    assert gone.headers["sanity-operation"] == "update"
    assert service.send(gone).json["status"] == "ignored"
    silent = payloads.sanity()
    del silent["operation"]
    answer = service.send(signed("sanity", silent))
    assert (answer.status_code, "delta::operation()" in answer.json["detail"]) == (422, True)
    assert service.rows() == []


@pytest.mark.parametrize("sender", sorted(set(PAYLOADS) - {"strapi"}))
def test_no_header_that_is_not_signed_changes_what_is_told(serve: Callable[..., Service], sender: str) -> None:
    """Each header that a sender sends beside its proof, taken away and replaced."""
    service = serve(sender, 'site = "https://harbour.example"')
    request = signed(sender, PAYLOADS[sender](), name="msg_1")
    service.send(request)
    (told,) = service.rows()
    for name in request.headers:
        if name.lower() == "content-type":
            continue
        for value in (None, "delete", "ContentManagement.Entry.publish", "entry.unpublish"):
            changed = Request(request.body, {**request.headers, name: value or ""}, request.path)
            if value is None:
                del changed.headers[name]
            answer = service.send(changed)
            assert answer.status_code in (400, 401) or answer.json["status"] == "known"
    assert service.rows() == [told]


def test_a_source_takes_its_share_of_the_queue_and_no_more(
    two: Callable[[str], Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = two("standard")
    monkeypatch.setattr(jobs, "MAX_OPEN_OF_OWNER", 2)
    answers = [service.send(signed("standard", payloads.standard())) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert "2 jobs of yours wait already" in answers[2].json["detail"]
    other = at(signed("standard", payloads.standard(), secret=OTHER), ELSEWHERE)
    assert service.send(other).status_code == 202
