"""How gunicorn serves the application: one process a core, each with a few threads, behind a proxy that buffers.

Audits and pages keep a core busy, one after the other in their slots; what takes milliseconds, as /healthz, has threads
left beside them.
"""

import os

wsgi_app = "auditor.api.wsgi:make_application()"
bind = os.environ.get("AUDITOR_BIND", "127.0.0.1:8000")
workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
worker_class = "gthread"
threads = 24  # as many as `auditor serve` has: 22 may work in slots or wait for them, two are left for the rest
worker_connections = 24  # no more than there are threads: further connections go to the other processes
keepalive = 0  # a connection that the proxy holds open would take one of them
timeout = 30
graceful_timeout = 30
max_requests = 20_000  # a worker makes room for a new one before small leaks of libraries add up
max_requests_jitter = 2_000
control_socket_disable = True  # from 25.1: nobody needs to command the processes from elsewhere
umask = 0o077  # what the processes make is their user's
forwarded_allow_ips = os.environ.get("AUDITOR_PROXIES", "127.0.0.1")
