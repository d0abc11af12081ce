"""Words as people type them, and as the bot says them."""
