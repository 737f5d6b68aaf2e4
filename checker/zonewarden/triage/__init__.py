"""From what policies say to findings."""
