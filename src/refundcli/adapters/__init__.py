"""The world: each module owns one library or device."""
