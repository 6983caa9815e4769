"""A sentence -> what it proposes: which acts and duties, how much, for whom, under which facts."""
