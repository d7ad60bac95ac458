"""The rules of the gate, one question each: may this sentence be shown on the evidence that it cites?"""
