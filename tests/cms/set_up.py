"""Set-up as the guides say: a new Wagtail, what `auditor connect` prints pasted as it is, and the first blocked article.

The wheel of `make clients` is installed into an environment in which Wagtail's LTS was there before.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cms.conftest import ROOT, Note, Service
from tests.ports import free_ports
from tools.clients import build_wheel

WAGTAIL = "7.0"
"""The LTS, which the wheel must leave as it is though there is a newer one."""
SOURCE = "harbour.example"
MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class ArticlePage(Page):
    intro = models.CharField(max_length=250, blank=True)
    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
"""
PUBLISH = """
import json
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

ada = get_user_model().objects.create_superuser("ada", "ada@harbour.example", "a long pass phrase")
desk, home = Client(), Page.objects.get(depth=2)
desk.force_login(ada)
text = json.loads('''{text}''')
for day in ("Friday", "Thursday"):
    block = dict(key="a", text=text.replace("Friday", day), type="unstyled", depth=0, inlineStyleRanges=[],
                 entityRanges=[], data={{}})
    form = dict(title="Board votes for a ferry", slug=day.lower(), intro="",
                body=json.dumps(dict(blocks=[block], entityMap={{}})))
    form |= {{"action-publish": "1", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}}
    page = desk.post(f"/admin/pages/add/news/articlepage/{{home.pk}}/", form, follow=True).content.decode()
    print(json.dumps([day, Page.objects.get(slug=day.lower()).live, page]))
"""


def call(*command: Any, folder: Path, variables: Mapping[str, str] | None = None) -> str:
    """What `command` prints."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env={**os.environ, **(variables or {})}, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory, stopwatch: Note) -> Path:
    """An environment with Wagtail alone, into which the wheel was installed as the guide says."""
    folder = tmp_path_factory.mktemp("environment")
    uv = (sys.executable, "-m", "uv")
    call(*uv, "venv", "--quiet", "here", folder=folder)
    python = folder / "here" / "bin" / "python"
    install = (*uv, "pip", "install", "--quiet", "--python", python)
    call(*install, f"wagtail=={WAGTAIL}.*", folder=folder)
    stopwatch("an environment with Wagtail, new")
    call(*install, "--no-deps", build_wheel(ROOT, folder), folder=folder)
    installed = json.loads(call(*uv, "pip", "list", "--python", python, "--format", "json", folder=folder))
    versions = {row["name"]: row["version"] for row in installed}
    assert versions["wagtail"].startswith(f"{WAGTAIL}."), "no install upgrades the CMS"
    assert "wagtail-article-auditor" in versions
    stopwatch("the client built and installed")
    return python


def example() -> str:
    """The text that the guide has published."""
    guide = (ROOT / "clients" / "wagtail" / "README.md").read_text(encoding="utf-8")
    (quoted,) = re.findall(r"(?:^> .*\n)+", guide, re.MULTILINE)
    return " ".join(quoted.replace("> ", "").split())


def test_from_nothing_to_the_first_blocked_article(python: Path, tmp_path: Path, stopwatch: Note) -> None:
    site, desk = tmp_path / "site", tmp_path / "desk"
    site.mkdir()
    desk.mkdir()
    call(python.with_name("wagtail"), "start", "newsroom", site, folder=tmp_path)
    call(python, "manage.py", "startapp", "news", folder=site)
    (site / "news" / "models.py").write_text(MODELS, encoding="utf-8")
    settings = site / "newsroom" / "settings" / "base.py"
    settings.write_text(settings.read_text(encoding="utf-8") + '\nINSTALLED_APPS += ["news"]\n', encoding="utf-8")
    call(python, "manage.py", "makemigrations", "news", folder=site)
    stopwatch("a site with an article page")
    with free_ports() as port:
        service = Service(desk, port, "")
        told = service.run("connect", "wagtail", "--source", SOURCE, "--url", service.url, "--logins", "ada")
        variables = dict(re.findall(r"^ +(AUDITOR_\w+)=(\S+)$", told, re.MULTILINE))
        pasted, commands = re.split(r"^4\. ", told.partition("settings:\n")[2], flags=re.MULTILINE)
        with settings.open("a", encoding="utf-8") as file:
            file.write(textwrap.dedent(pasted))
            file.write('AUDITOR["SECONDS"] = 30.0  # what the first question may take beside all else that is tested\n')
        stopwatch("connected, and pasted")
        with service.up():
            for command in commands.partition("\n")[0].split(" && "):
                call(python, *command.split()[1:], folder=site, variables=variables)
            code = PUBLISH.format(text=json.dumps(example()))
            printed = call(python, "manage.py", "shell", "-c", code, folder=site, variables=variables)
            stopwatch("the first article was blocked, and the corrected one published")
        answers = [json.loads(line) for line in printed.splitlines() if line.startswith("[")]
    assert [(day, live) for day, live, _ in answers] == [("Friday", False), ("Thursday", True)]
    assert "Not published: 1 passage to be changed or settled first." in answers[0][2]
    assert "Not published" not in answers[1][2]
