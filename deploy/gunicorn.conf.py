"""How gunicorn serves the application: one process a core, none with threads, behind a proxy that buffers.

Audits keep a core busy; threads in one process halve the throughput and make the slowest answers ten times as slow.
"""

import os

wsgi_app = "auditor.api.wsgi:make_application()"
bind = os.environ.get("AUDITOR_BIND", "127.0.0.1:8000")
workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
worker_class = "sync"
timeout = 30
graceful_timeout = 30
max_requests = 20_000  # a worker makes room for a new one before small leaks of libraries add up
max_requests_jitter = 2_000
control_socket_disable = True  # from 25.1: nobody needs to command the processes from elsewhere
umask = 0o077  # what the processes make is their user's
forwarded_allow_ips = os.environ.get("AUDITOR_PROXIES", "127.0.0.1")
