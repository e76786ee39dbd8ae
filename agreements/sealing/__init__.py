"""The electronic seal of a party on its copy of a signed agreement, where its certificate lies on this server."""
