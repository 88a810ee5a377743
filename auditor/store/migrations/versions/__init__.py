"""One migration a file; each is frozen once released."""
