"""One template tag for each part of the screens (see /ui/)."""

from django import template

register = template.Library()
