"""Publishing: the versions built, put on one branch with what stands at its root, all or nothing."""
