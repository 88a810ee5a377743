"""Before a page goes public, by whatever way: the gate is asked.

Every way that publishes a revision ends in `PublishPageRevisionAction.execute`: the page editor, the bulk action,
workflows, APIs, schedules and code of the site. It asks first, and does nothing where the gate blocks: the text stays
the page's latest revision. A `Press` is what one person, or one program, does at a time; within it nothing is asked
twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision, Task, TaskState

from .article import is_article, name_of
from .gate import Decision, judge_page
from .notices import leave_notice

SCHEDULED = "wagtail.publish.scheduled"
"""How Wagtail logs what `publish_scheduled` makes public."""
logger = logging.getLogger("wagtail_article_auditor")


@dataclass
class Press:
    """What somebody does, from a button pressed or a program's call to its end."""

    way: str
    user: Any = None
    override: str = ""
    """Why the gate is overridden, in the editor's words."""
    drafts: bool = False
    """Whether the first page that is made in it goes public by its revision, though Wagtail saves it as a live one."""
    announces: bool = False
    """Whether Wagtail sends `page_published` of each live page that is made in it."""
    made: set[int] = field(default_factory=set)
    """Pages that were made in it and kept offline."""
    held: set[int] = field(default_factory=set)
    """Pages that the gate held back in it."""
    decisions: dict[int, Decision] = field(default_factory=dict)
    """By revision."""

    def decide(self, page: Page, revision: int) -> Decision:
        """The gate's decision on a revision, `page` as it would be published; of what is no article it is yes."""
        if revision not in self.decisions:
            self.decisions[revision] = self._ask(page) if is_article(page) else Decision()
        return self.decisions[revision]

    def _ask(self, page: Page) -> Decision:
        public = page.live and page.pk not in self.made
        editor = name_of(self.user) if self.user else ""
        return judge_page(page, public, editor=editor, way=self.way, override=self.override)

    def hold(self, revision: Revision, decision: Decision) -> None:
        """Leave a revision unpublished, and tell whoever wanted it public."""
        page = revision.object_id
        self.held.add(int(page))
        if decision.judged and revision.approved_go_live_at:
            # What nobody could judge is tried again at the schedule's next turn; what was judged waits for its editor.
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
        logger.warning("page %s was held back (%s): %s", page, self.way, next(iter(decision.messages), "no reason"))
        leave_notice(self.user or revision.user, int(page), decision.messages, decision.review)


_current: ContextVar[Press | None] = ContextVar("press", default=None)


def current_press() -> Press | None:
    """What is going on, if anything is."""
    return _current.get()


@contextmanager
def pressing(way: str, user: Any = None, **kind: bool) -> Iterator[Press]:
    """The press that is going on, or a new one."""
    going = _current.get()
    if going:
        yield going
        return
    press = Press(way, user, **kind)
    token = _current.set(press)
    try:
        yield press
    finally:
        _current.reset(token)


def ask_before_publishing() -> None:
    """Put the question before all that publishes pages, once the site's apps are there."""
    from wagtail.admin.api.actions.publish import PublishPageAPIAction  # noqa: PLC0415
    from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction  # noqa: PLC0415
    from wagtail.admin.views.pages.create import CreateView  # noqa: PLC0415
    from wagtail.admin.views.pages.edit import EditView  # noqa: PLC0415

    _replace(PublishPageRevisionAction, "execute", _execute)
    _replace(TaskState, "approve", _approve)
    _replace(PublishBulkAction, "execute_action", _publish_in_bulk)
    for owner, name, way, kind in (
        (CreateView, "publish_action", "page-editor", {"drafts": True}),
        (EditView, "publish_action", "page-editor", {}),
        (CopyPageAction, "execute", "copy", {"announces": True}),
        (CreatePageAliasAction, "execute", "copy", {}),
        (CopyPageForTranslationAction, "execute", "translation", {}),
        (PublishPageAPIAction, "execute", "api", {}),
    ):
        _replace(owner, name, _within(way, **kind))


