"""People and machines that answer a call, made from the texts beside this file; the set of `bench.machines`."""
