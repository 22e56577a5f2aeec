"""Windows on the screen: which there are, what they show, what a key assignment does in them."""
