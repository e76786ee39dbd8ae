"""Which signs, components and words can a template use?

Load with `{% load samenspel %}`. Tags take states, never colours. What each does stands in `samenspel/tags/`.

Signs
    {% icon "check" %}                              a drawing from static/img/icons.svg, hidden from screen readers;
                                                    `label="…"` when the drawing stands alone
    {% mark "municipality" %}                       ■ ● (support, partner: their own drawing); state "todo|busy|done"
    {% mark "initiative" "partly" label="…" %}      or a goal status "open|partly|reached"; label = hidden words
    {% duo municipality="reached" initiative="partly" %}   two views of a goal: open|partly|reached or ""; quiet=True
                                                    leaves out the hidden words when the same words stand beside it
    {% choice_duo "shared" municipality=True initiative=True %}   two answers to a question without a best answer: who spoke,
                                                    and whether they are alike
    {% key_duo municipality="turned" initiative="open" %}  two keys in one small sign: open|turned|returned
    {{ state|duo_word }}                            the Dutch word for same|differ|shared
    {% mini_stepper 2 total=5 %}                    five blocks; always write "2 Uitwerken" beside it
    {% chip "Jij bent aan zet" kind="turn" icon="arrow" %}  kind: "", turn, waits, shared, differ

Components
    {% keys keys_list inline=True %}                keys_list: dicts with side, name, state open|turned|returned,
                                                    text, on_paper (True, or who recorded it)
    {% stepper phases now="…" %}                    phases: dicts with number, name, state done|current|todo, url, note,
                                                    gate (dict municipality, initiative, text) or nothing
    {% progress value=2 max=3 label="…" %}          labelled_by="id" instead of label when a heading says it

Forms
    {% error_summary form %}                        linked list of all errors, also of several forms or a formset;
                                                    nothing when all is well
    {% form_fields form %}                          all fields, hidden ones included
    {% field form.name %}                           one field; options: privacy="who reads this",
                                                    icons="phone talk mail" for radios, mark_optional=False,
                                                    label="…" to replace the field's own

Words (filters)
    {{ day|dutch_date }} 12 november (year when another)     {{ day|dutch_date_full }} 3 februari 2026
    {{ day|dutch_date_tight }} 1 dec                         {{ day|weekday_date }} dinsdag 24 november
    {{ at|dutch_moment }} 12 november, 20.14 uur
    {{ day|since }} sinds 12 november                        {{ day|deadline }} uiterlijk 1 december
    {{ amount|euro }} € 1.250                                {{ number|thousands }} 1.204
    {{ number|count_word }} twee                             {{ person|first_name }} Ruben
    {{ day|iso }} for <time datetime="…">

Includes in templates/components/ (their first line names the context): _crumbs _note _empty _tabs _work_item _persona
_event _pagination _legend _conflict _difference _differences _render_status _privacy_note _bare.
"""

from django import template

from samenspel.tags import drawings, form_parts, menu, steps, words

register = template.Library()

for sign in (
    drawings.icon,
    drawings.logo,
    drawings.mark,
    drawings.duo,
    drawings.choice_duo,
    drawings.key_duo,
    drawings.mini_stepper,
    drawings.chip,
    drawings.progress,
):
    register.simple_tag(sign)
register.simple_tag(menu.places, takes_context=True)

register.inclusion_tag("components/_keys.html")(steps.keys)
register.inclusion_tag("components/_stepper.html")(steps.stepper)
register.inclusion_tag("components/_field.html")(form_parts.field)
register.inclusion_tag("components/_form_fields.html")(form_parts.form_fields)
register.inclusion_tag("components/_error_summary.html")(form_parts.error_summary)

register.filter(drawings.duo_word)
register.filter(words.first_name)
register.filter(words.iso)
for name, write in words.WORDS.items():
    register.filter(name, words.unless_empty(write))
