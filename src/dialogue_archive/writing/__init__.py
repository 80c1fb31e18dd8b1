"""Writing: data files as an editor would write them, and several files at once or none."""
