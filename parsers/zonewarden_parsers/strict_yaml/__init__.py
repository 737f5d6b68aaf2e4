"""YAML 1.2 core with places, read strictly and within bounds (docs/decisions/0005-yaml.md)."""
