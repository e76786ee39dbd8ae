"""How does a page of the plan say a goal or activity in the words that the reader chose?

Load with `{% load crosswalk %}`; `{% in_words item %}` says nothing to who reads the words of the stappenplan.
"""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from initiatives.plan.crosswalk import chosen_frame, crosswalk

register = template.Library()


@register.simple_tag(takes_context=True)
def in_words(context: Context, item: Any) -> SafeString:
    request = context.get("request")
    frame = chosen_frame(request.person, request.COOKIES) if request else None
    if frame is None or not item or item.format_item_id is None:
        return SafeString("")
    word = crosswalk().word(frame, item.format_item)
    if not word:
        return SafeString("")
    said = _("In de woorden van %(frame)s: %(word)s") % {"frame": frame.in_words_of, "word": word}
    return format_html('<p class="sam-meta">{}</p>', said)
