"""The HTTP API of LanguageTool, for editors that speak it."""
