"""What belongs to an agreement beside its articles: budget, planning, map, project plan?"""
