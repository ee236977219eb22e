"use strict";
(() => {
  const box = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const entries = [...document.querySelectorAll(".entry")];
  const switches = [...document.querySelectorAll("input[name=effect]")];
  const texts = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]));
  const known = new Set(switches.map((item) => item.value));
  const apply = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const on = new Set(switches.filter((item) => item.checked).map((item) => item.value));
    let number = 0;
    for (const entry of entries) {
      const effect = entry.dataset.effect;
      const fits = words.every((word) => texts.get(entry).includes(word));
      entry.hidden = !fits || (known.has(effect) && !on.has(effect));
      number += entry.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section"))
      section.hidden = ![...section.querySelectorAll(".entry")].some((entry) => !entry.hidden);
    shown.textContent = `${number} of ${entries.length} shown`;
  };
  box.form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", apply);
  for (const item of switches) item.addEventListener("change", apply);
  apply();
})();
