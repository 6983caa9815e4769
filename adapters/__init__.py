"""The rim: everything that waits. Each folder here is the only place that imports its platform's or store's library."""
