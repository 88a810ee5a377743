"""Many articles: manifest, shards, processes."""
