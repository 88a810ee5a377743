"""Links of the OpenAPI document: which values of an answer name what can be asked for next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

Document = Mapping[str, Any]
Places = Mapping[str, str]
BODY, PATH = "$response.body#", "$request.path."
RULE: Places = {name: PATH + name for name in ("source", "topic", "name")}
PLACES: Mapping[tuple[str, str], Places] = {
    ("GET /v1/audits", "200"): {"audit": f"{BODY}/audits/0/audit"},
    ("POST /v1/audits", "201"): {
        "audit": f"{BODY}/audit", "article": f"{BODY}/article_id", "finding": f"{BODY}/findings/0/finding",
    },
    ("POST /v1/audits", "202"): {"job": f"{BODY}/job"},
    ("GET /v1/audits/{audit}", "200"): {
        "article": f"{BODY}/article_id", "source": f"{BODY}/source", "digest": f"{BODY}/ruleset",
    },
    ("GET /v1/audits/{audit}/findings", "200"): {"finding": f"{BODY}/findings/0/finding"},
    ("POST /v1/batches", "202"): {"batch": f"{BODY}/batch"},
    ("GET /v1/batches/{batch}/jobs", "200"): {"job": f"{BODY}/jobs/0/job", "audit": f"{BODY}/jobs/0/audit"},
    ("GET /v1/jobs/{job}", "200"): {"audit": f"{BODY}/audit", "batch": f"{BODY}/batch"},
    ("GET /v1/findings/{finding}", "200"): {"audit": f"{BODY}/audit"},
    ("POST /v1/findings/{finding}/decisions", "201"): {"finding": f"{BODY}/finding"},
    ("GET /v1/articles/{article}", "200"): {"audit": f"{BODY}/audit", "source": f"{BODY}/source"},
    ("GET /v1/articles/{article}/revisions", "200"): {"audit": f"{BODY}/revisions/0/audit"},
    ("GET /v1/stories", "200"): {"story": f"{BODY}/stories/0/story"},
    ("GET /v1/stories/{story}", "200"): {
        "audit": f"{BODY}/members/0/audit", "article": f"{BODY}/members/0/article",
    },
    ("GET /v1/sources", "200"): {"source": f"{BODY}/sources/0/id"},
    ("GET /v1/sources/{source}", "200"): {"audit": f"{BODY}/passages/0/audit"},
    ("GET /v1/sources/{source}/findings", "200"): {
        "finding": f"{BODY}/findings/0/finding", "audit": f"{BODY}/findings/0/audit",
    },
    ("PUT /v1/sources/{source}/mutes/{topic}/{name}", "200"): RULE,
    ("DELETE /v1/sources/{source}/mutes/{topic}/{name}", "200"): RULE,
    ("POST /v1/sources/{source}/replies", "201"): {"source": f"{PATH}source"},
    ("GET /v1/rules", "200"): {"digest": f"{BODY}/ruleset"},
    ("POST /v1/hooks/{source}", "202"): {"job": f"{BODY}/job"},
}  # fmt: skip
"""Where an answer has the values that stand in the paths of other operations; of a list, those of its first entry."""


def add_links(document: Document) -> None:
    """Link every answer of PLACES to all operations whose path takes one of its values."""
    operations = dict(_operations(document))
    for (label, status), places in PLACES.items():
        answer = operations[label]["responses"][status]
        answer["links"] = {
            _name(target): {
                "operationRef": _reference(target),
                "parameters": {name: places[name] for name in _parameters(target) if name in places},
            }
            for target in operations
            if target != label and not places.keys().isdisjoint(_parameters(target))
        }


def _operations(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """All operations by method and path."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", operation


def _parameters(label: str) -> list[str]:
    """The parameters of an operation's path."""
    return re.findall(r"{(\w+)}", label)


def _name(label: str) -> str:
    """What a link to an operation is called, as `get-v1-audits-audit`."""
    return re.sub(r"\W+", "-", label.lower()).strip("-")


def _reference(label: str) -> str:
    """Where an operation stands in the document, as a URI fragment."""
    method, _, path = label.partition(" ")
    return f"#/paths/{quote(path.replace('~', '~0').replace('/', '~1'), safe='~')}/{method.lower()}"
