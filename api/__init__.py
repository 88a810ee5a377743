"""The service: Flask, one module a resource."""

from .app import create_app

__all__ = ["create_app"]
