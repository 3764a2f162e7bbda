"""What committees send each other: how it is written, signed by someone else, and believed.

The network imports this package and nothing else of the core. Here are public keys only; who
signs, seals or opens passes in a function, and those stand in ``keeping``. Nothing here can
reach a case, a key or a store, and a test imports all of it to see that.
"""
