"""How a code stands in an address: `<code:code>` takes eight signs in two groups and nothing else."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from fremskudt.basics.codes import ALPHABET, GROUP


class CodeConverter(StringConverter):
    regex = f"[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{GROUP}}}"


register_converter(CodeConverter, "code")
