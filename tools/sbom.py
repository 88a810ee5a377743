"""Writes the bill of materials of the image, CycloneDX in JSON, out of deploy/requirements.lock: `make sbom`.

Every package with its version, its licence, the hashes of the files that may be installed and what it needs. The same
lock makes the same bytes.
"""

from __future__ import annotations

import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.licences import licence_of

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "deploy" / "requirements.lock"
PIN = re.compile(
    r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)(?: ; ([^\\\n]+?))? \\\n((?:    --hash=.*\n)+)", re.MULTILINE
)
IMAGE = {
    "implementation_name": "cpython", "os_name": "posix", "platform_machine": "x86_64", "platform_system": "Linux",
    "platform_python_implementation": "CPython", "python_full_version": "3.11.14", "python_version": "3.11",
    "sys_platform": "linux", "extra": "",
}  # fmt: skip
"""What the image of deploy/Dockerfile is, of the environment that markers ask for."""


class Pin(NamedTuple):
    """One package of the lock."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each file that may be installed."""


def main() -> None:
    """Write the bill to standard output."""
    sys.stdout.write(write_bill(LOCK.read_text(encoding="utf-8")) + "\n")


def write_bill(lock: str) -> str:
    """The bill of what `lock` installs in the image, as JSON."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    auditor = Component(
        name=project["name"], version=project["version"], type=ComponentType.APPLICATION, bom_ref=project["name"],
        licenses=[LicenseFactory().make_from_string(project["license"])],
    )  # fmt: skip
    parts = {pin.name: _component(pin) for pin in read_pins(lock)}
    bill = Bom(metadata=BomMetaData(component=auditor), components=parts.values())
    bill.metadata.timestamp = None  # type: ignore[assignment]  # the schema asks for none, and it would differ
    bill.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, lock + project["version"])
    bill.register_dependency(auditor, [parts[name] for name in _needed(project["dependencies"]) if name in parts])
    for name, part in parts.items():
        bill.register_dependency(part, [parts[needed] for needed in _needed(_requires(name)) if needed in parts])
    return JsonV1Dot6(bill).output_as_string(indent=2)


def read_pins(lock: str) -> Iterator[Pin]:
    """The packages that the image takes of a lock, in its order."""
    for name, version, marker, hashes in PIN.findall(lock):
        if not marker or Marker(marker).evaluate(IMAGE):
            yield Pin(name, version, tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", hashes)))


def _component(pin: Pin) -> Component:
    page = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(f"https://pypi.org/project/{pin.name}/{pin.version}/"),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in pin.hashes],
    )
    url = PackageURL("pypi", name=pin.name, version=pin.version)
    try:
        licences = [LicenseFactory().make_from_string(licence_of(distribution(pin.name)))]
    except PackageNotFoundError:  # this machine is another platform than the image
        licences = []
    return Component(
        name=pin.name, version=pin.version, type=ComponentType.LIBRARY, bom_ref=str(url), purl=url, licenses=licences,
        external_references=[page],
    )  # fmt: skip


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def _needed(requirements: list[str]) -> Iterator[str]:
    """The names of what is needed in the image, extras aside."""
    for needed in map(Requirement, requirements):
        if needed.marker is None or needed.marker.evaluate(IMAGE):
            yield canonicalize_name(needed.name)


if __name__ == "__main__":
    main()
