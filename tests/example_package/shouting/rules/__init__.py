"""The folder of its rules."""
