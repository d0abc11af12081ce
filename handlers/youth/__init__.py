"""What a young person says and hears."""
