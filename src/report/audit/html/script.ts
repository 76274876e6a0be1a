/** Filters by words and unfolds functions. The page reads without it, so what it drives is hidden until it runs. */
export const script = `
const form = document.querySelector("form");
const input = document.querySelector("#filter");
const output = document.querySelector("output");
const items = [...document.querySelectorAll("[data-filter]")];
const functions = document.querySelectorAll("details.function");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\\s+/);
  for (const item of items)
    item.hidden = !words.every((word) => item.dataset.filter.toLowerCase().includes(word));
  const shown = items.filter((item) => !item.hidden).length;
  output.value = input.value.trim() === "" ? "" : shown + " of " + items.length + " entries";
});
document.querySelector("#unfold").addEventListener("click", () => {
  for (const one of functions) one.open = true;
});
const unfoldTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", unfoldTarget);
unfoldTarget();
`;
