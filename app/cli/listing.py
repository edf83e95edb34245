"""The command `list`."""

import argparse
import json
from typing import Any

from app.cli.printing import complain, say
from app.core.command_line import Tell, teller
from app.core.demo import Demo, Variant
from app.core.errors import LabError
from app.core.languages import in_language
from app.core.parameter import Parameter, as_json
from app.core.program import parse_parameters, read_source
from app.core.spoken import ENGLISH
from app.discovery import BrokenDemo, discover


def show_list(parsed: argparse.Namespace) -> int:
    """Print the demos, as JSON or as lines; 1 where one of them is broken."""
    found = discover()
    broken = [each for each in found if isinstance(each, BrokenDemo)]
    lang = ENGLISH if parsed.json else parsed.lang
    good = [each.demo for each in found if not isinstance(each, BrokenDemo)]
    told = [_demo(in_language(demo, lang)) for demo in good]
    if parsed.json:
        say(json.dumps({"demos": told}))
    else:
        tell = teller(lang)
        say("\n".join(line for demo in told for line in _lines(demo, tell)))
    complain([f"The demo {each.id} can't be loaded: {each.why}" for each in broken], parsed.lang)
    return 1 if broken else 0


def _demo(demo: Demo) -> dict[str, Any]:
    return {"id": demo.id, "title": demo.title, "variants": [_variant(demo, each) for each in demo.variants]}


def _variant(demo: Demo, variant: Variant) -> dict[str, Any]:
    try:
        parameters = parse_parameters(read_source(demo.program(variant)))
    except LabError:
        parameters = ()
    return {
        "id": variant.id,
        "title": variant.title,
        "parameters": [_parameter(each) for each in parameters],
        "unavailable": variant.unavailable(),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "value": as_json(parameter.value),
        "low": parameter.low,
        "high": parameter.high,
        "label": parameter.label,
    }


def _lines(demo: dict[str, Any], tell: Tell) -> list[str]:
    lines = [f"{demo['id']}: {demo['title']}"]
    for variant in demo["variants"]:
        lines.append(f"  {demo['id']}.{variant['id']}: {variant['title']}")
        if variant["unavailable"]:
            lines.append(tell(f"    can't run here: {variant['unavailable']}"))
        for each in variant["parameters"]:
            bounds = ["" if each[end] is None else str(each[end]) for end in ("low", "high")]
            span = f" ({'..'.join(bounds)})" if any(bounds) else ""
            lines.append(f"    {each['name']} = {each['value']!r}{span}  {each['label']}".rstrip())
    return lines
