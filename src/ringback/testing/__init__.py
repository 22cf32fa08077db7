"""What a test needs to run an application against a private Ringback: the fixture `ringback`, and what it hands out.

Everything here speaks to the server over HTTP, as the application does. Only the standard library is needed, and
nothing is imported until a test asks for the fixture.
"""
