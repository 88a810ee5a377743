"""Named evidence, weighed with calibrated weights from a file."""

from auditor.evidence.model import EvidenceError, Features, Model, load_model

__all__ = ["EvidenceError", "Features", "Model", "load_model"]
