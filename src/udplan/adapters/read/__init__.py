"""Plan files from their bytes to plans: strict, with the place of everything, and kept between runs."""
