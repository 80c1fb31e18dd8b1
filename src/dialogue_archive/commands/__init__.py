"""The staff commands, one module each: `add` registers it, `run` runs it."""
