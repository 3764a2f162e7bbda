"""How fast it is, as ratios within one run; never a test, because machines differ."""
