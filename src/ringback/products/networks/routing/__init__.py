"""Routes of messages, as operators set them up and try them."""
