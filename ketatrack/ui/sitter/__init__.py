"""The window in the hands of the person who watches: handing over, what they see, and the way back."""
