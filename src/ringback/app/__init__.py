"""The wiring: reads settings, builds every room, starts the server; the only place that knows all."""
