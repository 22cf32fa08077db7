"""Who may text the United States from a ten-digit number: brands, campaigns, and how fast each goes."""
