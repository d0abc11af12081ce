"""What the office's staff say and hear."""
