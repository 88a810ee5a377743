"""By which way and by whom a page went public, what editors are told later, and who may override the gate."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PAGE = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")  # sites may choose it since Wagtail 8


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_article_auditor", "0002_outcome"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            "lastaudit",
            {
                "permissions": (
                    ("override_gate", "Can publish what the article auditor would hold back, with a reason"),
                )
            },
        ),
        migrations.AddField(
            "publication",
            "kind",
            models.CharField(
                choices=[
                    ("published", "Published"),
                    ("withdrawn", "Taken offline, for the gate would have blocked it"),
                ],
                default="published",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "publication",
            "way",
            models.CharField(default="publication", help_text="How it came about", max_length=40),
        ),
        migrations.AddField(
            "publication",
            "user",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lines", models.JSONField(default=list)),
                ("review", models.TextField(blank=True)),
                (
                    "page",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=PAGE),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint("notice", models.UniqueConstraint(fields=("user", "page"), name="one_notice_a_page")),
    ]
