"""What the rules of kind `date` look for, a module for each group; each finder yields the hits of one rule."""
