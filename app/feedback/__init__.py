"""The report on an interview, in which every judgement quotes what it rests on."""
