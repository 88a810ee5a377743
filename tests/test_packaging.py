"""What is shipped: the package list is the folders, and a wheel works where no checkout is."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from tools.licences import licences

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_package_list_is_the_folders() -> None:
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("auditor/**/__init__.py")}
    folders |= {f"auditor.{'.'.join(path.parent.relative_to(ROOT).parts)}" for path in ROOT.glob("api/**/__init__.py")}
    assert set(PYPROJECT["tool"]["setuptools"]["packages"]) == folders | {"auditor.rules", "auditor.reports"}


def test_contract_lists_every_kind() -> None:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    listed = next(c["modules"] for c in contracts if c["type"] == "independence")
    from auditor.checks import KINDS

    modules = {getattr(kind, "__name__", "") for kind in KINDS.values()}
    assert set(listed) == modules


def run(*command: object, cwd: Path) -> str:
    """What a command prints, away from the checkout and from what a shell may set."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONWARNINGS")}
    environment = {**kept, "SOURCE_DATE_EPOCH": "1700000000"}  # as a release sets it to its day
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, folder: Path, *options: str) -> Path:
    """The wheel that is built of `source` into `folder`, by the setuptools of this environment: without the network."""
    run(sys.executable, "-m", "build", "--no-isolation", *options, "--outdir", folder, source, cwd=source)
    (wheel,) = folder.glob("*.whl")
    return wheel


def copy_checkout(folder: Path) -> Path:
    """What a fresh clone holds, so that building leaves nothing in the checkout and finds nothing old there."""
    made = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "out", "var")
    return Path(shutil.copytree(ROOT, folder / "checkout", ignore=made))


def built_again(source: Path, folder: Path) -> Path:
    """A wheel of a source distribution, made in a folder of another name."""
    with tarfile.open(source) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # 3.11.4 and newer have it
        archive.extractall(folder / "another")
    (unpacked,) = folder.glob("another/*")
    return build(unpacked, folder / "again", "--wheel")


def install(wheel: Path, folder: Path) -> Path:
    """The programs of an environment with the wheel, what it needs, as links to what is installed here, and no more."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=wheel.parent)
    programs = folder / "bin"
    uv = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-cache", "--no-deps")
    run(*uv, "--python", programs / "python", wheel, cwd=wheel.parent)
    (site,) = folder.glob("lib/*/site-packages")
    for found in (distribution(name) for name, _, use in licences() if use == "all"):
        for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            (site / name).symlink_to(str(found.locate_file(name)))
    return programs


def test_sdist_to_wheel_to_clean_environment(tmp_path: Path) -> None:
    """The installed command, away from the checkout, finds the donation appeal of seed 004."""
    wheel = build(copy_checkout(tmp_path), tmp_path / "dist")
    again = built_again(next((tmp_path / "dist").glob("*.tar.gz")), tmp_path)
    assert again.read_bytes() == wheel.read_bytes(), "the same source makes the same bytes"
    programs = install(wheel, tmp_path / "venv")
    seed = tmp_path / "article.txt"
    seed.write_bytes(next((ROOT / "seeds").glob("004_*.txt")).read_bytes())
    out = run(programs / "auditor", "check", "--format", "jsonl", "--fail-on", "critical", seed, cwd=tmp_path)
    findings = json.loads(out)["findings"]
    assert any(f["rule"].startswith("boilerplate/") and "gift of hope" in f["quote"] for f in findings)
    top_level = run(programs / "python", "-c", "import auditor.api, auditor; print(auditor.__path__[0])", cwd=tmp_path)
    assert str(tmp_path / "venv") in top_level
