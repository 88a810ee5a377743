"""What this app keeps: the last audit of each article, publications that the service is to be told of, and its task."""

from __future__ import annotations

from typing import Any

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

    def __str__(self) -> str:
        return f"{self.page_id}: {self.verdict}"

    @property
    def is_public(self) -> bool:
        """Whether the very text that was audited is the one that readers see."""
        return self.digest == self.public_digest

    @property
    def is_unjudged(self) -> bool:
        """Whether the gate could not judge the text as a whole."""
        return self.outcome == NOT_JUDGED

    @property
    def got_past(self) -> bool:
        """Whether it was published by a way that asks nobody, against the gate."""
        return self.is_public and self.verdict == Verdict.BLOCK


class Publication(models.Model):
    """An event that the service has not taken yet."""

    name = models.CharField(max_length=64, unique=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.error or 'waiting'}"


class AuditTask(Task):
    """A step of a workflow in which nobody waits for a person: the gate approves or rejects."""

    def start(self, workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> TaskState:
        """Begin the step. The gate is asked once the step is on disk: an answer inside would start the next within."""
        state = super().start(workflow_state, user=user)
        transaction.on_commit(lambda: self._decide(state.pk, user))
        return state

    def _decide(self, number: int, user: AbstractBaseUser | None) -> None:
        from .gate import judge_page  # noqa: PLC0415  the gate keeps its answers in this module's tables

        state = TaskState.objects.get(pk=number).specific
        decision = judge_page(state.revision.as_object())
        comment = " ".join(decision.messages)
        if decision.blocked:
            state.reject(user=user, comment=comment)
        else:
            state.approve(user=user, comment=comment)

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
