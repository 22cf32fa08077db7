"""TwiML of calls: a document in, what to do on the line out."""
