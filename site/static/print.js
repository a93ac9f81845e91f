// Paper is white: what is printed is the light theme, whatever the screen shows.
{
  const { dataset } = document.documentElement;
  let shown = dataset.theme;
  addEventListener("beforeprint", () => {
    shown = dataset.theme;
    dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    dataset.theme = shown;
  });
}
