"""How each unit of a limit is counted: one module for each rule from R1 to R6."""
