"""What the rules have to say."""
