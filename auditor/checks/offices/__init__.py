"""What is wrong with the offices that a text gives to persons: what the table says, and how the sentence reads."""
