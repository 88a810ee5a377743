"""A site of Wagtail as a newsroom would write it: its models, its settings, and what sets it up and publishes."""

from __future__ import annotations

import base64

from tests.cms.conftest import BUDGET_SECONDS, SOURCE

SECRET = "whsec_" + base64.b64encode(b"the harbour desk tells the auditor").decode()
MODELS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_article_auditor.panels import AuditPanel


class HomePage(Page):
    pass


class ArticlePage(Page):
    intro = models.CharField(max_length=250, blank=True)
    body = RichTextField(blank=True)
    content_panels = [AuditPanel(), *Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
"""
SITE_SETTINGS = f"""
import os
DATABASES["default"]["OPTIONS"] = {{
    "transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": "PRAGMA synchronous=OFF"
}}
INSTALLED_APPS += ["wagtail_article_auditor", "wagtail.api.v3"]
AUDITOR = {{
    "URL": "http://127.0.0.1:SERVICE_PORT",
    "SOURCE": "{SOURCE}",
    "KEY": os.environ.get("AUDITOR_KEY"),
    "SECRET": "{SECRET}",
    "PAGES": {{"home.ArticlePage": ["intro", "body"]}},
    "FAIL": os.environ.get("AUDITOR_FAIL", "open"),
    "SECONDS": {BUDGET_SECONDS},
}}
"""
URLS = """
from wagtail.api.v3.urls import api
urlpatterns.insert(0, path("api/v3/", api.urls))
"""
SET_UP = """
from django.contrib.auth import get_user_model
from django.core.management import call_command
call_command("makemigrations", "home", verbosity=0)
call_command("makemigrations", "wagtail_article_auditor", check_changes=True, verbosity=0)
call_command("migrate", verbosity=0)
call_command("createsuperuser", interactive=False, username="ada", email="ada@newsroom.example", verbosity=0)
from wagtail.models import APIToken, Site, Workflow, WorkflowPage, WorkflowTask
from home.models import HomePage
from wagtail_article_auditor.models import AuditTask
Site.objects.update(port={port}, hostname="127.0.0.1")
workflow = Workflow.objects.create(name="News")
WorkflowTask.objects.create(workflow=workflow, task=AuditTask.objects.create(name="Audit"))
WorkflowPage.objects.create(workflow=workflow, page=HomePage.objects.get())
print(APIToken.create_token(user=get_user_model().objects.get(), name="another program")[1])
"""
PUBLISH = """
from django.core.management import call_command
from wagtail.models import Page
Page.objects.get(pk={page}).get_latest_revision().publish()
call_command("tell_auditor")
"""
