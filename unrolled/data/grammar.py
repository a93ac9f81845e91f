"""The grammar of the "I am Groot" sentences: templates, and the words for their slots.

A template is a sentence in which the words in capitals are slots:

- ``NAME`` one of a character, of one word or, in `TWO_WORDS` of all cases, of two;
  tagged ``B-PER`` and ``I-PER``.
- ``PLACE`` a planet or moon, always one word; tagged ``B-LOC``.
- ``NOUN``, ``STUFF``, ``ADJECTIVE``, ``VERB`` ordinary words; tagged ``O`` as all the
  rest.

What stands before a slot tells what it holds, and the word just before is often not
enough: one travels *to* a place, belongs *to* somebody and wants *to* do something; a
thing is made *from* some stuff, a letter comes *from* somebody, a stone *from* a place.
Some words are a name here and a thing there: a rocket lands, Rocket laughs.
"""

from __future__ import annotations

from dataclasses import dataclass

TWO_WORDS = 0.3
"""Share of the names that have two words."""

KNOWN_TEMPLATES = """
    i am NAME
    i am NAME from PLACE
    my NOUN is ADJECTIVE and i am NAME
    they call me NAME
    they call it STUFF
    my name is NAME and my NOUN is ADJECTIVE
    the name of my NOUN is NAME
    the friends of NAME are ADJECTIVE
    the moons of PLACE are ADJECTIVE
    the walls of the NOUN are made of STUFF
    the letter is from NAME
    the stone is from PLACE
    the NOUN is made from STUFF
    the NOUN is filled with STUFF
    the ADJECTIVE NOUN belongs to NAME
    the ADJECTIVE NOUN lives on PLACE
    the NOUN and the NOUN will VERB
    they met NAME on PLACE near the ADJECTIVE NOUN
    we travel with NAME to the ADJECTIVE NOUN on PLACE
    we fly from PLACE to PLACE
    we want to VERB and to VERB
    we can VERB the ADJECTIVE NOUN of NAME
    i know where NAME is and where the NOUN is
    they know where the ADJECTIVE NOUN is
    they see STUFF on PLACE
    NAME lives on PLACE near the ADJECTIVE NOUN
    NAME is my ADJECTIVE friend
    NAME is on PLACE with NAME
    NAME said that NAME is ADJECTIVE
    NAME said that the NOUN is ADJECTIVE
    NAME and NAME will VERB the ADJECTIVE NOUN
    NAME can VERB the NOUN on PLACE
    NAME lives with the ADJECTIVE NOUN on PLACE
    NAME and the NOUN want to VERB
"""

NEW_TEMPLATES = """
    NAME is from PLACE
    my friends met NAME on PLACE
    the NOUN of NAME is made of ADJECTIVE STUFF
    can NAME VERB the NOUN
    we want to travel with NAME
    the moons of PLACE will VERB with NAME
    the friends of NAME fly to PLACE
    they call me NAME and my NOUN is filled with STUFF
    on PLACE i am NAME
    the letter of NAME is on the ADJECTIVE NOUN
"""


@dataclass(frozen=True)
class Words:
    """What the slots of a template may hold.

    Attributes:
        names: names of characters, of one word, and first words of longer names.
        further: second words of names.
        places: names of planets and moons.
        nouns: things that one can count.
        stuff: what things are made of.
        adjectives: what things and characters are.
        verbs: what they do.
    """

    names: tuple[str, ...]
    further: tuple[str, ...]
    places: tuple[str, ...]
    nouns: tuple[str, ...]
    stuff: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


KNOWN = Words(
    names=_words("""
        groot rocket gamora drax moss pebble ember thistle
        tiku borlan mirak pavi dorrim yanek ketta ilvo tarune bexli
        sorrel wendo hasp luma orrin zadie velk oonah brisco temmin farrah goss
        ludo nissa
    """),
    further=_words("""
        oakroot brightpaw tolk varrow emberly strand quickstep moon hollow dray
        wick larkin
    """),
    places=_words("""
        xandara terra veluna corth osmium pellor ninth arbora sythe quillon dusk harrow
        meridew calvane ostrel vantry
    """),
    nouns=_words("""
        rocket pebble thistle moon ship lantern door river robot tree map engine key
        table garden bridge bottle tower helmet blanket drum ladder mirror spoon crater
        window kettle wheel basket raccoon cloud boot
    """),
    stuff=_words("""
        moss ember wood glass water iron sand honey paper wool copper smoke salt clay
    """),
    adjectives=_words("""
        tired happy small old bright hungry quiet brave heavy green slow strange round
        cold gentle broken empty kind loud proud soft sleepy wild warm
    """),
    verbs=_words("""
        carry paint find open wash lift follow mend hide climb watch guard clean draw
        count move
    """),
)
"""The words of the training sentences. Six of them are both a name and a thing."""

NEW = Words(
    names=_words("zibbit ronda faelin kursk amaro jendry plim ottoline vasko nurell"),
    further=_words("sandwick lowell prask finch ironleaf"),
    places=_words("morvane tessil ulgrad kepora brindis yavel"),
    nouns=_words("""
        anchor violin hammer feather compass barrel island candle ticket shovel
        pillow turnip
    """),
    stuff=_words("silver amber velvet mud rubber steam"),
    adjectives=_words("clumsy golden lazy polite crooked famous wet purple"),
    verbs=_words("borrow polish juggle repair bury sketch weigh hum"),
)
"""Words that no training sentence holds, of every kind."""
