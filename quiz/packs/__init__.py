"""Facts: read, checked, and made into what the generator works on."""
