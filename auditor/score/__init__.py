"""Scores of articles and sources: pure functions on the standard library, no tables, no text.

A score speaks of editorial consistency and text hygiene of the articles checked. It says nothing of truth or trust.
"""
