"""Where the data folders stand: beside the package in a checkout, inside it when installed."""

from importlib.resources import files
from pathlib import Path


def data_folder(name: str) -> Path:
    """The folder `rules` or `reports`."""
    package = Path(str(files("auditor")))
    installed = package / name
    return installed if installed.is_dir() else package.parent / name
