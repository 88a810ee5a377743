"""The API keeps to its own OpenAPI document, whatever is sent: with a key and without one."""

from __future__ import annotations

EXAMPLES = 12
TEXT = "The mayors met on Monday, 5 March 2025, in Ghent.\nThe barrier is to cost $48 million."
