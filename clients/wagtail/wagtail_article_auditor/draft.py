"""An article as it stands in the page editor's form: what the side panel asks about before anything is saved."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from .article import is_article
from .configuration import read_configuration

WAY = "page-editor"


class UnreadableDraft(Exception):
    """A field that holds the article's text has an error, so that nobody can say what the text is."""


def edited_page(user: AbstractBaseUser, number: int) -> tuple[Page, Page]:
    """An article with its newest draft, and the page above it. Raises PermissionDenied where `user` may not edit it."""
    page = get_object_or_404(Page, pk=number).get_latest_revision_as_object()
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return _article(page), page.get_parent().specific


def new_page(user: AbstractBaseUser, app: str, model: str, above: int) -> tuple[Page, Page]:
    """An article that is not saved yet, and the page above it. Raises PermissionDenied where `user` may not add it."""
    parent = get_object_or_404(Page, pk=above).specific
    kind = get_object_or_404(ContentType, app_label=app, model=model).model_class()
    if not parent.permissions_for_user(user).can_add_subpage() or kind not in parent.creatable_subpage_models():
        raise PermissionDenied
    return _article(kind(owner=user, locale=parent.locale)), parent


def _article(page: Page) -> Page:
    if not is_article(page):
        raise Http404
    return page


def read_draft(page: Page, parent: Page, user: AbstractBaseUser, posted: QueryDict) -> Page:
    """`page` as the form that was posted has it, in memory alone. Raises UnreadableDraft.

    What else is wrong with the form (a missing date, a slug that is taken) is no matter here: Django takes over every
    field that is right.
    """
    form: Any = page.get_edit_handler().get_form_class()(posted, instance=page, parent_page=parent, for_user=user)
    form.defer_required_fields()
    try:
        valid = form.is_valid()
    except (KeyError, ValueError) as error:  # so Wagtail meets a StreamField that was not posted whole
        raise UnreadableDraft("the form is not whole") from error
    if valid:
        form.save(commit=False)
    elif form.errors.keys() & set(read_configuration().fields_of[page._meta.label_lower]):
        raise UnreadableDraft("a field has an error; saving shows where")
    return page
