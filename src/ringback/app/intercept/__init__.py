"""`ringback run`: a program's own requests to *.twilio.com reach Ringback, and the program is none the wiser.

A CONNECT proxy on loopback ends the program's TLS with certificates of a small authority made for the purpose, and
passes each request on as it came. Everything to any other host goes through untouched.
"""
