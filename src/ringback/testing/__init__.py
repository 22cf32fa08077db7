"""What a test needs to run an application against a private Ringback."""
