"""SIP domains: names that phones and PBXs call and register at, and who may."""
