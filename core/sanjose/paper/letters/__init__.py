"""Letters: what stands in them, in which language, in which template."""
