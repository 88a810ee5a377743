"""The one family of errors of the store."""


class StoreError(Exception):
    """The store cannot do what was asked; the message says why and what would be right."""
