"""Reports: a result in, one text out, in each of the formats of `registry.FORMATS`."""
