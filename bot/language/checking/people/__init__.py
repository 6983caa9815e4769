"""Who is meant: to whom an act is done, how they stand to the speaker, whose gain it is, who is away."""
