"""What this app keeps: the last audit of each article, what the service and editors are to be told, and its task."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from wagtail.models import Page, Task, TaskState, WorkflowState


class Verdict(models.TextChoices):
    """What came of an audit."""

    PASS = "pass", "Nothing to settle"
    WARN = "warn", "Published with a warning"
    BLOCK = "block", "Not to be published as it is"
    UNAUDITED = "unaudited", "Not audited"


NOT_JUDGED = "not-judged"
"""The outcome of a text that could not be judged as a whole; what becomes of it, the verdict says all the same."""


class LastAudit(models.Model):
    """The gate's last answer on an article."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField(auto_now=True)
    digest = models.CharField(max_length=64, help_text="Names the text that was audited")
    public_digest = models.CharField(max_length=64, blank=True, help_text="Names the text that was published last")
    verdict = models.CharField(max_length=10, choices=Verdict)
    outcome = models.CharField(max_length=12, default="judged")
    messages = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    review = models.TextField(blank=True)

    class Meta:
        """Who may publish what the gate would hold back."""

        permissions = (("override_gate", "Can publish what the article auditor would hold back, with a reason"),)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.verdict}"

    @property
    def is_unjudged(self) -> bool:
        """Whether the gate could not judge the text as a whole."""
        return self.outcome == NOT_JUDGED


class Kind(models.TextChoices):
    """What the service is told of."""

    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Taken offline, for the gate would have blocked it"


class Publication(models.Model):
    """An event that the service has not taken yet."""

    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PUBLISHED)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField()
    way = models.CharField(max_length=40, default="publication", help_text="How it came about")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.error or 'waiting'}"


class Notice(models.Model):
    """What an editor is told on the next page of the admin, where there was none to say it on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    lines = models.JSONField(default=list)
    review = models.TextField(blank=True)

    class Meta:
        """Of a page there is one, the newest, for each."""

        constraints = (models.UniqueConstraint(fields=("user", "page"), name="one_notice_a_page"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.lines}"


class AuditTask(Task):
    """A step of a workflow in which nobody waits for a person: the gate approves or rejects."""

    def start(self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> TaskState:
        """Begin the step. The gate is asked once the step is on disk: an answer inside would start the next within."""
        state = super().start(workflow_state, user=user)
        transaction.on_commit(lambda: self._decide(state.pk, user))
        return state

    def _decide(self, number: int, user: AbstractBaseUser | None) -> None:
        from .asking import pressing  # noqa: PLC0415  it keeps answers in this module's tables

        state = TaskState.objects.get(pk=number).specific
        with pressing("workflow", user) as press:
            decision = press.decide(state.revision.as_object(), state.revision_id)
            answer = state.reject if decision.blocked else state.approve
            answer(user=user, comment=" ".join(decision.messages))

    def get_actions(self, obj: Any, user: AbstractBaseUser) -> list[Any]:
        """Nobody can act in its place."""
        return []

    @classmethod
    def get_description(cls) -> str:
        """What editors read when they make a workflow."""
        return "The article auditor approves or rejects"

    class Meta:
        """Its names."""

        verbose_name = "Audit task"
