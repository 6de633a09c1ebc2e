"""The pages of progress: each makes rows of what `reports.progress` worked out. No screen in it."""
