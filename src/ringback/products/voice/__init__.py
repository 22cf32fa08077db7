"""Calls as customers use them: numbers, recordings, SIP domains, and what a call runs."""
