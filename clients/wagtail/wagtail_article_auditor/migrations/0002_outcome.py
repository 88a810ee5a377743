"""Whether the gate could judge an article at all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wagtail_article_auditor", "0001_initial")]

    operations = [
        migrations.AddField("lastaudit", "outcome", models.CharField(default="judged", max_length=12)),
    ]