def register_api_actions(registry: Any) -> None:
    """Wagtail 8's API looks up in `registry` what it does; the site's own code does not."""
    from wagtail.actions.create_page import CreatePageAction  # noqa: PLC0415  not in Wagtail 7
    from wagtail.actions.edit_page import EditPageAction  # noqa: PLC0415

    for known, around in (
        (CreatePageAction, _within("api")),
        (EditPageAction, _within("api")),
        (PublishPageRevisionAction, _refuse),
    ):
        ours = type(known.__name__, (known,), {"__doc__": known.__doc__, "__module__": __name__})
        _replace(ours, "execute", around)
        registry.register(Page, ours)


def _replace(owner: type, name: str, around: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put a function around a method."""
    known = vars(owner).get(name, getattr(owner, name))
    whole = isinstance(known, classmethod)
    new = wraps(plain := known.__func__ if whole else known)(around(plain))
    setattr(owner, name, classmethod(new) if whole else new)


def _within(way: str, **kind: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Around a method of a view or an action: all that it does is one press."""

    def around(method: Callable[..., Any]) -> Callable[..., Any]:
        def pressed(self: Any, *given: Any, **named: Any) -> Any:
            request = getattr(self, "request", None)
            with pressing(way, request.user if request else getattr(self, "user", None), **kind):
                return method(self, *given, **named)

        return pressed

    return around


def _execute(method: Callable[..., Any]) -> Callable[..., Any]:
    """Around the action that publishes a revision: nothing happens where the gate blocks.

    It raises nothing, for most who call it would answer with an error page, or undo what they saved before.
    """

    def execute(self: Any, skip_permission_checks: bool = False) -> Any:
        self.check(skip_permission_checks=skip_permission_checks)
        way = "schedule" if self.log_action == SCHEDULED else "code"
        with pressing(way, self.user or self.revision.user) as press:
            decision = press.decide(self.object, self.revision.pk)
            if decision.blocked:
                return press.hold(self.revision, decision)
            return method(self, skip_permission_checks=skip_permission_checks)

    return execute


def _refuse(method: Callable[..., Any]) -> Callable[..., Any]:
    """Around the API's own publish: a program is refused with the reason, and nothing of its text is undone by that."""

    def execute(self: Any, *given: Any, **named: Any) -> Any:
        with pressing("api", self.user) as press:
            done = method(self, *given, **named)
            decision = press.decisions.get(self.revision.pk)
            if decision and decision.blocked:
                raise self.permission_error_class(" ".join(decision.messages))
            return done

    return execute


def _publish_in_bulk(method: Callable[..., Any]) -> Callable[..., Any]:
    """Around the bulk action: what was held back is not counted as published."""

    def execute_action(cls: type, objects: Any, user: Any = None, **named: Any) -> tuple[int, int]:
        with pressing("bulk-action", user) as press:
            parents, children = method(cls, objects, user=user, **named)
            held = sum(page.pk in press.held for page in objects)
            return parents - held, children - (len(press.held) - held)

    return execute_action


def _approve(method: Callable[..., Any]) -> Callable[..., Any]:
    """Around the approval of a workflow's task: where it would publish what the gate blocks, it is not made."""

    def approve(self: TaskState, user: Any = None, update: bool = True, comment: str = "") -> Any:
        with pressing("workflow", user) as press:
            if update and _publishes(self):
                revision = self.workflow_state.content_object.get_latest_revision()
                decision = press.decide(revision.as_object(), revision.pk)
                if decision.blocked:
                    press.hold(revision, decision)
                    return self
            return method(self, user=user, update=update, comment=comment)

    return approve


def _publishes(state: TaskState) -> bool:
    """Whether the approval of this task ends a workflow, and that publishes a page."""
    workflow = state.workflow_state
    if hasattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION") or not isinstance(workflow.content_object, Page):
        return False
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow.workflow, active=True)
    return not tasks.exclude(task_states__in=workflow.successful_task_states).exclude(pk=state.task_id).exists()
