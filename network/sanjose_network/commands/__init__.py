"""The commands of the carrier, which ``sanjose network`` shows."""
