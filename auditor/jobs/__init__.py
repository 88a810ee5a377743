"""Work that waits in the store, done by supervised processes."""


class WorkerError(Exception):
    """Workers cannot start; the message says why."""
