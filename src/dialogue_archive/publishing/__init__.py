"""Publishing: versions are built and put on one branch together with the pages of its root: all or nothing."""
