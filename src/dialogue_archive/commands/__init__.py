"""The staff commands, one module each."""
