"""The web server: it mounts what channels and pages offer and knows none of them."""
