"""What is kept: reports, decisions, sources, in SQLite or PostgreSQL."""
