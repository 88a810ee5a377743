"""Deliveries of CMSs, one module a sender."""
