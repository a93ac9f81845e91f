// Light or dark, as the page around the figure is.

/** Whether the page around the figure is dark: told by the colour of its text. */
function isDark(element) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(element).color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return 0.299 * red + 0.587 * green + 0.114 * blue > 127;
}

/** Follows the page from light to dark, however it changes. */
function followTheme(root) {
  const probe = make("i", "probe"); // its colour takes a millisecond to change, and says so
  const look = () => {
    root.dataset.theme = isDark(root) ? "dark" : "light";
  };
  root.append(probe);
  // JupyterLab hides the page while it changes its theme, which cancels transitions
  for (const what of ["run", "end", "cancel"]) probe.addEventListener(`transition${what}`, look);
  new IntersectionObserver(look).observe(root); // what is hidden makes no transitions
  // nor does what is hidden and shown again before it is painted; but pages say their theme
  const told = new MutationObserver(look);
  for (const page of [document.documentElement, document.body]) {
    told.observe(page, { attributes: true });
  }
  look();
}
