// The sum of one unit: its rows, its addends, and the line that spells it out.

const MOST_ROWS = 10; // of a longer vector only the first three and the last are shown
const HEAD = 3;

/** Which numbers of a vector have a row of their own. */
function shownRows(size) {
  const every = Array.from({ length: size }, (_, index) => index);
  return size <= MOST_ROWS ? every : [...every.slice(0, HEAD), size - 1];
}

/** Terms that stand next to each other under the same factor. */
function groupsOf(terms) {
  const groups = [];
  for (const term of terms) {
    const last = groups.at(-1);
    if (last && last.factor === term.factor) last.terms.push(term);
    else groups.push({ factor: term.factor, terms: [term] });
  }
  return groups;
}

/** What a term adds to a unit, without its factor: one product for each number read. */
function productsOf(lane, term, step, unit) {
  if (!term.reads) return [term.weights[unit]];
  const read = lane.vector(lane.readName(term), step);
  return read.map((value, index) => value * term.weights[index * lane.units + unit]);
}

const addend = (lane, term, step, unit) => total(productsOf(lane, term, step, unit));

/** A group's addends together, without its factor. */
function groupSum(lane, group, step, unit) {
  return total(group.terms.map((term) => addend(lane, term, step, unit)));
}

/** The formula of a gate, such as h₂ = tanh(x₂·W + h₁·U + b). */
function formula(lane, gate, step) {
  const parts = groupsOf(gate.terms).map(({ factor, terms }) => {
    const inner = terms.map(({ matrix, ...term }) => {
      const name = matrix === "bU" ? "b′" : matrix;
      return term.reads ? `${lane.written(lane.readName(term), step)}·${name}` : name;
    });
    const sum = inner.join(" + ");
    return factor ? `${lane.written(factor, step)}∘(${sum})` : sum;
  });
  const sum = parts.join(" + ");
  const of = lane.written(gate.symbol, step);
  return gate.activation === "linear" ? `${of} = ${sum}` : `${of} = ${gate.activation}(${sum})`;
}

/** The formula of a state, such as c₂ = f₂∘c₁ + i₂∘c̃₂. */
function stateFormula(lane, equation, step) {
  const name = (factor) => {
    const written = lane.written(factor, step);
    return factor.includes("−") ? `(${written.replace("−", " − ")})` : written;
  };
  const products = equation.products.map((pair) => pair.map(name).join("∘"));
  return `${lane.written(equation.of, step)} = ${products.join(" + ")}`;
}

/** A unit as the line calls it, such as "backward unit 2" or "unit 3 (red)". */
function unitName(lane, unit) {
  const named = lane.layer.classes[unit];
  return `${lane.label} unit ${unit + 1}${named ? ` (${named})` : ""}`.trim();
}

/** The sum of a gate's unit, term by term, with its result and its activation. */
function gateLine(lane, gate, step, unit) {
  const size = lane.steps;
  const parts = groupsOf(gate.terms).map((group) => {
    const sum = group.terms.flatMap((term) => spelled(lane, term, step, unit)).join(" + ");
    if (!group.factor) return sum;
    return `${bracketed(lane.vector(group.factor, step)[unit])}·(${sum})`;
  });
  const at = (step - 1) * (gate.sums.length / size) + unit;
  const sum = shown(gate.sums[at]);
  const value = shown(gate.values[at]);
  const head = `${unitName(lane, unit)} of ${lane.written(gate.symbol, step)}: `;
  const spelling = `${parts.join(" + ")} = ${sum}`;
  if (gate.activation === "linear") return head + spelling;
  const among = gate.activation === "softmax" ? " among the sums of all units" : "";
  return `${head}${spelling}; ${gate.activation}(${sum}${among}) = ${value}`;
}

/** The addends of one term, such as 0.100·(−0.640); those without a row in one. */
function spelled(lane, term, step, unit) {
  if (!term.reads) return [bracketed(term.weights[unit])];
  const read = lane.vector(lane.readName(term), step);
  const rows = shownRows(read.length);
  const words = rows.map(
    (row) => `${shown(read[row])}·${bracketed(term.weights[row * lane.units + unit])}`,
  ).map((word) => (word.startsWith(MINUS) ? word.replace(/^[^·]+/, (first) => `(${first})`) : word));
  if (rows.length < read.length) words.splice(HEAD, 0, restWord(lane, term, step, unit));
  return words;
}

function restWord(lane, term, step, unit) {
  const products = productsOf(lane, term, step, unit);
  const count = products.length - HEAD - 1;
  return `⋯ (${count} more: ${shown(total(products.slice(HEAD, -1)))})`;
}

/** The equation of a state's unit in numbers. */
function stateLine(lane, equation, step, unit) {
  const products = equation.products.map((pair) =>
    pair.map((name) => bracketed(lane.vector(name, step)[unit])).join("·"),
  );
  const value = shown(lane.vector(equation.of, step)[unit]);
  const head = `${unitName(lane, unit)} of ${stateFormula(lane, equation, step)}: `;
  return `${head}${products.join(" + ")} = ${value}`;
}

/** The line for whatever the reader points at. */
function lineOf(lane, symbol, step, unit) {
  if (lane.skipped.has(step)) {
    return `step ${lane.position(step)} is masked: the state passes through unchanged, no sum is made`;
  }
  if (lane.equation.has(symbol)) return stateLine(lane, lane.equation.get(symbol), step, unit);
  if (lane.gate.has(symbol)) return gateLine(lane, lane.gate.get(symbol), step, unit);
  if (lane.recurrent) return lane.spoken(symbol, unit, step, lane.vector(symbol, step)[unit]);
  const value = lane.vector("y", step)[unit];
  return `${unitName(lane, unit)} of ${lane.written("y", step)}: ${shown(value)}`;
}
