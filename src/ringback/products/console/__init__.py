"""People at the console: how they log in, and who they are then."""
