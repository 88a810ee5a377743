"""Content management systems that call the service, and that it calls back."""
