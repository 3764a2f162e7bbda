"""Everything that knows Matrix: a client hardened against what loses keys, events or trust.

matrix-nio encrypts, decrypts and makes requests here, and nothing else: its rooms, its idea of
who is a member, its cursor, its callbacks and its trust are not used. What came is written down
before it has any effect, what goes out waits until the homeserver has it, and whom to trust
follows from the directory alone.
"""
