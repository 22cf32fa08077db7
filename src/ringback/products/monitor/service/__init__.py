"""The verbs of monitor: looking at alerts, the audit log and jobs, and naming the debugger's webhook."""

from ringback.products.monitor.service.alerts import AlertsService
from ringback.products.monitor.service.debugger import DebuggerService
from ringback.products.monitor.service.entries import AuditService
from ringback.products.monitor.service.jobs import JobsService
from ringback.products.monitor.service.notifications import NotificationsService

__all__ = ["AlertsService", "AuditService", "DebuggerService", "JobsService", "NotificationsService"]
