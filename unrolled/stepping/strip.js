// The unrolled layer: state → block → state, what it reads below, words at the bottom.

const CELL = 21; // pixels, as in the style sheet
const BANDS = 128;

/** The drawing of one layer. `act` is told where the reader points and goes. */
class Strip {
  constructor(layer, lanes, act) {
    this.layer = layer;
    this.lanes = lanes;
    this.act = act;
    this.recurrent = lanes[0].recurrent;
    this.grid = make("div", this.recurrent ? "grid recurrent" : "grid");
    this.grid.style.setProperty("--steps", layer.steps);
    this.element = make("div", "strip", this.grid);
    this.columns = new Map(); // element of a state → its lane, symbol and count
    this.lit = [];
    this.blocks = lanes.map(() => []);
    this.states = lanes.map(() => ({}));
    this.reads = [];
    this.words = [];
    this.row = 1;
    if (this.recurrent) [...lanes].reverse().forEach((lane) => this.#lane(lane));
    else this.#pointwise(lanes[0]);
    this.#below();
    this.#listen();
  }

  #put(element, column, row = this.row) {
    element.style.gridArea = `${row} / ${column}`;
    this.grid.append(element);
    return element;
  }

  #blockColumn(position) {
    return this.recurrent ? 4 * position - 1 : position;
  }

  #lane(lane) {
    const returned = new Set(lane.returned);
    if (returned.size) {
      for (let step = 1; step <= lane.steps; step += 1) {
        const yes = returned.has(step);
        const said = yes ? "↑ returned" : "not returned";
        const tag = make("span", yes ? "tag" : "tag not", said);
        this.#put(tag, this.#blockColumn(lane.position(step)));
      }
      this.row += 1;
    }
    for (const symbol of lane.symbols) this.states[lane.place][symbol] = [];
    if (lane.outputs.length) this.#outputs(lane);
    this.#statesAfter(lane, 0);
    for (let step = 1; step <= lane.steps; step += 1) {
      const column = this.#blockColumn(lane.position(step));
      const skipped = lane.skipped.has(step); // there one arrow goes through the block
      this.#put(this.#arrows(lane), skipped ? `${column - 1} / auto / span 3` : column - 1);
      if (!skipped) this.#put(this.#arrows(lane), column + 1);
      this.blocks[lane.place].push(this.#put(this.#block(lane, step), column));
      this.#statesAfter(lane, step);
    }
    this.row += 1;
    if (lane.place > 0) {
      // an arrow from x passes behind the lane below it, beside that lane's tags
      const way = lane.reads_below ? "arrow up" : "arrow up beside";
      for (let step = 1; step <= lane.steps; step += 1) {
        const arrow = this.#put(make("i", way), this.#blockColumn(step));
        if (this.lanes[lane.place - 1].returned.length) arrow.style.gridRowEnd = "span 2";
      }
      this.row += 1;
    }
  }

  /** What a cell of one's own makes of its states, which may be none of them. */
  #outputs(lane) {
    for (let step = 1; step <= lane.steps; step += 1) {
      const output = new Column(lane.vector("y", step)).element;
      const named = make("div", "state", make("span", "name", lane.written("y", step)), output);
      const column = this.#blockColumn(lane.position(step));
      this.#put(make("div", "out", named, make("i", "arrow up")), column);
    }
    this.row += 1;
  }

  /** One arrow for each state, at its height. */
  #arrows(lane) {
    const arrows = [...lane.symbols].reverse().map((symbol) => {
      const arrow = make("i", lane.backwards ? "arrow left" : "arrow");
      const size = lane.sizeOf(symbol);
      arrow.style.setProperty("--tall", `${size > MOST ? BANDS : CELL * size}px`);
      return arrow;
    });
    return make("div", "states", ...arrows);
  }

  /** The states of a lane after so many steps, c above h as in the still picture. */
  #statesAfter(lane, count) {
    const group = make("div", "states");
    group.style.setProperty("--accent", `var(--edge${lane.colour})`);
    for (const symbol of [...lane.symbols].reverse()) {
      const column = new Column(lane.vector(symbol, count), { pointable: true });
      const name = symbol + subscript(lane.stateNumber(count));
      this.columns.set(column.element, { column, lane, symbol, count });
      this.states[lane.place][symbol].push(column);
      column.cells.forEach((cell, unit) => {
        cell.ariaLabel = lane.spoken(symbol, unit, count, column.values[unit]);
      });
      if (column.wide) column.element.ariaLabel = `unit of ${name}`;
      group.append(make("div", "state", column.element, make("span", "name", name)));
    }
    const at = lane.backwards ? lane.steps - count : count;
    this.#put(group, 4 * at + 1);
  }

  #block(lane, step) {
    const skipped = lane.skipped.has(step);
    const way = lane.label ? `${lane.label} ${lane.backwards ? "←" : "→"}` : "";
    const second = skipped ? "masked" : this.layer.whole ? "" : `t = ${lane.position(step)}`;
    const lines = [make("b", "", lane.block)];
    if (way) lines.push(make("small", "", way));
    if (second) lines.push(make("small", "", second));
    const block = button(skipped ? "block skipped" : "block", ...lines);
    const said = [lane.block, lane.label, second && `step ${lane.position(step)}`, lane.word(step)];
    block.ariaLabel = said.filter(Boolean).join(", ") + (skipped ? ", masked" : "");
    block.style.setProperty("--fill", `var(--fill${lane.colour})`);
    block.style.setProperty("--edge", `var(--edge${lane.colour})`);
    block.style.setProperty("--on", `var(--on${lane.colour})`);
    Object.assign(block.dataset, { lane: lane.place, step });
    return block;
  }

  /** A layer that carries nothing: its output above each block. */
  #pointwise(lane) {
    this.states[0].y = [null];
    const { classes } = this.layer;
    for (let step = 1; step <= lane.steps; step += 1) {
      const values = lane.vector("y", step);
      const column = new Column(values, { pointable: true });
      this.columns.set(column.element, { column, lane, symbol: "y", count: step });
      this.states[0].y.push(column);
      column.cells.forEach((cell, unit) => {
        const named = classes.length ? `, ${classes[unit]}` : "";
        cell.ariaLabel = lane.spoken("y", unit, step, values[unit]) + named;
      });
      if (column.wide) column.element.ariaLabel = "unit of y";
      this.#put(this.#output(column, values, lane, step), step, 1);
      this.#put(make("i", "arrow up"), step, 2);
      this.blocks[0].push(this.#put(this.#block(lane, step), step, 3));
    }
    this.row = 4;
  }

  /** An output with its name, and those of its classes: the best stands on top. */
  #output(column, values, lane, step) {
    const { classes } = this.layer;
    const best = values.indexOf(Math.max(...values));
    const output = make("div", "state");
    if (classes.length > 1) output.append(make("b", "best", classes[best]));
    if (classes.length && !column.wide) {
      const names = make("div", "names", ...classes.map((each) => make("span", "", each)));
      if (classes.length > 1) names.children[best].classList.add("winner");
      output.append(make("div", "named", names, column.element));
    } else {
      output.append(column.element);
    }
    output.append(make("span", "name", lane.written("y", step)));
    return output;
  }

  /** The arrows up, what the layer reads, and the words. */
  #below() {
    const lane = this.lanes[0];
    const both = this.lanes.some((each) => each.place > 0 && !each.reads_below);
    const plain = lane.block === "Embedding";
    for (let position = 1; position <= lane.steps; position += 1) {
      const step = lane.position(position); // its own inverse
      const column = this.#blockColumn(position);
      const arrows = make("div", "arrows", make("i", "arrow up"));
      if (both) arrows.append(make("i", "arrow up through"));
      // a masked step does not read its x
      if (!lane.skipped.has(step)) this.#put(arrows, column, this.row);
      const read = new Column(lane.vector("x", step), { plain });
      const name = make("span", "name", lane.written("x", step));
      this.reads.push(read);
      this.#put(make("div", "state", read.element, name), column, this.row + 1);
      const { words, ids } = this.layer;
      const word = make("div", "word");
      if (words.length) word.append(make("span", "", `“${words[position - 1]}”`));
      if (ids.length) word.append(make("small", "", `id ${ids[position - 1]}`));
      if (words.length) word.title = words[position - 1];
      this.words.push(word);
      const span = this.recurrent ? `${column - 1} / auto / ${column + 2}` : column; // as wide as arrows and block
      this.#put(word, span, this.row + 2);
    }
  }

  #listen() {
    const point = (event) => {
      const found = this.#at(event);
      if (found && this.#isNow(found)) this.act.point(found);
    };
    this.grid.addEventListener("pointermove", point);
    this.grid.addEventListener("focusin", (event) => {
      const place = this.columns.get(event.target.closest(".column"));
      const unit = place?.column.cells.indexOf(event.target) ?? -1;
      if (unit >= 0 && this.#isNow(place)) this.act.point({ ...place, unit });
    });
    this.grid.addEventListener("click", (event) => {
      const block = event.target.closest(".block");
      if (block) {
        this.act.go(Number(block.dataset.step), Number(block.dataset.lane));
        return;
      }
      const found = this.#at(event);
      if (!found) return;
      if (found.count) this.act.go(found.count, found.lane.place);
      this.act.point(found);
    });
  }

  /** The unit an event is at: of which state, of which lane, after which step. */
  #at(event) {
    const place = this.columns.get(event.target.closest?.(".column"));
    if (!place) return null;
    // Enter on a band has no place: the unit stays
    if (place.column.wide && event.type === "click" && event.detail === 0) return null;
    const unit = place.column.unitAt(event);
    return unit < 0 ? null : { ...place, unit };
  }

  #isNow({ count }) {
    return count === this.now.step;
  }

  /** Shows a step and a unit: only classes, labels and tab stops change. */
  update(now) {
    const moved = !this.now || this.now.step !== now.step || this.now.lane !== now.lane;
    this.now = { ...now };
    const { step, lane: chosen, unit, symbol } = now;
    if (moved) this.#move(step, chosen);
    for (const lane of this.lanes) {
      for (const [name, columns] of Object.entries(this.states[lane.place])) {
        const column = columns[step];
        const at = Math.min(unit, column.values.length - 1);
        const here = lane.place === chosen;
        column.point(at, lane.spoken(name, at, step, column.values[at]));
        column.element.classList.toggle("chosen", here && name === symbol);
        column.element.classList.toggle("beside", !here);
      }
    }
  }

  #move(step, chosen) {
    for (const undo of this.lit) undo();
    this.lit = [];
    const light = (element, name) => {
      element.classList.add(name);
      this.lit.push(() => element.classList.remove(name));
    };
    for (const lane of this.lanes) {
      const block = this.blocks[lane.place][step - 1];
      const skipped = lane.skipped.has(step);
      light(block, "now");
      if (lane.place === chosen) light(block, "chosen");
      block.tabIndex = 0;
      block.setAttribute("aria-current", "step");
      this.lit.push(() => {
        block.tabIndex = -1;
        block.removeAttribute("aria-current");
      });
      const position = lane.position(step) - 1;
      if (!skipped && !lane.reads_below) light(this.reads[position].element, "used");
      light(this.words[position], "now");
      for (const columns of Object.values(this.states[lane.place])) {
        if (lane.recurrent) light(columns[step - 1].element, "used");
        light(columns[step].element, "made");
        this.lit.push(() => columns[step].point(-1));
      }
    }
  }

  /** The block of the current step. */
  block() {
    return this.blocks[this.now.lane][this.now.step - 1];
  }

  /** Puts the current step into the middle, if there is more than fits. */
  scroll(smooth) {
    const block = this.block();
    const room = this.element.clientWidth;
    if (this.element.scrollWidth <= room) return;
    const left = block.offsetLeft - (room - block.offsetWidth) / 2;
    this.element.scrollTo({ left, behavior: smooth ? "smooth" : "instant" });
  }

  /** Where focus goes from one of its elements when step or unit have changed. */
  successor(element) {
    const { step, unit } = this.now;
    if (element.classList.contains("block")) {
      return this.blocks[Number(element.dataset.lane)][step - 1];
    }
    const place = this.columns.get(element.closest(".column"));
    if (!place) return null;
    const column = this.states[place.lane.place][place.symbol][step];
    return column.target(Math.min(unit, column.values.length - 1));
  }
}
