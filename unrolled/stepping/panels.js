// The panels under the strip: each gate's sum as matrices, each state's equation.

/** A table whose columns are units: reads on the left, one unit's products on the right. */
class Panel {
  constructor(lane, symbol, title, role, act) {
    this.lane = lane;
    this.symbol = symbol;
    this.wide = lane.units > MOST;
    this.units = this.wide ? [0] : Array.from({ length: lane.units }, (_, unit) => unit);
    this.title = title;
    this.rows = [];
    this.byUnit = this.units.map(() => []);
    this.table = make("div", "table");
    this.table.style.setProperty("--units", this.units.length);
    this.heading = make("div", "formula");
    const says = [lane.label, role].filter(Boolean).join(": ");
    this.element = make("div", "panel", this.heading, make("div", "role", says), this.table);
    this.element.setAttribute("role", "group");
    this.line = 1;
    this.#header();
    this.#listen(act);
  }

  #put(element, column, rows = 1) {
    element.style.gridArea = `${this.line} / ${column} / span ${rows}`;
    this.table.append(element);
    return element;
  }

  #header() {
    this.#put(make("span", "head product", "product"), 4 + this.units.length);
    this.unitHeads = this.units.map((unit) => {
      const head = this.#put(make("span", "head", this.wide ? "" : String(unit + 1)), 4 + unit);
      this.#belongs(head, unit);
      return head;
    });
    this.#put(make("span", "head corner", "unit"), 1);
    this.line += 1;
  }

  #belongs(cell, unit) {
    cell.dataset.unit = unit;
    this.byUnit[unit].push(cell);
  }

  /**
   * One row. `read`, `cell` and `product` are functions of the step and the unit;
   * `sign` stands between what is read and the weights.
   */
  row({ sign = "", read, cell, product, kind = "", buttons = false, more = "" }) {
    const readCell = read ? this.#put(make("span", `cell ${kind}`), 2) : null;
    const restCell = more ? this.#put(make("span", "rest", "⋯"), 2) : null;
    if (restCell) restCell.title = more;
    const signCell = this.#put(make("span", `sign ${kind}`, sign), 3);
    const cells = this.units.map((unit) => {
      const made = !cell ? make("span", "rest", "⋯") : buttons ? button("cell") : make("span", "cell");
      if (buttons) made.tabIndex = -1;
      this.#put(made, 4 + unit).classList.add(...kind.split(" ").filter(Boolean));
      this.#belongs(made, unit);
      return made;
    });
    const productCell = product ? this.#put(make("span", `cell product ${kind}`), 4 + this.units.length) : null;
    this.rows.push({ read, cell, product, readCell, cells, productCell, signCell, buttons });
    this.line += 1;
  }

  /** What stands at the left of the next rows: a name that may change with the step. */
  label(written, rows, shape = "", kind = "") {
    const name = make("span", "symbol");
    const label = make("div", `label ${kind}`, name);
    if (shape) label.append(make("small", "", shape));
    this.#put(label, 1, rows);
    (this.labels ??= []).push({ name, written });
  }

  #listen(act) {
    const point = (event) => {
      const cell = event.target.closest("[data-unit]");
      const unit = this.wide ? null : cell && Number(cell.dataset.unit);
      act.point({ lane: this.lane, symbol: this.symbol, unit });
    };
    for (const kind of ["pointermove", "click", "focusin"]) {
      this.table.addEventListener(kind, point);
    }
  }

  /** Writes the numbers of a step and a unit into the cells that are there. */
  update(step, pointed, symbol) {
    const { lane } = this;
    const unit = Math.min(pointed, lane.units - 1);
    this.heading.textContent = this.title(step);
    this.element.ariaLabel = this.heading.textContent;
    this.element.classList.toggle("chosen", symbol === this.symbol);
    if (this.wide) this.unitHeads[0].textContent = `${unit + 1} of ${lane.units}`;
    for (const { name, written } of this.labels ?? []) name.textContent = written(step);
    for (const row of this.rows) this.#refresh(row, step, unit);
    this.byUnit.forEach((cells, at) => {
      for (const cell of cells) cell.classList.toggle("pointed", this.wide || at === unit);
    });
  }

  #refresh(row, step, unit) {
    const { lane } = this;
    if (row.read) paint(row.readCell, row.read(step));
    if (row.product) paint(row.productCell, row.product(step, unit));
    if (!row.cell) return;
    row.cells.forEach((cell, at) => {
      const of = this.wide ? unit : at;
      const value = row.cell(step, of);
      paint(cell, value);
      if (!row.buttons) return;
      cell.ariaLabel = lane.spoken(this.symbol, of, step, value);
      cell.tabIndex = of === unit ? 0 : -1;
    });
  }

  /** The button of the pointed unit. */
  successor(unit) {
    return this.rows.find((row) => row.buttons)?.cells[this.wide ? 0 : unit] ?? null;
  }
}

