"""Zonewarden: checks firewall configurations of plants against OT segmentation and remote-access policy."""

__version__ = "0.1.0"
