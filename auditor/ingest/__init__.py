"""Bytes to articles: one reader a format."""

from auditor.ingest.errors import InputError
from auditor.ingest.inputs import read_input, read_inputs

__all__ = ["InputError", "read_input", "read_inputs"]
