# Exercise "decode": BIO tags of one sentence to a list of (type, start, end).
# ruff: noqa

# %% right: the last entity grows
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        goes_on = (
            tag.startswith("I-")
            and found
            and found[-1][0] == tag[2:]
            and found[-1][2] == step
        )
        if goes_on:
            found[-1] = (tag[2:], found[-1][1], step + 1)
        else:
            found.append((tag[2:], step, step + 1))
    return found


# %% right: an open entity, closed when it ends
def spans(tags):
    entities = []
    kind, start = None, None
    for i, tag in enumerate(tags):
        if tag == "O":
            if kind is not None:
                entities.append((kind, start, i))
                kind = None
        else:
            prefix, label = tag.split("-", 1)
            if prefix == "B" or label != kind:
                if kind is not None:
                    entities.append((kind, start, i))
                kind, start = label, i
    if kind is not None:
        entities.append((kind, start, len(tags)))
    return entities


# %% right: a sentinel at the end
def spans(tags):
    entities, kind, start = [], "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return entities


# %% right: a while loop that runs to each entity's end
def spans(tags):
    found, i = [], 0
    while i < len(tags):
        if tags[i] == "O":
            i += 1
            continue
        kind, start = tags[i][2:], i
        i += 1
        while i < len(tags) and tags[i] == "I-" + kind:
            i += 1
        found.append((kind, start, i))
    return found


# %% right: groupby on the number of the beginning
from itertools import accumulate, groupby


def spans(tags):
    before = ["O", *tags[:-1]]
    begins = [
        tag != "O" and (tag[0] == "B" or last == "O" or last[2:] != tag[2:])
        for last, tag in zip(before, tags)
    ]
    number = list(accumulate(map(int, begins), initial=0))[1:]
    inside = [(n, i) for i, (n, tag) in enumerate(zip(number, tags)) if tag != "O"]
    entities = []
    for _, group in groupby(inside, key=lambda pair: pair[0]):
        places = [i for _, i in group]
        entities.append((tags[places[0]][2:], places[0], places[-1] + 1))
    return entities


# %% right: seqeval, one added to the end
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [(kind, first, last + 1) for kind, first, last in get_entities(list(tags))]


# %% right: recursive
def spans(tags, start=0):
    if start >= len(tags):
        return []
    if tags[start] == "O":
        return spans(tags, start + 1)
    end = start + 1
    while end < len(tags) and tags[end] == f"I-{tags[start][2:]}":
        end += 1
    return [(tags[start][2:], start, end), *spans(tags, end)]


# %% right: starts and ends found apart, then zipped
def spans(tags):
    n = len(tags)
    kinds = [tag.partition("-")[2] for tag in tags]

    def continues(i):
        return 0 < i < n and tags[i].startswith("I") and kinds[i] == kinds[i - 1]

    starts = [i for i in range(n) if kinds[i] and not continues(i)]
    ends = [i + 1 for i in range(n) if kinds[i] and not continues(i + 1)]
    return [(kinds[start], start, end) for start, end in zip(starts, ends)]


# %% wrong: the end is the last word | mistake=end-inclusive
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[2:]
        if (
            tag[0] == "I"
            and found
            and found[-1][0] == kind
            and found[-1][2] == step - 1
        ):
            found[-1] = (kind, found[-1][1], step)
        else:
            found.append((kind, step, step))
    return found


# %% wrong: seqeval as it is | mistake=end-inclusive
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return get_entities(list(tags))


# %% wrong: only B- begins | mistake=inside-starts-nothing
def spans(tags):
    entities, kind, start = [], None, 0
    for i, tag in enumerate([*tags, "O"]):
        if kind is not None and tag != "I-" + kind:
            entities.append((kind, start, i))
            kind = None
        if tag.startswith("B-"):
            kind, start = tag[2:], i
    return entities


