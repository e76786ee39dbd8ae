"""What was agreed elsewhere, and where policy names the initiative."""
