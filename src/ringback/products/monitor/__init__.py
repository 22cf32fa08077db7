"""What went wrong and who changed what: alerts, the audit log, exchanges with customers' servers, jobs, figures."""
