"""A site of Wagtail as a newsroom would write it: its models, its settings, and what sets it up and publishes."""

from __future__ import annotations

import base64

from tests.cms.conftest import BUDGET_SECONDS, SOURCE

SECRET = "whsec_" + base64.b64encode(b"the harbour desk tells the auditor").decode()
MODELS = """
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail_article_auditor.panels import AuditPanel


class HomePage(Page):
    pass


class ArticlePage(Page):
    intro = models.CharField(max_length=250, blank=True)
    body = RichTextField(blank=True)
    content_panels = [AuditPanel(), *Page.content_panels, FieldPanel("intro"), FieldPanel("body")]


class Picture(blocks.StructBlock):
    image = ImageChooserBlock(required=False)
    caption = blocks.CharBlock()
    credit = blocks.CharBlock(required=False)
    align = blocks.ChoiceBlock(choices=[("left", "Left"), ("right", "Right")], default="left")


class Box(blocks.StructBlock):
    name = blocks.CharBlock()
    source = blocks.CharBlock()

    class Meta:
        template = "home/box.html"


class StoryPage(Page):
    byline = models.CharField(max_length=250, blank=True)
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("paragraph", blocks.RichTextBlock()),
            ("quote", blocks.BlockQuoteBlock()),
            ("pullquote", blocks.StructBlock([("text", blocks.TextBlock()), ("speaker", blocks.CharBlock())])),
            ("image", Picture()),
            ("box", Box()),
            ("link", blocks.URLBlock()),
            ("points", blocks.ListBlock(blocks.CharBlock())),
            (
                "part",
                blocks.StreamBlock([
                    ("heading", blocks.CharBlock()),
                    ("text", blocks.TextBlock()),
                    ("paragraph", blocks.RichTextBlock()),
                ]),
            ),
        ],
        blank=True,
    )
    content_panels = [AuditPanel(), *Page.content_panels, FieldPanel("byline"), FieldPanel("body")]
"""
TEMPLATES = {
    "article_page": "<h1>{{ page.title }}</h1>{{ page.body|safe }}",
    "story_page": "{% load wagtailcore_tags %}<nav>All stories</nav><main><h1>{{ page.title }}</h1>"
    "{% include_block page.body %}</main>",
    "box": "<aside>{{ value.name }}</aside>",
}
"""By the name of the file."""
SITE_SETTINGS = f"""
import os
from importlib.util import find_spec
DATABASES["default"]["OPTIONS"] = {{
    "transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": "PRAGMA synchronous=OFF"
}}
USE_I18N = WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("en-gb", "British English"), ("de", "Deutsch")]
INSTALLED_APPS += ["wagtail_article_auditor", "wagtail.contrib.simple_translation"]
INSTALLED_APPS += ["wagtail.api.v3"] if find_spec("wagtail.api.v3") else []  # new in Wagtail 8
AUDITOR = {{
    "URL": os.environ.get("AUDITOR_URL", "http://127.0.0.1:SERVICE_PORT"),
    "SOURCE": os.environ.get("AUDITOR_SOURCE", "{SOURCE}"),
    "KEY": os.environ.get("AUDITOR_KEY"),
    "SECRET": "{SECRET}",
    "PAGES": {{"home.ArticlePage": ["intro", "body"], "home.StoryPage": ["body"]}},
    "ROLES": {{"home.StoryPage": {{"body.image.credit": "skip"}}}},
    "AUTHORS": "byline",
    "RENDER": bool(os.environ.get("AUDITOR_RENDER")),
    "FAIL": os.environ.get("AUDITOR_FAIL", "open"),
    "PAST": os.environ.get("AUDITOR_PAST", "report"),
    "SECONDS": {BUDGET_SECONDS},
}}
"""
URLS = """
from importlib.util import find_spec
if find_spec("wagtail.api.v3"):
    from wagtail.api.v3.urls import api
    urlpatterns.insert(0, path("api/v3/", api.urls))
"""
SET_UP = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
call_command("makemigrations", "home", verbosity=0)
call_command("makemigrations", "wagtail_article_auditor", check_changes=True, verbosity=0)
call_command("migrate", verbosity=0)
call_command("createsuperuser", interactive=False, username="ada", email="ada@newsroom.example", verbosity=0)
from wagtail import models as cms
from home.models import HomePage
from wagtail_article_auditor.models import AuditTask
users = get_user_model().objects
moderator = users.create_user("grace", "grace@newsroom.example", "a long pass phrase of 2026")
moderator.groups.add(Group.objects.get(name="Moderators"))
cms.Site.objects.update(port={port}, hostname="127.0.0.1")
home = HomePage.objects.get()
audit, person = AuditTask.objects.create(name="Audit"), cms.Task.objects.get(name="Moderators approval")
for slug, tasks in {{"": [audit], "moderated": [person], "audit-first": [audit, person], "audit-last": [person, audit]}}.items():
    page = home.add_child(instance=HomePage(title=slug, slug=slug)) if slug else home
    workflow = cms.Workflow.objects.create(name=slug or "News")
    for task in tasks:
        cms.WorkflowTask.objects.create(workflow=workflow, task=task)
    cms.WorkflowPage.objects.create(workflow=workflow, page=page)
home.copy_for_translation(cms.Locale.objects.create(language_code="en-gb")).get_latest_revision().publish()
home.copy_for_translation(cms.Locale.objects.create(language_code="de")).get_latest_revision().publish()
if hasattr(cms, "APIToken"):
    print(cms.APIToken.create_token(user=users.get(username="ada"), name="another program")[1])
"""
