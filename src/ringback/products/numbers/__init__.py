"""Numbers: the stock one can search, what an account owns and how it is set up, short codes, addresses."""
