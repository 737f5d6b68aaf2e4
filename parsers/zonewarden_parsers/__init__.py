"""Vendor configurations turned into one normalised model."""
