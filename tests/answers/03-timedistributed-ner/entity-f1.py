# Exercise "entity-f1": F1 over the entities of all sentences together.
# ruff: noqa

# %% right: sets, one formula
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% right: precision and recall, as the task says
def entity_f1(true, found):
    right = n_true = n_found = 0
    for t, f in zip(true, found, strict=True):
        n_true += len(t)
        n_found += len(f)
        for entity in f:
            if entity in t:
                right += 1
    precision = right / n_found if n_found else 0
    recall = right / n_true if n_true else 0
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall)


# %% right: every entity with the number of its sentence
def entity_f1(true, found):
    all_true = {(i, *entity) for i, sentence in enumerate(true) for entity in sentence}
    all_found = {
        (i, *entity) for i, sentence in enumerate(found) for entity in sentence
    }
    total = len(all_true) + len(all_found)
    return 2 * len(all_true & all_found) / total if total else 0.0


# %% right: true and false positives, as in a textbook
def entity_f1(true, found):
    tp = sum(e in t for t, f in zip(true, found) for e in f)
    fp = sum(e not in t for t, f in zip(true, found) for e in f)
    fn = sum(e not in f for t, f in zip(true, found) for e in t)
    return tp / (tp + (fp + fn) / 2) if tp else 0.0


# %% right: counters, an error caught
from collections import Counter


def entity_f1(true, found):
    expected = Counter((i, e) for i, s in enumerate(true) for e in s)
    answers = Counter((i, e) for i, s in enumerate(found) for e in s)
    right = (expected & answers).total()
    try:
        precision, recall = right / answers.total(), right / expected.total()
        return 2 * precision * recall / (precision + recall)
    except ZeroDivisionError:
        return 0.0


# %% right: NumPy counts
def entity_f1(true, found):
    counts = np.array(
        [(len(t), len(f), len(set(t).intersection(f))) for t, f in zip(true, found)]
    ).reshape(-1, 3)
    n_true, n_found, right = counts.sum(axis=0)
    return float(2 * right / max(n_true + n_found, 1))


# %% right: the harmonic mean
from statistics import harmonic_mean


def entity_f1(true, found):
    right = sum(len({*t} & {*f}) for t, f in zip(true, found))
    if not right:
        return 0
    n_true = len([e for sentence in true for e in sentence])
    n_found = len([e for sentence in found for e in sentence])
    return harmonic_mean([right / n_found, right / n_true])


# %% wrong: brackets forgotten | mistake=brackets-missing
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if not right:
        return 0.0
    precision = right / sum(map(len, found))
    recall = right / sum(map(len, true))
    return 2 * precision * recall / precision + recall


# %% wrong: all three scores | mistake=tuple-for-array
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if not right:
        return 0.0
    precision = right / sum(map(len, found))
    recall = right / sum(map(len, true))
    return precision, recall, 2 * precision * recall / (precision + recall)


# %% wrong: word by word | mistake=words-for-entities
def entity_f1(true, found):
    right = n_true = n_found = 0
    for t, f in zip(true, found):
        true_words = {(kind, i) for kind, start, end in t for i in range(start, end)}
        found_words = {(kind, i) for kind, start, end in f for i in range(start, end)}
        right += len(true_words & found_words)
        n_true += len(true_words)
        n_found += len(found_words)
    return 2 * right / (n_true + n_found) if right else 0.0


# %% wrong: right where the whole sentence is | mistake=whole-sentences-only
def entity_f1(true, found):
    right = sum(len(t) for t, f in zip(true, found) if sorted(t) == sorted(f))
    if not right:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: right where both lists are equal | mistake=whole-sentences-only
def entity_f1(true, found):
    right = sum(len(t) for t, f in zip(true, found) if t == f)
    if not right:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: precision | mistake=precision-for-f1
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    n_found = sum(map(len, found))
    return right / n_found if n_found else 0.0


