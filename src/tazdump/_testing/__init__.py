"""What `tazdump.testing` is made of: words, pages, their texts, and damage; needs Hypothesis."""
