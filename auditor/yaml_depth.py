"""How deep YAML nests, told before libyaml's composer goes down with it and the process with both."""

from __future__ import annotations

import yaml

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C loader where PyYAML has it, some ten times as fast."""
MAX_DEPTH = 100
"""Rules nest 8 deep; the C loader overflows its stack, which nothing can catch, somewhere above 10,000."""
_OPENERS = (b"[", b"{", b"- ", b"? ")
"""What may open a level without a line of its own. By indentation alone a level costs as many bytes as it is deep."""


def refuse_depth(data: bytes) -> None:
    """Raise RecursionError if `data` nests more than MAX_DEPTH levels; what is no YAML at all raises YAMLError."""
    if sum(map(data.count, _OPENERS)) <= MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(data, SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise RecursionError(f"nested more than {MAX_DEPTH} levels")
