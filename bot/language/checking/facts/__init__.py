"""What is said to be so: each fact true, false or not stated, whose approval is told, and how much of everything."""
