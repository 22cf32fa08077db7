"""Session descriptions without sockets: what each side can hear and where (RFC 8866), and agreeing on it (RFC 3264)."""
