"""What an officer hands in on paper, read again."""