# %% wrong: from each B-, as far as I- of its type go | mistake=inside-starts-nothing
def spans(tags):
    found = []
    for i, tag in enumerate(tags):
        if tag[0] == "B":
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tag[2:]:
                end += 1
            found.append((tag[2:], i, end))
    return found


# %% wrong: neighbours of one type are one | mistake=neighbours-merged
from itertools import groupby


def spans(tags):
    found, i = [], 0
    for kind, group in groupby(tags, key=lambda tag: tag[2:]):
        n = len(list(group))
        if kind:
            found.append((kind, i, i + n))
        i += n
    return found


# %% wrong: begins where the type changes | mistake=neighbours-merged
def spans(tags):
    found, last = [], ""
    for i, tag in enumerate(tags):
        kind = tag[2:]
        if kind and kind == last:
            found[-1] = (kind, found[-1][1], i + 1)
        elif kind:
            found.append((kind, i, i + 1))
        last = kind
    return found


# %% wrong: the entity that reaches the end is never closed | mistake=last-entity-lost
def spans(tags):
    entities, kind, start = [], None, None
    for i, tag in enumerate(tags):
        if kind is not None and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = None
        if tag != "O" and kind is None:
            kind, start = tag[2:], i
    return entities


# %% wrong: any I- goes on, whatever its type | mistake=types-merged
def spans(tags):
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and found and found[-1][2] == i:
            found[-1] = (found[-1][0], found[-1][1], i + 1)
        else:
            found.append((tag[2:], i, i + 1))
    return found


# %% wrong: start and end alone | mistake=type-lost
def spans(tags):
    found, kinds = [], []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and found and kinds[-1] == tag[2:] and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
            kinds.append(tag[2:])
    return found


# %% wrong: only B- begins, and the end is the last word | mistake=end-inclusive+inside-starts-nothing
def spans(tags):
    entities, kind, start = [], None, 0
    for i, tag in enumerate([*tags, "O"]):
        if kind is not None and tag != "I-" + kind:
            entities.append((kind, start, i - 1))
            kind = None
        if tag.startswith("B-"):
            kind, start = tag[2:], i
    return entities


# %% wrong: only B- begins, and the last is never closed | mistake=inside-starts-nothing+last-entity-lost
def spans(tags):
    entities, kind, start = [], None, 0
    for i, tag in enumerate(tags):
        if kind is not None and tag != "I-" + kind:
            entities.append((kind, start, i))
            kind = None
        if tag.startswith("B-"):
            kind, start = tag[2:], i
    return entities


# %% wrong: neighbours are one, and the last is never closed | mistake=neighbours-merged+last-entity-lost
def spans(tags):
    found, last, start = [], "", 0
    for i, tag in enumerate(tags):
        kind = tag[2:]
        if kind != last:
            if last:
                found.append((last, start, i))
            start = i
        last = kind
    return found


# %% wrong: neighbours are one, and the end is the last word | mistake=neighbours-merged+end-inclusive
from itertools import groupby


def spans(tags):
    found, i = [], 0
    for kind, group in groupby(tags, key=lambda tag: tag[2:]):
        n = len(list(group))
        if kind:
            found.append((kind, i, i + n - 1))
        i += n
    return found


# %% wrong: every word by itself | mistake=words-for-entities
def spans(tags):
    return [(tag[2:], i, i + 1) for i, tag in enumerate(tags) if tag != "O"]


# %% wrong: the B- alone | mistake=inside-ignored
def spans(tags):
    return [(tag[2:], i, i + 1) for i, tag in enumerate(tags) if tag[0] == "B"]


# %% wrong: steps counted from 1 | mistake=counted-from-one
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [
        (kind, first + 1, last + 2) for kind, first, last in get_entities(list(tags))
    ]


# %% wrong: the prefix is part of the type | mistake=tag-for-type
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [(tags[a], a, b + 1) for kind, a, b in get_entities(list(tags))]


# %% wrong: the type comes last | mistake=other-order
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [(a, b + 1, kind) for kind, a, b in get_entities(list(tags))]


