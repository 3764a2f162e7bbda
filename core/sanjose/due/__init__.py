"""What goes at its hour: when digests are due, the mail that says nothing, and who sends it.

Nothing here has a key. What is read is ``notices.db``; what leaves is the one neutral mail.
Source: N 46; G 33; floor 7.
"""
