"""Asks an article auditor before Wagtail publishes an article, and tells it afterwards."""