# %% wrong: the number of words in place of the end | mistake=length-for-end
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [(kind, a, b + 1 - a) for kind, a, b in get_entities(list(tags))]


# %% wrong: what is outside is an entity too | mistake=outside-counted
def spans(tags):
    found = []
    for i, tag in enumerate(tags):
        kind = tag[2:] or "O"
        if tag[0] != "B" and found and found[-1][0] == kind and found[-1][2] == i:
            found[-1] = (kind, found[-1][1], i + 1)
        else:
            found.append((kind, i, i + 1))
    return found


# %% wrong: goes on over a gap | mistake=goes-on-over-gap
def spans(tags):
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and found and found[-1][0] == tag[2:]:
            found[-1] = (found[-1][0], found[-1][1], i + 1)
        else:
            found.append((tag[2:], i, i + 1))
    return found


# %% wrong: stops after the first entity | mistake=first-entity-only
def spans(tags):
    for i, tag in enumerate(tags):
        if tag != "O":
            end = i + 1
            while end < len(tags) and tags[end] == "I-" + tag[2:]:
                end += 1
            return [(tag[2:], i, end)]
    return []


# %% wrong: None where there is nothing | mistake=none-for-empty
def spans(tags):
    entities, kind, start = [], "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return entities or None


# %% wrong: needs a first word | mistake=raises
def spans(tags):
    entities, kind, start = [], tags[0][2:], 0
    for i, tag in enumerate([*tags[1:], "O"], start=1):
        if kind and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return entities


# %% wrong: after the loop one is closed that is not open | mistake=closed-when-none-is-open
def spans(tags):
    entities, kind, start = [], None, 0
    for i, tag in enumerate(tags):
        if kind is not None and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = None
        if tag != "O" and kind is None:
            kind, start = tag[2:], i
    entities.append((kind, start, len(tags)))
    return entities


# %% wrong: the last one is taken off | mistake=last-entity-lost
def spans(tags):
    entities, kind, start = [], "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return entities[:-1]


# %% wrong: prints each entity | mistake=returned-nothing
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    for kind, first, last in get_entities(list(tags)):
        print(kind, first, last + 1)


# %% wrong: takes the tags off the list it is given | mistake=changed-its-input
def spans(tags):
    found, i = [], 0
    while tags:
        tag = tags.pop(0)
        if tag[0] == "I" and found and found[-1][0] == tag[2:] and found[-1][2] == i:
            found[-1] = (tag[2:], found[-1][1], i + 1)
        elif tag != "O":
            found.append((tag[2:], i, i + 1))
        i += 1
    return found


# %% wrong: a tag is split where there is nothing to split | mistake=raises
def spans(tags):
    found = []
    for i in range(len(tags) + 1):
        prefix, kind = tags[i].split("-")
        found.append((kind, i, i + 1))
    return found


# %% wrong: three letters are the type | mistake=type-cut
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[2:5]
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% wrong: the last three letters are the type | mistake=type-cut
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[-3:]
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% wrong: what strip leaves is the type | mistake=type-cut
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag.strip("BI-")
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% wrong: what lstrip leaves is the type | mistake=type-cut
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag.lstrip("BI-")
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% right: B- and I- replaced by nothing
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag.replace("B-", "").replace("I-", "")
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% right: split, the second part
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag.split("-")[1]
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% right: split, the last part
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag.split("-")[-1]
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% right: split in two
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        mark, kind = tag.split("-")
        if mark == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% wrong: the types that one thought of | mistake=-
def spans(tags):
    found = []
    for kind in ("PER", "LOC", "ORG"):
        for step, tag in enumerate(tags):
            if tag[2:] != kind:
                continue
            if tag[0] == "I" and found and found[-1][0] == kind:
                if found[-1][2] == step:
                    found[-1] = (kind, found[-1][1], step + 1)
                    continue
            found.append((kind, step, step + 1))
    return sorted(found, key=lambda entity: entity[1])


