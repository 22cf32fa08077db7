"""The few system calls: a thread without the GIL (`loop.pyx`), or a process that runs the core in Python."""
