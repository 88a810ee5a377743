"""What is counted for Prometheus: requests, how long they take, audits and findings."""

from __future__ import annotations

import os

from flask import Response, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess

from auditor.finding import Report

from .logs import seconds_taken

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""Names a folder in which the processes of one service keep their counters together."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Those that are told apart: a client may make up others, and each would make a series."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one application in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("auditor_requests", "Requests answered", labels, registry=self.registry)
        self._seconds = Histogram(
            "auditor_request_seconds", "How long requests took", ("route",), buckets=BUCKETS, registry=self.registry
        )
        self._audits = Counter("auditor_audits", "Articles audited", registry=self.registry)
        self._findings = Counter("auditor_findings", "Findings made", ("severity",), registry=self.registry)
        self._unjudged = Counter(
            "auditor_not_judged", "Articles audited that were not judged", ("reason",), registry=self.registry
        )

    def count_request(self, response: Response) -> Response:
        """Count the request being answered, by its route: addresses would make a series each."""
        route = str(request.url_rule or "unknown")
        method = request.method if request.method in METHODS else "other"
        self._requests.labels(method, route, str(response.status_code)).inc()
        self._seconds.labels(route).observe(seconds_taken())
        return response

    def count_audit(self, report: Report) -> None:
        """Count an audit and its findings, and why it was not judged as a whole."""
        self._audits.inc()
        if (obstacle := report.judged.obstacle) is not None:
            self._unjudged.labels(obstacle.reason.value).inc()
        for finding in report.findings:
            self._findings.labels(finding.severity.label).inc()

    def text(self) -> bytes:
        """All counters in the text format of Prometheus; those of all processes where they share DIRECTORY."""
        if DIRECTORY not in os.environ:
            return generate_latest(self.registry)
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
