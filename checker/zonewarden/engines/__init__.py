"""Policy engines behind one protocol; every policy gives the same result on each of them."""
