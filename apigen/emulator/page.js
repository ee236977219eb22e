"use strict";
// What was typed into a control, as JSON; undefined where nothing was.
const read = (control) => {
  const text = control.value;
  if (text.trim() === "") return undefined;
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (control.dataset.kind === "list") return lines;
  if (control.dataset.kind === "map")
    return Object.fromEntries(lines.map((line) => [line.split("=")[0], line.split("=").slice(1).join("=")]));
  if (control.dataset.kind === "json") { try { return JSON.parse(text); } catch { return text; } }
  return text;
};
const put = (body, path, value) => {
  const names = path.split("."), last = names.pop();
  names.reduce((inner, name) => (inner[name] ??= {}), body)[last] = value;
};
const visible = (control) => !control.closest("[hidden]");
for (const choice of document.querySelectorAll(".choice"))
  choice.addEventListener("change", (event) => {
    if (event.target.type !== "radio" || event.target.closest(".choice") !== choice) return;
    for (const arm of choice.querySelectorAll(":scope > .arm")) arm.hidden = arm.dataset.arm !== event.target.value;
  });
const refresh = async () => {
  const live = document.getElementById("live");
  if (document.hidden || live.contains(document.activeElement)) return;
  const answer = await fetch("/_emulator/live");
  if (answer.ok) live.innerHTML = await answer.text();
};
for (const form of document.querySelectorAll("form"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = {};
    let path = form.dataset.path;
    for (const control of form.querySelectorAll("[data-field], [data-in]")) {
      control.removeAttribute("aria-invalid");
      const value = read(control);
      if (control.dataset.in) path = path.replace(/\{[^}]*\}/, encodeURIComponent(control.value));
      else if (value !== undefined && visible(control)) put(body, control.dataset.field, value);
    }
    const answer = await fetch(path, { method: form.dataset.verb, body: JSON.stringify(body) });
    const found = await answer.json();
    const wrong = (found.details ?? []).flatMap((detail) => detail.fieldViolations ?? []);
    for (const { field } of wrong) {
      const name = field.split(/[\[ ]/)[0];
      form.querySelector(`[data-field="${CSS.escape(name)}"]`)?.setAttribute("aria-invalid", "true");
    }
    form.querySelector(".outcome").textContent = answer.ok ? `Started operation ${found.id ?? ""}` : found.message;
    form.querySelector("[aria-invalid]")?.focus();
    refresh();
  });
setInterval(refresh, 1500);
