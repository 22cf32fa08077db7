"""Live calls: legs, bridges and the TwiML that runs on them; joins signalling to media and keeps the record of both."""
