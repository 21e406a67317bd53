// The page: sends files, shows how far they are, opens one to read. Nothing is asked of any other server.
import { openDocument, closeDocument } from "./rows.js";

const find = (id) => document.getElementById(id);
const KEY = "bilingual-token", IDS = "bilingual-documents";
const STATES = { waiting: "waiting for its turn", working: "being translated", done: "done", failed: "failed" };
let server = null;
let known = [];
let timer = 0;

/** An element with a text, some properties, and what is in it. */
export function make(name, text = "", properties = {}, ...inside) {
  const one = Object.assign(document.createElement(name), properties);
  if (text) one.textContent = text;
  one.append(...inside);
  return one;
}

/** Say something to whoever looks at the page or listens to it. */
export function say(text) {
  find("said").textContent = text;
}

/** Ask our server; what goes wrong is an Error in one line. */
export async function ask(path, options = {}) {
  const token = sessionStorage.getItem(KEY);
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, cache: "no-store" });
  } catch {
    throw new Error("The server does not answer.");
  }
  if (answer.ok) return answer;
  if (answer.status === 401) askForToken();
  const told = await answer.json().catch(() => null);
  throw new Error(told?.error ? line(told.error) : `The server says ${answer.status}.`);
}

/** An error of the API in one line. */
function line(error) {
  return `${error.path ? `${error.path}: ` : ""}${error.problem}; ${error.remedy}`;
}

function askForToken() {
  sessionStorage.removeItem(KEY);
  find("work").hidden = true;
  find("key").hidden = false;
  find("token").focus();
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(IDS)) ?? [];
  } catch {
    return [];
  }
}

function remember(ids) {
  sessionStorage.setItem(IDS, JSON.stringify(ids));
}

async function start() {
  if (location.hash.startsWith("#token=")) {
    sessionStorage.setItem(KEY, location.hash.slice("#token=".length));
    history.replaceState(null, "", location.pathname);
  }
  server = await (await ask("api/server")).json();
  find("key").hidden = true;
  find("work").hidden = false;
  find("draft").hidden = server.engine.quality !== "draft";
  const engine = [server.engine.name, server.engine.package].filter(Boolean).join(", ");
  find("engine").textContent = `Chinese to ${server.engine.target_name} · ${engine} · nothing leaves this server`;
  find("files").accept = server.reads.join(",");
  const size = (server.file_bytes / 2 ** 20).toLocaleString("en", { maximumFractionDigits: 1 });
  find("bounds").textContent = `Up to ${size} MB and ${server.characters.toLocaleString("en")} characters each. ` +
    `Kept for ${server.keep_minutes.toLocaleString("en")} minutes, then gone: download what you need.`;
  await refresh();
}

/** Look how far the documents are; again in a moment, as long as something goes on. */
async function refresh() {
  clearTimeout(timer);
  const ids = remembered();
  try {
    const query = ids.map((id) => `id=${encodeURIComponent(id)}`).join("&");
    known = ids.length ? (await (await ask(`api/documents?${query}`)).json()).documents : [];
    const there = new Set(known.map((one) => one.id));
    remember(ids.filter((id) => there.has(id)));
    show();
  } catch (error) {
    say(error.message);
  }
  const isBusy = known.some((one) => one.state === "waiting" || one.state === "working");
  timer = setTimeout(refresh, isBusy ? 700 : 15000);
}

function show() {
  const list = find("documents");
  const there = new Map([...list.children].map((one) => [one.dataset.id, one]));
  for (const one of known) {
    const item = there.get(one.id) ?? newItem(one);
    there.delete(one.id);
    const before = item.dataset.state;
    item.dataset.state = one.state;
    item.querySelector(".state").textContent = stateOf(one);
    item.querySelector(".state").classList.toggle("failed", one.state === "failed");
    const bar = item.querySelector("progress");
    bar.hidden = one.state === "done" || one.state === "failed";
    bar.max = one.characters || 1;
    bar.value = one.done;
    item.querySelector(".read").hidden = one.state !== "done";
    const remove = item.querySelector(".remove");
    remove.textContent = bar.hidden ? "Remove" : "Cancel";
    remove.setAttribute("aria-label", `${remove.textContent} ${one.name}`);
    if (before && before !== one.state && bar.hidden) say(`${one.name}: ${stateOf(one)}`);
  }
  for (const gone of there.values()) gone.remove();
}

function stateOf(one) {
  if (one.state === "failed" && one.error) return line(one.error);
  if (one.state === "working" && one.characters) {
    return `${STATES.working}: ${Math.round((100 * one.done) / one.characters)} %`;
  }
  if (one.state !== "done") return STATES[one.state];
  return `done: ${one.rows} rows, ${counted(one.findings)}${one.corrections ? `, ${one.corrections} corrected` : ""}`;
}

/** Findings by severity, in words. */
export function counted(findings) {
  const words = Object.entries(findings)
    .filter(([, number]) => number)
    .map(([name, number]) => `${number} ${name}${number === 1 ? "" : "s"}`);
  return words.join(", ") || "no findings";
}

function newItem(one) {
  const bar = make("progress");
  bar.setAttribute("aria-label", `Progress of ${one.name}`);
  const read = make("button", "Read", { className: "read", type: "button" });
  read.setAttribute("aria-label", `Read ${one.name}`);
  read.addEventListener("click", () => open(one.id));
  const remove = make("button", "Remove", { className: "remove", type: "button" });
  remove.addEventListener("click", () => removeDocument(one));
  const item = make("li", "", {},
    make("span", one.name, { className: "name" }),
    make("span", "", { className: "state" }),
    make("span", "", { className: "buttons" }, read, remove),
    bar);
  item.dataset.id = one.id;
  find("documents").append(item);
  return item;
}

async function removeDocument(one) {
  try {
    await ask(`api/documents/${one.id}`, { method: "DELETE" });
    say(`${one.name} is removed.`);
  } catch (error) {
    say(error.message);
  }
  find("files").focus();
  await refresh();
}

async function send(files) {
  for (const file of files) {
    if (file.size > server.file_bytes) {
      say(`${file.name} is too large.`);
      continue;
    }
    say(`Sending ${file.name} …`);
    try {
      const answer = await ask(`api/documents?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
      remember([...remembered(), (await answer.json()).document.id]);
      say(`${file.name} is sent.`);
    } catch (error) {
      say(error.message);
    }
    await refresh();
  }
}

async function open(id) {
  const one = known.find((other) => other.id === id);
  try {
    await openDocument(one, server, refresh);
    find("sending").hidden = true;
    find("reading").hidden = false;
    find("reading-title").focus();
    scrollTo(0, 0);
  } catch (error) {
    say(error.message);
  }
}

function back() {
  const id = closeDocument();
  find("reading").hidden = true;
  find("sending").hidden = false;
  document.querySelector(`[data-id="${CSS.escape(id)}"] .read`)?.focus();
  refresh();
}

find("key").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, find("token").value.trim());
  find("token").value = "";
  say("");
  start().catch((error) => say(error.message));
});
find("files").addEventListener("change", (event) => {
  const files = [...event.target.files];
  event.target.value = "";
  send(files);
});
find("back").addEventListener("click", back);
const drop = find("drop");
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!find("sending").hidden && server) send([...event.dataTransfer.files]);
});
start().catch((error) => say(error.message));
