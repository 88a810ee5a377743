"""The tables of the first version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PAGE = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")  # sites may choose it since Wagtail 8


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(PAGE),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "Audit task",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="LastAudit",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=PAGE,
                    ),
                ),
                ("at", models.DateTimeField(auto_now=True)),
                ("digest", models.CharField(help_text="Names the text that was audited", max_length=64)),
                (
                    "public_digest",
                    models.CharField(blank=True, help_text="Names the text that was published last", max_length=64),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("pass", "Nothing to settle"),
                            ("warn", "Published with a warning"),
                            ("block", "Not to be published as it is"),
                            ("unaudited", "Not audited"),
                        ],
                        max_length=10,
                    ),
                ),
                ("messages", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
                ("review", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True)),
                ("data", models.JSONField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                (
                    "page",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE),
                ),
            ],
        ),
    ]
