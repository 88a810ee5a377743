"""Slips put into articles that a user brings: `python -m training.slips ARTICLES... --out FILE`."""
