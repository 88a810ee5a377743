"""What a text speaks of: places, people and offices, times, numbers, organisations; finders over documents."""
