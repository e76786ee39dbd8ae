"""Which party received which version, and since when."""
