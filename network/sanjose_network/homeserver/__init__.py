"""A homeserver of one's own and the rooms on it: set up, served, convened; plain requests only."""
