"""What speaks against permitting what was named: what is left out, kept quiet, overdone, or done besides."""
