"""The ways in which reports of one event may contradict each other; parts of kind `story`."""
