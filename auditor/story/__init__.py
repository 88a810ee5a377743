"""Articles on one event: near-copies, stories, the claims they make and where they differ."""
