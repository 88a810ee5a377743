"""Articles that name a file or an address in every place where a careless reader would follow it."""

from __future__ import annotations

from typing import Any


def fill(name: str) -> dict[str, Any]:
    """An input row whose every field is `name`."""
    return {
        "id": name, "title": name, "text": f"The council met on Tuesday. {name}", "source": name, "url": name,
        "authors": [name], "social_titles": [name],
    }  # fmt: skip


def pages(name: str) -> list[str]:
    """Pages that load, frame, include and describe themselves by `name`."""
    linked = (
        f'<img src="{name}"><iframe src="{name}"></iframe><object data="{name}"></object><embed src="{name}">'
        f'<script src="{name}"></script><video poster="{name}"><source src="{name}"></video><a href="{name}">a</a>'
        f'<svg><image href="{name}"/><use xlink:href="{name}"/></svg><style>@import "{name}";</style>'
    )
    head = (
        f'<base href="{name}"><link rel="stylesheet" href="{name}"><link rel="canonical" href="{name}">'
        f'<meta http-equiv="refresh" content="0; url={name}"><meta property="og:url" content="{name}">'
        f'<script type="application/ld+json">{{"@context": "{name}", "@type": "NewsArticle", "url": "{name}"}}</script>'
    )
    text = "<p>The harbour board voted on Tuesday to replace the old ferry, which is fifty years old.</p>"
    return [
        f"<html><head>{head}</head><body><article>{text}{linked}</article></body></html>",
        f'<!DOCTYPE html SYSTEM "{name}" [<!ENTITY x SYSTEM "{name}">]><html><body>{text}&x;</body></html>',
        f"{text}{linked}<p>{name}</p>",
    ]


def xml_inputs(name: str) -> list[str]:
    """Feeds and news items with external entities, DTDs, inclusions and style sheets at `name`."""
    body = "<rss><channel><item><title>&x;</title><description>One boat left. &x;</description></item></channel></rss>"
    return [
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{name}">]>{body}',
        f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{name}"> %p;]>{body}',
        f'<!DOCTYPE rss SYSTEM "{name}">{body}',
        f'<?xml-stylesheet href="{name}"?><rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item>'
        f'<xi:include href="{name}" parse="text"/><link>{name}</link><description>One boat &lt;img src="{name}"&gt; left.'
        f"</description></item></channel></rss>",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{name}"/><content src="{name}">a</content></entry></feed>',
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{name}"><contentSet><remoteContent href="{name}"/>'
        f'<inlineData contenttype="text/html">&lt;p&gt;a&lt;img src="{name}"&gt;&lt;/p&gt;</inlineData></contentSet></newsItem>',
    ]
