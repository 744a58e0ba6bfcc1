"""The ways of counting a period, each with its bounds and its derivation as sentences."""
