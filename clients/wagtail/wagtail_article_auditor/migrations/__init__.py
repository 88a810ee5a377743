"""The tables of this app, as they came to be."""
