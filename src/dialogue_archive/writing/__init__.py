"""Writing: edits of data files and pages that keep their other lines, and atomic writes of several files."""
