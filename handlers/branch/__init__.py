"""What secretaries, and all who hold a role, say and hear."""