# %% wrong: an I- begins nothing in the first place | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        stray = t[0] == "I" and i > 0 and tags[i - 1][2:] != t[2:]
        if t[0] == "B" or stray:
            out.append([t[2:], i, i + 1])
        elif t[0] == "I" and out:
            out[-1][2] = i + 1
    return [tuple(each) for each in out]


# %% wrong: the last tag is taken for the one before the first | mistake=raises
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if t == "O":
            continue
        if t[0] == "I" and tags[i - 1][2:] == t[2:]:
            out[-1] = (t[2:], out[-1][1], i + 1)
        else:
            out.append((t[2:], i, i + 1))
    return out


# %% wrong: an I- of another type goes on and renames | mistake=types-merged
def spans(tags):
    entities, kind, start = [], None, 0
    for i, tag in enumerate([*tags, "O"]):
        if kind is not None and tag[0] != "I":
            entities.append((kind, start, i))
            kind = None
        if tag != "O":
            start = i if kind is None else start
            kind = tag[2:]
    return entities


# %% wrong: an I- of another type ends the entity, no more | mistake=inside-starts-nothing
def spans(tags):
    entities, kind, start = [], None, 0
    for i, tag in enumerate([*tags, "O"]):
        if kind is not None and tag != "I-" + kind:
            entities.append((kind, start, i))
            kind = None
            if tag[0] == "I":
                continue
        if tag != "O" and kind is None:
            kind, start = tag[2:], i
    return entities


# %% wrong: return at the end of the loop's body | mistake=returned-in-loop
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[2:]
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
        return found


# %% wrong: return in the first turn of the loop | mistake=returned-in-loop
def spans(tags):
    found = []
    for step, tag in enumerate(tags):
        if tag != "O":
            found.append((tag[2:], step, step + 1))
        return found


# %% wrong: the last entity first | mistake=entities-reversed
def spans(tags):
    entities, kind, start = [], "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            entities.insert(0, (kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return entities


# %% wrong: nothing written | mistake=not_attempted
def spans(tags):
    """The entities in a list of BIO tags: a list of (type, start, end)."""
    ...


# %% wrong: a B- writes over the entity that is open | mistake=open-entity-lost
def spans(tags):
    found, kind, start = [], None, 0
    for i, tag in enumerate(tags):
        if tag[0] == "B":
            kind, start = tag[2:], i
        elif tag[0] == "I":
            if kind != tag[2:]:
                if kind is not None:
                    found.append((kind, start, i))
                kind, start = tag[2:], i
        else:
            if kind is not None:
                found.append((kind, start, i))
            kind = None
    if kind is not None:
        found.append((kind, start, len(tags)))
    return found


# %% wrong: whatever begins writes over the entity that is open | mistake=open-entity-lost
def spans(tags):
    found, kind, start = [], None, 0
    for i, tag in enumerate([*tags, "O"]):
        if tag == "O":
            if kind is not None:
                found.append((kind, start, i))
            kind = None
        elif tag[0] == "B" or kind != tag[2:]:
            kind, start = tag[2:], i
    return found


# %% wrong: an I- of another type is passed over | mistake=inside-starts-nothing
def spans(tags):
    found, kind, start, end = [], None, 0, 0
    for i, tag in enumerate([*tags, "O"]):
        if tag[0] == "B":
            if kind is not None:
                found.append((kind, start, end))
            kind, start, end = tag[2:], i, i + 1
        elif tag[0] == "I" and kind is None:
            kind, start, end = tag[2:], i, i + 1
        elif tag[0] == "I":
            if tag[2:] == kind:
                end = i + 1
        elif kind is not None:
            found.append((kind, start, end))
            kind = None
    return found


