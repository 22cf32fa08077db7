"""The simulated phones, as they are driven from outside: scripts, screens, texts typed on them."""
