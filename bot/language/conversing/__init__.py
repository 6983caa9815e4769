"""A short sentence -> the whole one that it stands for, with what was talked about before."""
