"""Customers' applications that send and receive by SMPP: their credentials, their messages, what waits for them."""
