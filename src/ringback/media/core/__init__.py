"""The media core: bytes in, bytes out, an explicit clock, no system call.

Every module that `ringback.media.amalgam.MODULES` names is written once, in the part of Python that is also C: `int`
is 64 bits wide, arrays are views of fixed length, nothing is allocated after the start. It runs as it stands (the
uncompiled build, which can be stepped through), and it is made into one extension module (the compiled build).
"""
