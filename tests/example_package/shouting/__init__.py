"""What the package brings."""
