"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)  # one example may meet a busy machine; time has tests of its own
settings.load_profile("patient")
