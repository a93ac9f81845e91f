// One figure: what the reader has chosen, the controls, the keys.

const PAUSE = 1400; // milliseconds a step is shown for while playing, at speed 1
const SPEEDS = [0.5, 1, 2];

class Figure {
  constructor(root, view) {
    this.root = root;
    this.view = view;
    this.layers = view.layers.map((layer) => ({
      layer,
      lanes: layer.lanes.map((lane, place) => new Lane(lane, layer, place)),
      parts: null,
    }));
    this.now = { layer: view.first, lane: 0, step: 1, unit: 0, symbol: "" };
    this.speed = 1;
    this.timer = 0;
    this.#build();
  }

  get chosen() {
    return this.layers[this.now.layer];
  }

  get lane() {
    return this.chosen.lanes[this.now.lane];
  }

  #build() {
    const { title, layers } = this.view;
    this.element = make("div", "view");
    if (title) {
      const heading = make("div", "title", title);
      heading.setAttribute("role", "heading");
      heading.ariaLevel = "3";
      this.element.append(heading);
    }
    if (layers.length > 1) this.element.append(this.#chooser());
    this.note = make("p", "note");
    this.stage = make("div", "stage");
    this.below = make("div", "below");
    this.line = make("p", "line");
    this.line.setAttribute("aria-live", "polite");
    this.element.append(this.note, this.stage, this.#controls(), this.line, this.below, foot());
  }

  /** The model's layers, first to last; the chosen one is pressed. */
  #chooser() {
    const chooser = make("div", "layers");
    chooser.setAttribute("role", "group");
    chooser.ariaLabel = "layers, first to last";
    this.tabs = this.view.layers.map((layer, place) => {
      const tab = button("tab", layer.name);
      tab.addEventListener("click", () => this.choose(place));
      if (place) chooser.append(make("span", "then", "→"));
      chooser.append(tab);
      return tab;
    });
    return chooser;
  }

