"""What a committee hands over, made from what it is and from its record."""
