"""Messages: texts and pictures, out and in."""