/** x·W + h·U + b and its activation, one row for each number read. */
function gatePanel(lane, gate, act) {
  const title = (step) => formula(lane, gate, step);
  const from = lane.reads_below ? "; x is the output of the cell below" : "";
  const panel = new Panel(lane, gate.symbol, title, gate.role + from, act);
  for (const group of groupsOf(gate.terms)) {
    for (const term of group.terms) termRows(panel, lane, term, group.factor);
    if (group.factor) factorRows(panel, lane, group);
  }
  const at = (step, unit) => (step - 1) * lane.units + unit;
  const linear = gate.activation === "linear";
  const sum = (step, unit) => gate.sums[at(step, unit)];
  const value = (step, unit) => gate.values[at(step, unit)];
  const name = (step) => lane.written(gate.symbol, step);
  panel.label(linear ? (step) => `= ${name(step)}` : () => "= sum", 1, "", "total");
  panel.row({ cell: sum, product: sum, kind: "total", buttons: linear });
  if (linear) return panel;
  panel.label(() => `→ ${gate.activation}`, 1, "", "result");
  panel.row({ cell: value, product: value, kind: "result", buttons: true });
  return panel;
}

function termRows(panel, lane, term, factor) {
  const kind = factor ? "inner" : "";
  if (!term.reads) {
    const weight = (_, unit) => term.weights[unit];
    panel.label(() => (term.matrix === "bU" ? "+ b′" : `+ ${term.matrix}`), 1, "", "opens");
    panel.row({ cell: weight, product: weight, kind: `opens ${kind}` });
    return;
  }
  const name = lane.readName(term);
  const size = term.weights.length / lane.units;
  const rows = shownRows(size);
  const cut = rows.length < size;
  const first = panel.line === 2 ? "" : "+ ";
  const written = (step) => `${first}${lane.written(name, step)} · ${term.matrix}`;
  const shape = `${term.matrix} is ${size}×${lane.units}`;
  panel.label(written, rows.length + (cut ? 1 : 0), shape, "opens");
  for (const row of rows) {
    if (cut && row === size - 1) restRow(panel, lane, term, kind, size);
    panel.row({
      sign: "·",
      read: (step) => lane.vector(name, step)[row],
      cell: (_, unit) => term.weights[row * lane.units + unit],
      product: (step, unit) => productsOf(lane, term, step, unit)[row],
      kind: row === 0 ? `opens ${kind}` : kind,
    });
  }
}

/** The products that have no row of their own, added up. */
function restRow(panel, lane, term, kind, size) {
  const product = (step, unit) => total(productsOf(lane, term, step, unit).slice(HEAD, -1));
  panel.row({ more: `${size - HEAD - 1} more`, product, kind });
}

/** The reset gate of a GRU multiplies what stands above it. */
function factorRows(panel, lane, group) {
  const sum = (step, unit) => groupSum(lane, group, step, unit);
  const factor = (step, unit) => lane.vector(group.factor, step)[unit];
  panel.label(() => "= (…)", 1, "", "subtotal");
  panel.row({ cell: sum, product: sum, kind: "inner subtotal" });
  panel.label((step) => `× ${lane.written(group.factor, step)}`, 1);
  panel.row({ cell: factor, product: (step, unit) => sum(step, unit) * factor(step, unit) });
}

/** A state from the gates, unit by unit. */
function equationPanel(lane, equation, act) {
  const title = (step) => stateFormula(lane, equation, step);
  const what = equation.of === "c" ? "the new memory" : "the new state";
  const role = `${what}: ∘ multiplies unit by unit`;
  const panel = new Panel(lane, equation.of, title, role, act);
  equation.products.forEach((pair, place) => {
    pair.forEach((name, factor) => {
      const sign = factor ? "× " : place ? "+ " : "";
      const value = (step, unit) => lane.vector(name, step)[unit];
      const product = (step, unit) => total([value(step, unit) * lane.vector(pair[0], step)[unit]]);
      panel.label((step) => sign + lane.written(name, step).replace("−", " − "), 1);
      panel.row({ cell: value, product: factor ? product : null });
    });
  });
  const result = (step, unit) => lane.vector(equation.of, step)[unit];
  panel.label((step) => `= ${lane.written(equation.of, step)}`, 1, "", "result");
  panel.row({ cell: result, product: result, kind: "result", buttons: true });
  return panel;
}

/** What is said where there is no sum to show. */
function sumless(lane) {
  return lane.recurrent
    ? `${lane.block} is a cell of its own: its states are shown, the sums inside it are not known.`
    : "No weighted sum is made here: above each block is what comes out of it.";
}

/** All the panels of a lane, or a sentence where there is no sum to show. */
class Panels {
  constructor(lane, act) {
    this.lane = lane;
    this.panels = [
      ...lane.gates.map((gate) => gatePanel(lane, gate, act)),
      ...lane.equations.map((equation) => equationPanel(lane, equation, act)),
    ];
    this.message = make("p", "message", this.panels.length ? "" : sumless(lane));
    this.all = make("div", "all", ...this.panels.map((panel) => panel.element));
    this.element = make("div", "panels", this.message, this.all);
  }

  update({ step, unit, symbol }) {
    const skipped = this.lane.skipped.has(step);
    this.all.hidden = skipped;
    this.message.hidden = skipped;
    if (!skipped) for (const panel of this.panels) panel.update(step, unit, symbol);
  }

  /** The button of the pointed unit in the panel of an element; none at a masked step. */
  successor(element, { step, unit }) {
    if (this.lane.skipped.has(step)) return null;
    const panel = this.panels.find(({ element: own }) => own.contains(element));
    return panel?.successor(Math.min(unit, this.lane.units - 1)) ?? null;
  }
}
