"""Conferences: rooms where many calls meet. What is kept of them, and the live ones."""
