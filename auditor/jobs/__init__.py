"""Work that waits in the store, done by supervised processes."""
