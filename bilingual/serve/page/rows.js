// One document side by side: read, correct, download. Every text of a document is shown as text, never as markup.
import { ask, counted, make, say } from "./page.js";

const find = (id) => document.getElementById(id);
const LAYOUTS = { "side-by-side": "side by side", interleaved: "interleaved", "target-only": "English only" };
let current = null;
let refreshAll = () => {};

/** Show a document that is done. */
export async function openDocument(one, server, refresh) {
  const { rows } = await (await ask(`api/documents/${one.id}/rows`)).json();
  current = { ...one, target: server.engine.target_language };
  refreshAll = refresh;
  find("reading-title").textContent = one.name;
  find("rows").tHead.rows[0].cells[2].textContent = server.engine.target_name;
  find("remarks").replaceChildren(...one.remarks.map((text) => make("li", text)));
  find("layout").replaceChildren(
    ...server.layouts.map((name) => make("option", LAYOUTS[name] ?? name, { value: name })));
  const names = new Map(server.writes.map((format) => [format.format, format.name]));
  find("downloads").replaceChildren(...one.formats.map((format) => downloadButton(format, names.get(format))));
  find("remember").hidden = !server.has_memory;
  find("rows").tBodies[0].replaceChildren(...rows.map(newRow));
  find("only").checked = false;
  showOnly();
  summarize();
}

/** Leave the document; returns which it was. */
export function closeDocument() {
  const { id } = current;
  current = null;
  find("rows").tBodies[0].replaceChildren();
  return id;
}

function summarize() {
  const rows = [...find("rows").tBodies[0].rows];
  const findings = { error: 0, warning: 0, note: 0 };
  for (const one of rows) for (const name of one.severities) findings[name] += 1;
  const corrected = rows.filter((one) => one.classList.contains("corrected")).length;
  find("summary").textContent = `${rows.length} rows, ${counted(findings)}, ${corrected} corrected`;
}

function newRow(row) {
  const item = make("tr", "", { className: row.kind },
    make("th", String(row.row), { scope: "row" }),
    make("td", "", { lang: "zh" }, make("div", row.source, { className: "text" })),
    make("td", "", { lang: current.target, className: "target" }));
  fill(item, row);
  return item;
}

function fill(item, row) {
  item.severities = row.findings.map((one) => one.severity);
  item.classList.toggle("corrected", row.is_corrected);
  const cell = item.cells[2];
  cell.classList.remove("editing");
  cell.replaceChildren(make("div", row.target, { className: "text" }));
  if (row.is_editable) {
    const edit = make("button", "Edit", { className: "edit", type: "button" });
    edit.setAttribute("aria-label", `Edit row ${row.row}`);
    edit.addEventListener("click", () => startEditing(item, row));
    cell.append(edit);
  }
  if (row.findings.length) {
    const told = row.findings.map((one) =>
      make("li", `${one.severity}: ${one.message}`, { className: one.severity }));
    cell.append(make("ul", "", { className: "findings" }, ...told));
    cell.lastChild.setAttribute("aria-label", `Findings of row ${row.row}`);
  }
}

function startEditing(item, row) {
  const cell = item.cells[2];
  const area = make("textarea", "", { value: row.text, lang: current.target, spellcheck: true });
  area.setAttribute("aria-label", `Translation of row ${row.row}`);
  const save = make("button", "Save", { className: "save", type: "button" });
  const leave = make("button", "Cancel", { type: "button" });
  const hint = make("span", "Ctrl+Enter saves, Escape leaves it as it was", { className: "quiet" });
  const end = () => {
    fill(item, row);
    cell.querySelector(".edit").focus();
  };
  const store = async () => {
    save.disabled = true;
    try {
      const answer = await ask(`api/documents/${current.id}/rows/${encodeURIComponent(row.id)}`,
        { method: "PUT", body: JSON.stringify({ text: area.value }) });
      row = (await answer.json()).row;
      end();
      summarize();
      say(`Row ${row.row} is saved.`);
      refreshAll();
    } catch (error) {
      save.disabled = false;
      say(error.message);
    }
  };
  save.addEventListener("click", store);
  leave.addEventListener("click", end);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      store();
    }
  });
  const findings = cell.querySelector(".findings");
  cell.classList.add("editing");
  cell.replaceChildren(area, make("div", "", { className: "buttons" }, save, leave, hint), ...(findings ? [findings] : []));
  area.focus();
}

function downloadButton(format, name) {
  const button = make("button", name ?? format, { type: "button" });
  button.setAttribute("aria-label", `Download ${name ?? format}`);
  button.addEventListener("click", () => download(format).catch((error) => say(error.message)));
  return button;
}

async function download(format) {
  say(`Making ${format} …`);
  const layout = find("layout").value;
  const answer = await ask(`api/documents/${current.id}/files/${format}?layout=${layout}`);
  const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
  const address = URL.createObjectURL(await answer.blob());
  const link = make("a", "", { href: address, download: named ? decodeURIComponent(named[1]) : `document.${format}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(`${link.download} is in your downloads.`);
}

function showOnly() {
  const isOnly = find("only").checked;
  for (const one of find("rows").tBodies[0].rows) one.hidden = isOnly && !one.severities.length;
}

function goToNext() {
  const rows = [...find("rows").tBodies[0].rows].filter((one) => one.severities.length);
  if (!rows.length) {
    say("No row has a finding.");
    return;
  }
  const next = rows[(rows.indexOf(document.querySelector("tr.here")) + 1) % rows.length];
  document.querySelector("tr.here")?.classList.remove("here");
  next.classList.add("here");
  next.scrollIntoView({ block: "center" });
  (next.querySelector("button, textarea") ?? next).focus({ preventScroll: true });
}

find("only").addEventListener("change", showOnly);
find("next").addEventListener("click", goToNext);
find("remember").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const body = JSON.stringify({ author: find("author").value });
    const answer = await ask(`api/documents/${current.id}/memory`, { method: "POST", body });
    const { stored } = await answer.json();
    say(`${stored} new ${stored === 1 ? "entry" : "entries"} in the translation memory.`);
  } catch (error) {
    say(error.message);
  }
});
