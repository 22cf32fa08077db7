"""Messaging Services: pools of senders, and the choice among them."""
