// Numbers and symbols as the page writes them.

const MINUS = "\u2212";
const BEFORE = "\u207b"; // behind a state's symbol: the state before the step

/** A number with so many decimals, fewer where it is large; a dash for none. */
function shown(value, decimals = 3) {
  if (value === null) return "—";
  const size = Math.abs(value);
  const room = [9.9995, 99.995, 999.95, 99999.5].findIndex((most) => size < most);
  const text = room < 0 ? value.toExponential(1) : value.toFixed(Math.min(decimals, 3 - room));
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", MINUS);
}

/** The same as a factor: a negative number in brackets. */
function bracketed(value) {
  const text = shown(value);
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/** A whole number in small figures below the line. */
function subscript(number) {
  return [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");
}

const total = (numbers) => numbers.reduce((sum, each) => sum + each, 0);

/** One row of blocks: its numbers by name, step by step in the order of reading. */
class Lane {
  constructor(view, layer, place) {
    Object.assign(this, view);
    this.place = place;
    this.layer = layer;
    this.steps = layer.steps;
    this.gate = new Map(this.gates.map((gate) => [gate.symbol, gate]));
    this.equation = new Map(this.equations.map((equation) => [equation.of, equation]));
    this.symbols = Object.keys(this.states);
    this.recurrent = this.symbols.length > 0;
    this.skipped = new Set(this.masked);
  }

  /** The column of a step, from 1 at the left. */
  position(step) {
    return this.backwards ? this.steps + 1 - step : step;
  }

  /**
   * The number of a state, as in the still picture: of two directions by the step that
   * made it, so that both of a step have the same; else by how many steps were read.
   */
  stateNumber(count) {
    const oneOfTwo = this.backwards && this.layer.lanes.some((lane) => !lane.backwards);
    return oneOfTwo ? this.steps + 1 - count : count;
  }

  /** The word, or the id, or the number of a step. */
  word(step) {
    const at = this.position(step) - 1;
    const { words, ids } = this.layer;
    return words.length ? `“${words[at]}”` : ids.length ? `id ${ids[at]}` : "";
  }

  /** How many numbers a state or a gate has; the states of a cell of one's own may differ. */
  sizeOf(symbol) {
    return symbol in this.states ? this.states[symbol].length / (this.steps + 1) : this.units;
  }

  /** One vector at a step: a state, what a sum reads, a gate, an output. */
  vector(name, step) {
    const cut = (flat, size, at) => flat.slice(at * size, (at + 1) * size);
    if (name.endsWith(BEFORE)) return this.vector(name.slice(0, -1), step - 1);
    if (name in this.states) return cut(this.states[name], this.sizeOf(name), step);
    if (name in this.derived) return cut(this.derived[name], this.units, step - 1);
    if (this.gate.has(name)) return cut(this.gate.get(name).values, this.units, step - 1);
    const flat = name === "y" ? this.outputs : this.reads[name];
    return cut(flat, flat.length / this.steps, step - 1);
  }

  /** What a term reads: the name of a state stands for that before the step. */
  readName(term) {
    return term.reads in this.states ? term.reads + BEFORE : term.reads;
  }

  /** A name with the numbers of its steps, such as h₁ or tanh(c₂). */
  written(name, step) {
    if (this.layer.whole) return name;
    const now = subscript(name === "x" ? this.position(step) : this.stateNumber(step));
    const before = subscript(this.stateNumber(step - 1));
    if (name.endsWith(BEFORE)) return name.slice(0, -1) + before;
    if (name.includes("∘")) return name.replace("∘", `${now}∘`) + before;
    return name.endsWith(")") ? `${name.slice(0, -1)}${now})` : name + now;
  }

  /** How one unit is called by those who cannot see it. */
  spoken(symbol, unit, step, value) {
    const at = this.layer.whole ? "" : ` at step ${this.stateNumber(step)}`;
    const when = step ? at : " at the start";
    const where = this.label ? ` ${this.label}` : "";
    return `unit ${unit + 1} of ${symbol}${where}${when}: ${shown(value, 2)}`;
  }
}
