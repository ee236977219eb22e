"use strict";
// The value of a control as JSON; undefined if it is empty.
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
// Shows the effects of other requests, except while the keyboard focus is in the section.
const refresh = async () => {
  const live = document.getElementById("live");
  if (document.hidden || live.contains(document.activeElement)) return;
  const answer = await fetch("/_emulator/live").catch(() => null);
  if (answer?.ok) live.innerHTML = await answer.text();
};
const send = async (form) => {
  const body = {};
  let path = form.dataset.path;
  for (const control of form.querySelectorAll("[data-field], [data-in]")) {
    control.removeAttribute("aria-invalid");
    const value = read(control);
    if (control.dataset.in) path = path.replace(/\{[^}]*\}/, encodeURIComponent(control.value));
    else if (value !== undefined && visible(control)) put(body, control.dataset.field, value);
  }
  const answer = await fetch(path, { method: form.dataset.verb, body: JSON.stringify(body) });
  return [answer.ok, await answer.json()];
};
const mark = (form, violations) => {
  for (const { field } of violations) {
    const name = field.split(/[\[ ]/)[0];
    form.querySelector(`[data-field="${CSS.escape(name)}"]`)?.setAttribute("aria-invalid", "true");
  }
  form.querySelector("[aria-invalid]")?.focus();
};
for (const form of document.querySelectorAll("form"))
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const outcome = form.querySelector(".outcome");
    outcome.className = "outcome";
    outcome.textContent = "";
    const [ok, found] = await send(form).catch(() => [false, { message: "The emulator does not answer." }]);
    outcome.classList.add(ok ? "good" : "bad");
    outcome.textContent = ok ? `${found.done === undefined ? "Created" : "Started operation"} ${found.id ?? ""}` : found.message;
    mark(form, (found.details ?? []).flatMap((detail) => detail.fieldViolations ?? []));
    refresh();
  });
setInterval(refresh, 1500);
