"""Ground: what every other layer may stand on; standard library only."""
