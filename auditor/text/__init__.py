"""Layers of plain text: folding, tokens, blocks, sentences, quotations; pure functions over one string."""
