"""Bytes to articles: one reader a format."""
