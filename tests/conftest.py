"""What holds for all tests: each run works in a folder of its own, and nothing of the user's shell changes it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from multiprocessing.util import Finalize
from pathlib import Path

import pytest
from hypothesis import settings

from auditor.garbage import collect_seldom

settings.register_profile("patient", deadline=None)  # one example may meet a busy machine; time has tests of its own
settings.load_profile("patient")

OURS = "AUDITOR_"
"""How the names of variables begin that the commands and the service read."""
TELLING = (
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "PYTHONWARNINGS",
    "PROMETHEUS_MULTIPROC_DIR",
)
"""Other variables of a user that change what programs print or do."""
LAST = -200
"""At the end of this process, not of its forks, and after multiprocessing has removed its own folder there, at -100."""


@pytest.hookimpl(tryfirst=True)  # before pytest chooses a folder itself
def pytest_configure(config: pytest.Config) -> None:
    """Give the run a folder for all that is temporary, which goes with it; `--basetemp` keeps what tests write.

    pytest's own folders stand side by side, and whoever makes another clears all but the newest three, in use or not.
    Workers of xdist get theirs within that of their run.
    """
    forget_shell()
    collect_seldom()  # as every process that audits; with all that tests keep, looking takes long
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="auditor-"))
    Finalize(None, shutil.rmtree, (folder, True), exitpriority=LAST)
    (folder / "auditor.toml").touch()  # commands look for settings where they are started, and up to here
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    if config.option.basetemp is None:
        config.option.basetemp = str(folder / "tests")


def forget_shell() -> None:
    """Take out of the environment what a user's shell sets for other programs; proxies are for other hosts."""
    for name in [name for name in os.environ if name.startswith(OURS) or name in TELLING]:
        del os.environ[name]
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost"


@pytest.fixture(scope="session", autouse=True)
def workplace() -> Iterator[None]:
    """The folder of the run is where all commands are started, unless a test names another."""
    before = Path.cwd()
    os.chdir(tempfile.gettempdir())
    yield
    os.chdir(before)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a store without rows: to copy it takes a fraction of what the migrations take."""
    from auditor.store import Store  # not all tests need what it brings

    path = tmp_path_factory.mktemp("tables") / "auditor.db"
    Store(f"sqlite:///{path}").close()
    return path
