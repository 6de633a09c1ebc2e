"""What a teacher wrote: read, checked, and resolved into kinds, facts, claims and names."""
