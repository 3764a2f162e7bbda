"""The verbs about other committees: what is shared, heard, recalled, and stated together."""
