"""The versions of a Ghost post: which one readers saw before the one of now, and may see again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

RESTORED = ("title", "lexical", "custom_excerpt", "feature_image", "feature_image_alt", "feature_image_caption")
"""What Ghost keeps of a version, and takes back. The rest of a post stays as its editor has set it last."""
SAVING_SECONDS = 2
"""A version is noted down after its post's `updated_at` was set, in the same save: in Ghost 6.65 within the second."""
PUBLIC = "published"


def version_before(post: Mapping[str, Any], blocked: Collection[datetime]) -> dict[str, Any] | None:
    """What readers saw before this version: the newest that differs from it and was not `blocked`; None if none was.

    Ghost keeps a version of every save of a public post, 25 in all. `blocked` has the `updated_at` of those that the
    gate blocked. What was public before the post was last taken offline is not shown again: somebody meant it to go.
    """
    versions = sorted(post.get("post_revisions") or [], key=_moment, reverse=True)
    refused = {_content(post), *(_content(version) for version in _saved_at(versions, blocked))}
    for version in versions:
        if version.get("post_status") != PUBLIC:
            return None
        if version.get("lexical") and _content(version) not in refused:
            return {name: version.get(name) for name in RESTORED}
    return None


def _saved_at(newest_first: Sequence[Mapping[str, Any]], moments: Collection[datetime]) -> list[Mapping[str, Any]]:
    """The version that each of the saves at `moments` left."""
    saves = [moment.timestamp() for moment in moments]
    found = []
    for began in saves:
        near = [v for v in newest_first if began <= _moment(v) < began + SAVING_SECONDS]
        found += near[-1:]
    return found


def _moment(version: Mapping[str, Any]) -> float:
    return float(version.get("created_at_ts") or 0) / 1000


def _content(version: Mapping[str, Any]) -> tuple[Any, Any]:
    return version.get("title"), version.get("lexical")
