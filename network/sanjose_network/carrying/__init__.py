"""Envelopes on their way: what is held, sent, received, asked for again, and told of it."""
