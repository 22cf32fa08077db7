"""Carriers that messages go to by SMPP, as the operator sets them up."""
