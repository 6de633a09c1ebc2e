"""Paper: the sheet in several versions, the key, and the key with explanations and references."""
