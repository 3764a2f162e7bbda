"""Keys, stores and the record: what lies on disk, and who opens it."""
