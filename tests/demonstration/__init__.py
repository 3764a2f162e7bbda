"""What `python3 dev.py demo` tells, act by act."""
