"""Builds what is installed inside a CMS: a wheel for Wagtail, a zip for WordPress, a package for Node: `make clients`.

The same files make the same bytes, wherever and whenever they are built.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name; of all files, so that a checkout's own times are in none."""
EPOCH_SECONDS = 315_532_800
BACKEND = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
"""As `build` calls it, which only developers have."""
FILE_MODE, FOLDER_MODE = 0o644, 0o755
IGNORED = {"__pycache__", "node_modules", "build", "dist", "tests"}
PLUGIN, PACKAGE = "article-auditor", "package"
"""The folder that WordPress unpacks, and the one that npm does."""


def main() -> int:
    """Write all of them into dist/ and name them."""
    folder = ROOT / "dist"
    for made in build_all(ROOT, folder):
        print(made.relative_to(ROOT))
    return 0


def build_all(root: Path, folder: Path) -> Iterator[Path]:
    """Each package that is built of `root` into `folder`. Raises CalledProcessError."""
    folder.mkdir(parents=True, exist_ok=True)
    yield build_wheel(root, folder)
    yield build_zip(root, folder)
    yield build_npm(root, folder)


def build_wheel(root: Path, folder: Path) -> Path:
    """The wheel of clients/wagtail, built in a copy: setuptools leaves folders of its own where it works."""
    with tempfile.TemporaryDirectory(prefix="clients-") as copy:
        source, made = Path(copy, "wagtail"), Path(copy, "made")
        for name, data in files_of(root, "wagtail").items():
            (source / name).parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            (source / name).write_bytes(data)
            (source / name).chmod(FILE_MODE)
        subprocess.run(  # nosec B603 - this Python, and a text of ours
            [sys.executable, "-c", BACKEND, made],
            cwd=source,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH_SECONDS)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        (wheel,) = made.iterdir()
        return Path(shutil.copy(wheel, folder))


def build_zip(root: Path, folder: Path) -> Path:
    """The zip of clients/wordpress, as WordPress installs it."""
    files = {name.removeprefix(f"{PLUGIN}/"): data for name, data in files_of(root, "wordpress").items()}
    (version,) = re.findall(rb"^ \* Version: (\S+)$", files[f"{PLUGIN}.php"], re.MULTILINE)
    made = folder / f"article-auditor-wordpress-{version.decode()}.zip"
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{PLUGIN}/{name}", EPOCH)
            entry.create_system, entry.external_attr = 3, FILE_MODE << 16  # Unix
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return made


def build_npm(root: Path, folder: Path) -> Path:
    """The package of clients/node, in the form of `npm pack`."""
    files = files_of(root, "node")
    known = json.loads(files["package.json"])
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(name for name in files if is_packed(name, known["files"])):
            entry = tarfile.TarInfo(f"{PACKAGE}/{name}")
            entry.size, entry.mode, entry.mtime = len(files[name]), FILE_MODE, EPOCH_SECONDS
            archive.addfile(entry, io.BytesIO(files[name]))
    made = folder / f"{known['name']}-{known['version']}.tgz"
    made.write_bytes(gzip.compress(packed.getvalue(), mtime=0))
    return made


def is_packed(name: str, listed: list[str]) -> bool:
    """Whether npm packs a file: what package.json lists, itself, and what says what it is."""
    return name in {"package.json", "README.md", "LICENSE", *listed}


def files_of(root: Path, client: str) -> Mapping[str, bytes]:
    """The files of a client by their names in its folder, and the licence."""
    folder = root / "clients" / client
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(is_ignored(part) for part in path.relative_to(folder).parts)
    }
    return {**found, "LICENSE": (root / "LICENSE").read_bytes()}


def is_ignored(part: str) -> bool:
    """Whether a file or folder of this name is no part of a client."""
    return part in IGNORED or part.startswith(".") or part.endswith(".egg-info")


if __name__ == "__main__":
    sys.exit(main())
