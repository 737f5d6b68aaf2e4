"""What the parsers of cloud filters share: operands with doubts, Azure's groups, networks without a place."""
