"""The service: Flask, one module a resource."""
