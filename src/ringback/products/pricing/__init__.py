"""What things cost: one price list, with an installation's own figures over it."""
