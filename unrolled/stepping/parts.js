// Elements: cells that show a number and its colour, and columns of them.

const MOST = 8; // a vector of more numbers is a strip of colours without numbers

/** An element with a class and children, of which strings become text and never HTML. */
function make(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** A button that does not submit anything. */
function button(name, ...children) {
  const element = make("button", name, ...children);
  element.type = "button";
  return element;
}

const level = (value) => Math.round(Math.max(-1, Math.min(1, value ?? 0)) * 10);
const ground = (value) => `var(--v${level(value)})`;

const painted = new WeakMap(); // cell → the number in it

/** Writes a number into a cell and gives it its colour, if it is not there already. */
function paint(cell, value, decimals = 3) {
  if (painted.get(cell) === value) return;
  painted.set(cell, value);
  cell.textContent = shown(value, decimals);
  cell.style.background = ground(value);
  cell.style.color = `var(--t${level(value)})`;
}

/** A column of numbers, the first on top: cells, or bands of colour if there are many. */
class Column {
  constructor(values, { pointable = false, plain = false } = {}) {
    this.values = values;
    this.wide = values.length > MOST;
    this.element = make("div", this.wide ? "column bands" : "column");
    this.cells = [];
    if (this.wide) this.#bands(pointable);
    else for (const value of values) this.#cell(value, pointable, plain);
  }

  #cell(value, pointable, plain) {
    const cell = pointable ? button("cell") : make("span", "cell");
    if (plain) cell.textContent = String(value);
    else paint(cell, value, 2);
    if (pointable) cell.tabIndex = -1;
    this.cells.push(cell);
    this.element.append(cell);
  }

  #bands(pointable) {
    const share = 100 / this.values.length;
    const stops = this.values.map(
      (value, at) => `${ground(value)} ${at * share}% ${(at + 1) * share}%`,
    );
    this.element.style.background = `linear-gradient(${stops.join(",")})`;
    this.mark = make("i", "mark");
    this.element.append(this.mark);
    if (pointable) {
      this.element.setAttribute("role", "slider");
      this.element.setAttribute("aria-orientation", "vertical");
      this.element.setAttribute("aria-valuemin", 1);
      this.element.setAttribute("aria-valuemax", this.values.length);
      this.element.tabIndex = -1;
    }
  }

  /** Which unit the pointer is at. */
  unitAt(event) {
    if (!this.wide) return this.cells.indexOf(event.target.closest(".cell"));
    const box = this.element.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    return Math.max(0, Math.min(this.values.length - 1, Math.floor(share * this.values.length)));
  }

  /** What the keyboard reaches for a unit. */
  target(unit) {
    return this.wide ? this.element : this.cells[unit];
  }

  /** Marks one unit, or none; the marked one is what Tab reaches. */
  point(unit, spoken = "") {
    if (this.wide) {
      this.element.classList.toggle("pointed", unit >= 0);
      this.element.tabIndex = unit >= 0 ? 0 : -1;
      if (unit < 0) return;
      this.mark.style.top = `${((unit + 0.5) * 100) / this.values.length}%`;
      this.element.setAttribute("aria-valuenow", unit + 1);
      this.element.setAttribute("aria-valuetext", spoken);
      return;
    }
    this.cells.forEach((cell, at) => {
      cell.classList.toggle("pointed", at === unit);
      cell.tabIndex = at === unit ? 0 : -1;
    });
  }
}
