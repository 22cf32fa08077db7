"""Decisions about calls over REST, pure: whom they reach, what is asked of them, how they go on."""
