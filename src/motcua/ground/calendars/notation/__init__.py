"""How a life is written as one line of JSON, and what the clock says of it as another."""
