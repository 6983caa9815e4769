"""What is printed to be kept or looked at whole: the matrix, the picture of the organisation, tables in the terminal.

Words come from `bot.tables` and `bot.templates`; here is only how they are drawn.
"""
