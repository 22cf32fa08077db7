"""What customers use: one folder a concept, whichever host or version of the API it answers on."""
