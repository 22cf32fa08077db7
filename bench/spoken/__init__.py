"""Our own spoken test set: texts, the voices that read them, and the telephone line they come over."""
