"""How fast it is, beside bare baselines on the same machine in the same call."""
