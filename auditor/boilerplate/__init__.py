"""Which blocks of a text are not the article's own: features, the trained model, runs."""
