"""What was used and what it cost: the event log, counted by account, category and day."""