# %% wrong: an I- begins behind an O alone | mistake=inside-starts-nothing
def spans(tags):
    found = []
    before = "O"
    for i, tag in enumerate(tags):
        if tag[0] == "B" or (tag[0] == "I" and before == "O"):
            found.append((tag[2:], i, i + 1))
        elif tag[0] == "I" and found[-1][0] == tag[2:] and found[-1][2] == i:
            found[-1] = (found[-1][0], found[-1][1], i + 1)
        before = tag
    return found


# %% wrong: sorted | mistake=entities-sorted
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return sorted((kind, a, b + 1) for kind, a, b in get_entities(list(tags)))


# %% wrong: a list as a default | mistake=kept-from-earlier-calls
def spans(tags, found=[]):
    for step, tag in enumerate(tags):
        kind = tag[2:]
        if tag == "O":
            continue
        if tag[0] == "I" and found and found[-1][0] == kind and found[-1][2] == step:
            found[-1] = (kind, found[-1][1], step + 1)
        else:
            found.append((kind, step, step + 1))
    return found


# %% wrong: a list outside of the function | mistake=kept-from-earlier-calls
entities = []


def spans(tags):
    kind, start = "", 0
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            entities.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            kind, start = tag[2:], i
    return entities


# %% wrong: type and start alone | mistake=end-lost
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [(kind, a) for kind, a, b in get_entities(list(tags))]


# %% wrong: the place is a tuple of its own | mistake=tuple-in-tuple
from seqeval.metrics.sequence_labeling import get_entities


def spans(tags):
    return [(kind, (a, b + 1)) for kind, a, b in get_entities(list(tags))]


# %% wrong: every tag with an O in it is outside | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if "O" in t:
            continue
        k = t[2:]
        if t[0] == "I" and out and out[-1][0] == k and out[-1][2] == i:
            out[-1] = (k, out[-1][1], i + 1)
        else:
            out.append((k, i, i + 1))
    return out


# %% wrong: a B- behind an I- of its type goes on | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if t == "O":
            continue
        k, before = t[2:], tags[i - 1] if i else "O"
        begins = before == "O" or before[2:] != k or (t[0] == "B" and before[0] == "B")
        if begins:
            out.append((k, i, i + 1))
        else:
            out[-1] = (k, out[-1][1], i + 1)
    return out


# %% wrong: a B- that touches another type is passed over | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        k = t[2:]
        if t[0] == "B" and i and tags[i - 1][0] in "BI" and tags[i - 1][2:] != k:
            continue
        if t[0] == "I" and out and out[-1][0] == k and out[-1][2] == i:
            out[-1] = (k, out[-1][1], i + 1)
        elif t != "O":
            out.append((k, i, i + 1))
    return out


# %% wrong: an I- behind an I- goes on, whatever its type | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if t == "O":
            continue
        before = tags[i - 1] if i else "O"
        if t[0] == "I" and (before[0] == "I" or before == f"B-{t[2:]}"):
            out[-1] = (*out[-1][:2], i + 1)
        else:
            out.append((t[2:], i, i + 1))
    return out


# %% wrong: three words at most | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if t == "O":
            continue
        k = t[2:]
        goes_on = t[0] == "I" and out and out[-1][0] == k and out[-1][2] == i
        if goes_on and i - out[-1][1] < 3:
            out[-1] = (k, out[-1][1], i + 1)
        else:
            out.append((k, i, i + 1))
    return out


# %% wrong: a type that ends as the one before | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if t == "O":
            continue
        k = t[2:]
        if t[0] == "I" and i and tags[i - 1] != "O" and tags[i - 1].endswith(k):
            out[-1] = (*out[-1][:2], i + 1)
        else:
            out.append((k, i, i + 1))
    return out


# %% wrong: a type that stands in the one before | mistake=-
def spans(tags):
    out = []
    for i, t in enumerate(tags):
        if t == "O":
            continue
        k = t[2:]
        if t[0] == "I" and i and tags[i - 1] != "O" and k in tags[i - 1]:
            out[-1] = (*out[-1][:2], i + 1)
        else:
            out.append((k, i, i + 1))
    return out
