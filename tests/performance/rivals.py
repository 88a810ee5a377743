"""What other tools that read text take for the same articles, as far as they are installed here."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from auditor import Article


def find_rivals() -> dict[str, Callable[[Article], object]]:
    """By name and version, what each does with one article."""
    found = {}
    for package, make in (("proselint", _proselint), ("trafilatura", _trafilatura), ("spacy", _spacy)):
        try:
            found[f"{package} {version(package)}"] = make()
        except (PackageNotFoundError, ImportError):
            continue
    return found


def _proselint() -> Callable[[Article], object]:
    """All its checks. Written for the interface of 0.16; an older one raises ImportError."""
    registry = import_module("proselint.registry").CheckRegistry()
    registry.register_many(import_module("proselint.checks").__register__)
    lint_file = import_module("proselint.tools").LintFile
    return lambda article: lint_file("article", article.text).lint()


def _trafilatura() -> Callable[[Article], object]:
    """The main text out of a page that holds nothing else."""
    extract = import_module("trafilatura").extract
    return lambda article: extract(_page(article))


def _page(article: Article) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in article.text.split("\n") if line)
    title = escape(article.title)
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def _spacy() -> Callable[[Article], object]:
    """Tokens and sentences by rules; a model for names would take many times as long."""
    language = import_module("spacy").blank("en")
    language.add_pipe("sentencizer")
    return lambda article: language(article.text)
