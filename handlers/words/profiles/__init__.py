"""Letter statistics of Vietnamese typed without accents, which the detector does not bring."""
