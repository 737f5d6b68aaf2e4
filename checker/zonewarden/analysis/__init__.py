"""Exact analysis: what rule lists, devices and sites really permit."""
