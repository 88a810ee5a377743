"""What CMSs send: one module a sender, each with how it signs and what its events say."""

from __future__ import annotations

from collections.abc import Mapping

from . import contentful, ghost, github, sanity, standard, storyblok, strapi, wagtail, wordpress
from .delivery import Sender

SENDERS: Mapping[str, Sender] = {
    "standard": Sender(standard.verify, standard.read, standard.key_of, standard.source_of),
    "wagtail": Sender(standard.verify, wagtail.read, standard.key_of, standard.source_of),
    "wordpress": Sender(standard.verify, wordpress.read, standard.key_of, standard.source_of),
    "ghost": Sender(ghost.verify, ghost.read),
    "contentful": Sender(contentful.verify, contentful.read),
    "sanity": Sender(sanity.verify, sanity.read),
    "github": Sender(github.verify, github.read),
    "storyblok": Sender(storyblok.verify, storyblok.read),
    "strapi": Sender(strapi.verify, strapi.read),
}
"""Chosen by the settings of a source; no header of a request has a say in it."""
