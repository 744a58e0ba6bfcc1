"""Values to text: the JSON contract and what a reader sees."""
