"""How deep the elements of a page nest, how many attributes and blocks they have, told before any parser reads it."""

import re

_OPENING = re.compile(r"<(?:(/?)([a-z][a-z0-9]*)|!--)")
_TAG = re.compile(r"""<[a-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_NAME = re.compile(r"[a-z][a-z0-9]*")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
MAX_ATTRIBUTES = 2_000
"""Of one element; libxml2 holds each against all before it, so that so many take 30 ms. Elements of real pages have
under 60, but a quotation mark that was never closed makes up to 1,500 of what follows."""
UNCLOSED_TAGS = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
})  # fmt: skip
"""Elements that are seldom or never closed."""
OPAQUE_TAGS = frozenset({"math", "noscript", "script", "style", "svg", "template", "textarea", "title"})
"""Elements whose content is no part of the page's own nesting."""


_BLOCK = re.compile(
    r"<(?:blockquote|br|caption|center|col|colgroup|dd|div|dl|dt|fieldset|form|h[1-6]|legend|li|optgroup|option|p|pre"
    r"|table|tbody|td|textarea|tfoot|th|thead|tr|ul)[\s/>]",
    re.IGNORECASE,
)


def depth(html: str) -> int:
    """About how deep elements nest, never less for plain nested boxes; one pass over `html`."""
    lowered = html.lower()
    deepest = open_tags = 0
    match = _OPENING.search(lowered)
    while match:
        position = match.end()
        closing, name = match.group(1), match.group(2)
        if name is None or (name in OPAQUE_TAGS and not closing):
            end = lowered.find(f"</{name}" if name else "-->", position)
            position = end if end >= 0 else len(lowered)
        elif name not in UNCLOSED_TAGS and name not in OPAQUE_TAGS:
            open_tags = max(0, open_tags - 1) if closing else open_tags + 1
            deepest = max(deepest, open_tags)
        match = _OPENING.search(lowered, position)
    return deepest


def count_blocks(html: str) -> int:
    """How many elements begin a paragraph or a part of a list or table; one pass over `html`."""
    return sum(1 for _ in _BLOCK.finditer(html))


def has_many_attributes(html: str) -> bool:
    """Whether an element has more than MAX_ATTRIBUTES; one pass over `html`. Programs in a page are no elements."""
    lowered = html.lower()
    match = _TAG.search(lowered)
    while match:
        tag, position = match.group(), match.end()
        if len(tag) > 2 * MAX_ATTRIBUTES and _count_attributes(tag) > MAX_ATTRIBUTES:
            return True
        name = _NAME.match(tag, 1)
        if name and name.group() in OPAQUE_TAGS:
            end = lowered.find(f"</{name.group()}", position)
            position = end if end >= 0 else len(lowered)
        match = _TAG.search(lowered, position)
    return False


def _count_attributes(tag: str) -> int:
    """About how many attributes stand in a tag, never less; a slash in a value parts none."""
    pieces = _QUOTED.sub('"', tag).split()
    return sum(1 + piece.count('"') + piece.partition("=")[0].count("/") for piece in pieces)
