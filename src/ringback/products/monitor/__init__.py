"""What went wrong and who did what: alerts, audit events, and requests made to customers' servers."""
