"""Recordings written down: made by a job once a recording is there, looked up and deleted over REST."""
