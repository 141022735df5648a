"""What a job asks for, and what a CV shows of it."""