# %% wrong: recall | mistake=recall-for-f1
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    n_true = sum(map(len, true))
    return right / n_true if n_true else 0.0


# %% wrong: the true entities that were found, of all | mistake=recall-for-f1
def entity_f1(true, found):
    hits = [entity in f for t, f in zip(true, found) for entity in t]
    return sum(hits) / len(hits) if hits else 0.0


# %% wrong: the mean of the sentences' scores | mistake=mean-by-sentence
def entity_f1(true, found):
    scores = []
    for t, f in zip(true, found):
        right = len(set(t) & set(f))
        scores.append(2 * right / (len(t) + len(f)) if right else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


# %% wrong: the mean, over sentences that hold something | mistake=mean-by-sentence
def entity_f1(true, found):
    scores = [
        2 * len(set(t) & set(f)) / (len(t) + len(f))
        for t, f in zip(true, found)
        if t or f
    ]
    return np.mean(scores) if scores else 0.0


# %% wrong: the mean, an empty sentence being perfect | mistake=mean-by-sentence
def entity_f1(true, found):
    total = 0.0
    for t, f in zip(true, found):
        if not t and not f:
            total += 1.0
        else:
            total += 2 * len(set(t) & set(f)) / (len(t) + len(f))
    return total / len(true) if true else 0.0


# %% wrong: start and end decide, whatever the type | mistake=types-ignored
def entity_f1(true, found):
    right = 0
    for t, f in zip(true, found):
        right += len({e[1:] for e in t} & {e[1:] for e in f})
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: sentences put together without their numbers | mistake=sentences-mixed
def entity_f1(true, found):
    all_true = {entity for sentence in true for entity in sentence}
    all_found = {entity for sentence in found for entity in sentence}
    right = len(all_true & all_found)
    return 2 * right / (len(all_true) + len(all_found)) if right else 0.0


# %% wrong: right, of all that is true or found | mistake=accuracy-for-f1
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    union = sum(len(set(t) | set(f)) for t, f in zip(true, found))
    return right / union if union else 0.0


# %% wrong: sentences that are right as a whole | mistake=accuracy-for-f1
def entity_f1(true, found):
    return sum(set(t) == set(f) for t, f in zip(true, found)) / max(len(true), 1)


# %% wrong: the plain mean of precision and recall | mistake=mean-for-f1
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if right == 0:
        return 0.0
    return (right / sum(map(len, found)) + right / sum(map(len, true))) / 2


# %% wrong: forgot the 2 | mistake=two-forgotten
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if right == 0:
        return 0.0
    precision = right / sum(map(len, found))
    recall = right / sum(map(len, true))
    return precision * recall / (precision + recall)


# %% wrong: nothing to find and nothing found is perfect | mistake=perfect-when-empty
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    total = sum(map(len, true)) + sum(map(len, found))
    return 2 * right / total if total else 1.0


# %% wrong: divides by zero when nothing is right | mistake=no-zero-guard
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    precision = right / sum(map(len, found))
    recall = right / sum(map(len, true))
    return 2 * precision * recall / (precision + recall)


# %% wrong: divides by zero when there is nothing | mistake=no-zero-guard
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: NumPy divides by zero | mistake=no-zero-guard
def entity_f1(true, found):
    right = np.sum([len(set(t) & set(f)) for t, f in zip(true, found)])
    precision = right / np.sum([len(f) for f in found])
    recall = right / np.sum([len(t) for t in true])
    return 2 * precision * recall / (precision + recall)


# %% wrong: precision, and divides by zero | mistake=precision-for-f1
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    return right / sum(map(len, found))


# %% wrong: looks among all sentences' entities | mistake=sentences-mixed
def entity_f1(true, found):
    all_true = [e for t in true for e in t]
    right = sum(e in all_true for f in found for e in f)
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: all sentences' entities as sets, the totals as lists | mistake=sentences-mixed
def entity_f1(true, found):
    all_true = [e for t in true for e in t]
    all_found = [e for f in found for e in f]
    right = len(set(all_true) & set(all_found))
    if not right:
        return 0.0
    precision, recall = right / len(all_found), right / len(all_true)
    return 2 * precision * recall / (precision + recall)


# %% wrong: looks among all sentences' entities, whatever the type | mistake=sentences-mixed+types-ignored
def entity_f1(true, found):
    places = [e[1:] for t in true for e in t]
    right = sum(e[1:] in places for f in found for e in f)
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: types and ends ignored | mistake=types-ignored+ends-ignored
def entity_f1(true, found):
    right = sum(any(e[1] == a[1] for a in t) for t, f in zip(true, found) for e in f)
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: the lists are counted in place of the entities | mistake=sentences-counted
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    p, r = right / len(found), right / len(true)
    return 2 * p * r / (p + r) if right else 0.0


# %% wrong: the lists are counted, and no test for zero | mistake=sentences-counted
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    p = right / len(found)
    r = right / len(true)
    return 2 * p * r / (p + r)


# %% wrong: half an entity is right enough | mistake=overlap-counted
def entity_f1(true, found):
    right = 0
    for t, f in zip(true, found):
        for kind, start, end in f:
            right += any(k == kind and s < end and start < e for k, s, e in t)
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: compared place by place | mistake=compared-by-place
def entity_f1(true, found):
    right = sum(a == b for t, f in zip(true, found) for a, b in zip(t, f))
    if right == 0:
        return 0.0
    return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: per cent | mistake=percent-for-share
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if right == 0:
        return 0.0
    return 100 * 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: precision, types ignored | mistake=types-ignored+precision-for-f1
def entity_f1(true, found):
    right = sum(
        len({e[1:] for e in t} & {e[1:] for e in f}) for t, f in zip(true, found)
    )
    n_found = sum(map(len, found))
    return right / n_found if n_found else 0.0


# %% wrong: each sentence by itself, types ignored | mistake=types-ignored+mean-by-sentence
def entity_f1(true, found):
    scores = []
    for t, f in zip(true, found):
        right = len({e[1:] for e in t} & {e[1:] for e in f})
        scores.append(2 * right / (len(t) + len(f)) if right else 0.0)
    return np.mean(scores) if scores else 0.0


# %% wrong: recall of each sentence, then the mean | mistake=mean-by-sentence+recall-for-f1
def entity_f1(true, found):
    recalls = []
    for t, f in zip(true, found):
        recalls.append(len(set(t) & set(f)) / len(t) if t else 0.0)
    return sum(recalls) / len(recalls) if recalls else 0.0


# %% wrong: recall of each sentence that holds entities, then the mean | mistake=mean-by-sentence+recall-for-f1
def entity_f1(true, found):
    recalls = [len(set(t) & set(f)) / len(t) for t, f in zip(true, found) if t]
    return sum(recalls) / len(recalls) if recalls else 0.0


# %% wrong: F1 of each sentence that holds entities, then the mean | mistake=mean-by-sentence
def entity_f1(true, found):
    scores = [
        2 * len(set(t) & set(f)) / (len(t) + len(f)) for t, f in zip(true, found) if t
    ]
    return float(np.mean(scores)) if scores else 0.0


# %% wrong: precision, recall and F1 | mistake=tuple-for-array
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if right == 0:
        return 0.0, 0.0, 0.0
    n_true, n_found = sum(map(len, true)), sum(map(len, found))
    return right / n_found, right / n_true, 2 * right / (n_true + n_found)


# %% wrong: prints the score | mistake=returned-nothing
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    print(2 * right / max(1, sum(map(len, true)) + sum(map(len, found))))


# %% wrong: takes found entities off the true ones | mistake=changed-its-input
def entity_f1(true, found):
    total = sum(map(len, true)) + sum(map(len, found))
    right = 0
    for t, f in zip(true, found):
        for entity in f:
            if entity in t:
                t.remove(entity)
                right += 1
    return 2 * right / total if total else 0.0


# %% wrong: sets of lists | mistake=raises
def entity_f1(true, found):
    right = len(set(true) & set(found))
    return 2 * right / (len(true) + len(found))


# %% wrong: the number of right entities | mistake=number-for-share
def entity_f1(true, found):
    return sum(len(set(t) & set(f)) for t, f in zip(true, found))


# %% wrong: always perfect | mistake=same-for-all-sizes
def entity_f1(true, found):
    return 1.0


# %% wrong: nothing written | mistake=not_attempted
def entity_f1(true, found):
    """F1 over the entities of all sentences, one number between 0 and 1.

    true, found: one list a sentence, each of tuples (type, start, end)
    """
    ...


# %% wrong: returns where something is right alone | mistake=none-for-zero
def entity_f1(true, found):
    right = sum(len(set(t) & set(f)) for t, f in zip(true, found))
    if right:
        return 2 * right / (sum(map(len, true)) + sum(map(len, found)))


# %% wrong: return inside the loop | mistake=first-sentence-only
def entity_f1(true, found):
    right = n_true = n_found = 0
    for t, f in zip(true, found):
        right += len(set(t) & set(f))
        n_true += len(t)
        n_found += len(f)
        if right == 0:
            return 0.0
        return 2 * right / (n_true + n_found)


# %% wrong: counts all first, and returns inside the loop | mistake=first-sentence-only
def entity_f1(true, found):
    n_true = sum(map(len, true))
    n_found = sum(map(len, found))
    right = 0
    for t, f in zip(true, found):
        for e in f:
            if e in t:
                right += 1
        if right == 0:
            return 0.0
        p, r = right / n_found, right / n_true
        return 2 * p * r / (p + r)


# %% wrong: = in place of += | mistake=last-sentence-only
def entity_f1(true, found):
    n_true = sum(map(len, true))
    n_found = sum(map(len, found))
    for t, f in zip(true, found):
        right = len(set(t) & set(f))
    return 2 * right / (n_true + n_found) if right else 0.0


# %% wrong: the test for 0 inside the loop | mistake=first-sentence-only
def entity_f1(true, found):
    right = n_true = n_found = 0
    for t, f in zip(true, found):
        right += len(set(t) & set(f))
        n_true += len(t)
        n_found += len(f)
        if right == 0:
            return 0.0
    return 2 * right / (n_true + n_found)


# %% wrong: F1 of each type, then the mean | mistake=mean-by-type
def entity_f1(true, found):
    kinds = {e[0] for s in true + found for e in s}
    scores = []
    for kind in kinds:
        right = n = m = 0
        for t, f in zip(true, found):
            t = {e for e in t if e[0] == kind}
            f = {e for e in f if e[0] == kind}
            right += len(t & f)
            n += len(t)
            m += len(f)
        scores.append(2 * right / (n + m) if right else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


# %% wrong: the means of precision and recall | mistake=mean-by-sentence
def entity_f1(true, found):
    ps, rs = [], []
    for t, f in zip(true, found):
        right = len(set(t) & set(f))
        ps.append(right / len(f) if f else 0.0)
        rs.append(right / len(t) if t else 0.0)
    p, r = np.mean(ps), np.mean(rs)
    return 2 * p * r / (p + r) if p + r else 0.0


# %% wrong: the means of precision and recall, where there are any | mistake=mean-by-sentence
def entity_f1(true, found):
    ps, rs = [], []
    for t, f in zip(true, found):
        right = len(set(t) & set(f))
        if f:
            ps.append(right / len(f))
        if t:
            rs.append(right / len(t))
    if not ps or not rs:
        return 0.0
    p, r = np.mean(ps), np.mean(rs)
    return 2 * p * r / (p + r) if p + r else 0.0
