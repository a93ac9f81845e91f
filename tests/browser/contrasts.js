// The contrast of every text in every figure on the page, as WCAG 2.2 defines it.
() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function rgba(colour) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  const over = ([r, g, b, a], ground) => [r, g, b].map((c, at) => c * a + ground[at] * (1 - a));

  function ground(element) {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      layers.push(rgba(getComputedStyle(each).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255]);
  }

  function luminance(colour) {
    const [r, g, b] = colour.map((c) => {
      const part = c / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const found = [];
  for (const root of document.querySelectorAll(".unrolled-step")) {
    for (const element of root.querySelectorAll("*")) {
      const text = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").trim();
      const idle = element.matches(":disabled, [aria-disabled=true], option, script, style"); // WCAG asks nothing of these
      if (!text || idle || !element.checkVisibility()) continue;
      const below = ground(element);
      const colour = over(rgba(getComputedStyle(element).color), below);
      const [dark, light] = [luminance(colour), luminance(below)].sort((a, b) => a - b);
      found.push({ text: `${element.className}: ${text.slice(0, 40)}`, ratio: (light + 0.05) / (dark + 0.05) });
    }
  }
  return found;
}
