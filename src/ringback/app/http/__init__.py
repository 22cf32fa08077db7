"""The HTTP face of a server: the API, the console's files, live sockets, health."""
