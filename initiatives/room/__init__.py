"""Which role and room does each side see for itself and the other?"""
