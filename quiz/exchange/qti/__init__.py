"""QTI 2.1, which Canvas, TAO and others import: a zip of items, a test of them, and a manifest."""
