"""One file a version; its number is how the file begins."""
