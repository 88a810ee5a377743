"""Fuzzing: what comes in from outside, changed at random, may end in a declared error and in nothing else."""
