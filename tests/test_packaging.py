"""What is shipped: the package list is the folders, and a wheel works where no checkout is."""

import json
import os
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

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
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONWARNINGS")}
    environment = {**kept, "SOURCE_DATE_EPOCH": "1700000000"}  # as a release sets it to its day
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def built_again(source: Path, folder: Path) -> Path:
    """A wheel of a source distribution, made in a folder of another name."""
    with tarfile.open(source) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # 3.11.4 and newer have it
        archive.extractall(folder / "another")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder / "again", *folder.glob("another/*"), cwd=folder)
    return next((folder / "again").glob("*.whl"))


def test_sdist_to_wheel_to_clean_environment(tmp_path: Path) -> None:
    """The installed command, away from the checkout, finds the donation appeal of seed 004."""
    run(sys.executable, "-m", "build", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    again = built_again(next((tmp_path / "dist").glob("*.tar.gz")), tmp_path)
    assert again.read_bytes() == wheel.read_bytes(), "the same source makes the same bytes"
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    seed = tmp_path / "article.txt"
    seed.write_bytes(next((ROOT / "seeds").glob("004_*.txt")).read_bytes())
    out = run(tmp_path / "venv" / "bin" / "auditor", "check", "--format", "jsonl", seed, cwd=tmp_path)
    findings = json.loads(out)["findings"]
    assert any(f["rule"].startswith("boilerplate/") and "gift of hope" in f["quote"] for f in findings)
    top_level = run(python, "-c", "import auditor.api, auditor; print(auditor.__path__[0])", cwd=tmp_path)
    assert str(tmp_path / "venv") in top_level
