"""The weights of auditor/evidence, learnt from slips: `python -m training.evidence KIND ARTICLES...`."""