  #controls() {
    this.back = button("control", "‹ Back");
    this.play = button("control play", "Play");
    this.next = button("control", "Next ›");
    this.back.addEventListener("click", () => this.go(this.now.step - 1));
    this.next.addEventListener("click", () => this.go(this.now.step + 1));
    this.play.addEventListener("click", () => (this.timer ? this.pause() : this.start()));
    this.range = make("input");
    Object.assign(this.range, { type: "range", min: 1, step: 1 });
    this.range.addEventListener("input", () => this.go(Number(this.range.value)));
    this.where = make("span", "where");
    const speed = make("select");
    for (const each of SPEEDS) speed.append(new Option(`${each}×`, each, each === 1, each === 1));
    speed.addEventListener("change", () => {
      this.speed = Number(speed.value);
      if (this.timer) this.#wait();
    });
    this.unit = make("input");
    Object.assign(this.unit, { type: "number", min: 1, step: 1 });
    this.unit.addEventListener("input", () => {
      const unit = Math.round(Number(this.unit.value));
      if (unit >= 1 && unit <= this.lane.units) this.point({ unit: unit - 1 });
    });
    this.unitLabel = make("label", "", "unit", this.unit);
    const controls = make(
      "div",
      "controls",
      make("span", "buttons", this.back, this.play, this.next),
      make("label", "time", "time", this.range),
      this.where,
      this.unitLabel,
      make("label", "", "speed", speed),
    );
    controls.setAttribute("role", "group");
    controls.ariaLabel = "controls";
    return controls;
  }

  /** Shows another layer; the strip and the panels of each are built once. */
  choose(place) {
    this.pause();
    const steps = this.view.layers[place].steps;
    const lane = this.layers[place].lanes[0];
    Object.assign(this.now, { layer: place, step: Math.min(this.now.step, steps) });
    this.#enter(lane);
    const chosen = this.chosen;
    chosen.parts ??= {
      strip: new Strip(chosen.layer, chosen.lanes, {
        go: (step, lane) => this.go(step, lane),
        point: (found) => this.point({ ...found, lane: found.lane }),
      }),
      panels: chosen.lanes.map(
        (each) => new Panels(each, { point: (found) => this.point(found) }),
      ),
    };
    this.stage.replaceChildren(chosen.parts.strip.element);
    const { name, detail, note } = chosen.layer;
    this.note.replaceChildren(make("b", "", name), `, ${detail}. ${note}`);
    this.tabs?.forEach((tab, at) => tab.setAttribute("aria-pressed", String(at === place)));
    this.#show();
    chosen.parts.strip.scroll(false);
  }

  /** Goes to a step, from 1, and perhaps to another lane. */
  go(step, lane = this.now.lane) {
    const to = Math.max(1, Math.min(this.chosen.layer.steps, step));
    if (lane !== this.now.lane) this.#enter(this.chosen.lanes[lane]);
    if (this.timer && to !== this.now.step + 1) this.pause();
    this.now.step = to;
    this.#show();
    this.chosen.parts.strip.scroll(!calm());
  }

  #enter(lane) {
    this.now.lane = lane.place;
    this.now.symbol = mainSymbol(lane);
    this.now.unit = Math.min(this.now.unit, lane.sizeOf(this.now.symbol) - 1);
  }

  /** Points at a unit: of a lane, of a state or gate; what is not said stays. */
  point({ lane = this.lane, symbol = null, unit = null }) {
    const before = JSON.stringify(this.now);
    if (lane !== this.lane) this.#enter(lane);
    if (symbol !== null) this.now.symbol = symbol;
    const last = lane.sizeOf(this.now.symbol) - 1;
    this.now.unit = Math.min(unit ?? this.now.unit, last);
    if (JSON.stringify(this.now) !== before) this.#show();
  }

  start() {
    if (this.chosen.layer.steps === 1) return;
    if (this.now.step === this.chosen.layer.steps) this.go(1);
    this.line.setAttribute("aria-live", "off"); // or every step would be read out
    this.#wait();
    this.#label();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.line.setAttribute("aria-live", "polite");
    this.#label();
  }

  #wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.root.isConnected) return this.pause();
      this.go(this.now.step + 1);
      if (this.now.step < this.chosen.layer.steps) this.#wait();
      else this.pause();
    }, PAUSE / this.speed);
  }

  #label() {
    this.play.textContent = this.timer ? "Pause" : "Play";
  }

  #show() {
    const { now, lane, chosen } = this;
    const { strip, panels } = chosen.parts;
    const active = this.root.getRootNode().activeElement;
    const inStrip = strip.element.contains(active);
    const inPanels = this.below.contains(active);
    strip.update(now);
    const current = panels[now.lane];
    if (this.below.firstChild !== current.element) this.below.replaceChildren(current.element);
    current.update(now);
    this.root.style.setProperty("--accent", `var(--edge${lane.colour})`);
    this.root.style.setProperty("--on-accent", `var(--on${lane.colour})`);
    this.line.textContent = lineOf(lane, now.symbol, now.step, now.unit);
    this.#showControls();
    this.#label();
    // focus stays with what it was on; lost, the next key would be a command of the host
    const heir = inStrip
      ? strip.successor(active)
      : inPanels
        ? (current.successor(active, now) ?? strip.block())
        : null;
    if (heir && heir !== active) heir.focus({ preventScroll: true });
  }

  #showControls() {
    const { now, lane, chosen } = this;
    const { steps, whole } = chosen.layer;
    const words = chosen.lanes.map((each) => each.word(now.step)).filter(Boolean);
    const same = new Set(words).size === 1;
    const said = same
      ? words[0]
      : chosen.lanes.map((each) => `${each.label} reads ${each.word(now.step)}`).join(", ");
    const order = chosen.lanes.every((each) => each.backwards) ? ", from the last" : "";
    const where = whole ? "once for the whole sequence" : `step ${now.step} of ${steps}${order}`;
    this.where.textContent = words.length ? `${where}: ${said}` : where;
    Object.assign(this.range, { max: steps, value: now.step, disabled: steps === 1 });
    this.range.setAttribute("aria-valuetext", this.where.textContent);
    // not "disabled", which would take focus away from the button just pressed
    this.back.ariaDisabled = String(now.step === 1);
    this.next.ariaDisabled = String(now.step === steps);
    this.play.ariaDisabled = String(steps === 1);
    this.unitLabel.hidden = lane.units <= MOST;
    this.unit.max = lane.units;
    if (Number(this.unit.value) !== now.unit + 1) this.unit.value = now.unit + 1;
  }

  /** Keys: none leaves the figure, or JupyterLab would take it for a command. */
  key(event) {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { tagName, type } = event.target;
    if (tagName === "SELECT" || type === "number") return;
    const { step, unit } = this.now;
    const last = this.lane.sizeOf(this.now.symbol) - 1;
    const moves = {
      ArrowLeft: () => this.go(step - 1),
      ArrowRight: () => this.go(step + 1),
      Home: () => this.go(1),
      End: () => this.go(this.chosen.layer.steps),
      ArrowUp: () => this.point({ unit: Math.max(0, unit - 1) }),
      ArrowDown: () => this.point({ unit: Math.min(last, unit + 1) }),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** What a lane's line is about before the reader points at anything. */
function mainSymbol(lane) {
  return lane.recurrent ? lane.symbols[0] : "y";
}

/** The scale of the colours, and a word on rounding. */
function foot() {
  const scale = make("span", "scale");
  for (let level = -10; level <= 10; level += 1) {
    const shade = make("i");
    shade.style.background = `var(--v${level})`;
    scale.append(shade);
  }
  const bar = make("span", "legend", `≤ ${MINUS}1`, scale, "≥ +1");
  bar.setAttribute("role", "img");
  bar.ariaLabel = "colours from orange, minus 1, through 0 to blue, plus 1";
  const frames = make("span", "", make("i", "sample used"), " read at this step ", make("i", "sample made"), " made at this step");
  const words = "Numbers are rounded when they are shown, never before they are added.";
  return make("div", "foot", bar, frames, make("span", "", words));
}

function begin(root) {
  const data = root.querySelector('script[type="application/json"]');
  if (!data) return; // an untrusted figure has lost it, and keeps its picture
  root.dataset.live = "";
  root.tabIndex = -1; // a click anywhere in it brings the keys here
  const figure = new Figure(root, JSON.parse(data.textContent));
  followTheme(root);
  root.querySelector(".fallback").replaceWith(figure.element);
  figure.choose(figure.now.layer);
  root.addEventListener("keydown", (event) => figure.key(event));
  for (const kind of ["keyup", "keypress"]) {
    root.addEventListener(kind, (event) => event.stopPropagation());
  }
}

// A module does not know which element it stands in, so it starts all that are not live.
for (const root of document.querySelectorAll("[data-unrolled-step]:not([data-live])")) {
  begin(root);
}
