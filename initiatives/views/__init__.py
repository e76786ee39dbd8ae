"""The pages of initiatives, by subject."""
