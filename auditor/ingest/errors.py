"""The one error of all readers."""


class InputError(ValueError):
    """An input that cannot be read; the message says where, what is wrong and what would be right."""
