// The scan form: one physical scan, one key; the field is free again at once; no answer is waited for.

const form = document.getElementById("scan-form");
const field = document.getElementById("scan-input");
const undoForm = document.getElementById("undo-form");
const parentForms = JSON.parse(form?.dataset.parentForms ?? "[]");
const LINES_MAX = 500;
// A scanner types faster than any hand: its closing Tab sends, a person's Tab moves on.
const SCANNER_MS_PER_CHARACTER = 40;
let firstKeyAt = 0;

const INVISIBLE = /[\u00ad\u00a0\u202f\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
// deno-lint-ignore no-control-regex -- scanners add CR, LF, TAB and group separators at either end
const ENDS = /^[\u0000-\u0020\u007f]+|[\u0000-\u0020\u007f]+$/g;

if (form) {
  listenToRequests();
  listenToKeys();
}

function listenToRequests() {
  // Before htmx reads the form: its own listener sits on the form itself.
  document.addEventListener("submit", (event) => {
    if (event.target === undoForm) undoForm.elements.parent.value = form.elements.parent.value;
    if (event.target === form && !openNamedSack()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      field.value = "";
      return;
    }
    if (event.target === form || event.target === undoForm) stamp(event.target);
  }, true);

  // The values are taken: whatever comes next is the next scan.
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement === form) field.value = "";
    if (ctx.sourceElement === form || ctx.sourceElement === undoForm) field.focus({ preventScroll: true });
  });

  // "Undo last" means the last one when its turn comes, not when it was pressed.
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.request.submitter?.id !== "undo-last") return;
    const newest = document.querySelector("#scan-list button[name=undoes]");
    ctx.request.body.set("undoes", newest?.value ?? "");
  });

  // A repeated answer brings its line again: the older one goes.
  document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
    for (const { fragment } of tasks) {
      for (const line of fragment.querySelectorAll("li[data-scan-id]")) document.getElementById(line.id)?.remove();
    }
  });

  document.addEventListener("htmx:after:swap", () => {
    const lines = document.querySelectorAll("#scan-list > li");
    for (const line of [...lines].slice(LINES_MAX)) line.remove();
  });

  document.addEventListener("tracetrack:outbox", ({ detail: { waiting } }) => {
    if (waiting === 0) followOpenSack();
  });
}

function listenToKeys() {
  field.addEventListener("input", () => {
    if (field.value.length <= 1) firstKeyAt = performance.now();
  });

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || field.value.length < 4) return;
    if ((performance.now() - firstKeyAt) / field.value.length > SCANNER_MS_PER_CHARACTER) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // Wherever the focus is, a scan lands in the field.
  document.addEventListener("keydown", (event) => {
    const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isText && !event.target.closest?.("input, textarea, select, dialog")) field.focus({ preventScroll: true });
  });
  globalThis.addEventListener("focus", () => {
    if (document.activeElement === document.body) field.focus({ preventScroll: true });
  });
}

/** False when there is nothing to send: many scanners end a code with two keys. */
function openNamedSack() {
  const code = clean(field.value);
  if (code === "") return false;
  if (isParentCode(code)) form.elements.parent.value = code;
  return true;
}

function isParentCode(code) {
  return parentForms.some(([prefix, digits]) =>
    code.length === prefix.length + digits && code.startsWith(prefix) && /^[0-9]+$/.test(code.slice(prefix.length))
  );
}

/** As domain/code.ts does it: page and server must never disagree about which sack is open. */
function clean(text) {
  return text.replace(INVISIBLE, "").replace(ENDS, "").replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function stamp(target) {
  target.elements.scan_id.value = newId();
  target.elements.scanned_at.value = new Date().toISOString();
}

/** Nothing is under way: the sack that the server shows is the open one, and a reload finds it again. */
function followOpenSack() {
  const shown = document.getElementById("parent-code");
  if (!shown) return;
  const code = shown.textContent.trim();
  form.elements.parent.value = code;
  field.placeholder = code === "" ? field.dataset.scanSack : field.dataset.scanBag;
  const address = new URL(location.href);
  address.search = "";
  if (code !== "") address.searchParams.set("parent", code);
  if (form.elements.station.value !== "") address.searchParams.set("station", form.elements.station.value);
  history.replaceState(null, "", address);
}

/**
 * A UUID that begins with the time (version 7): the database's index of keys then grows at one end, instead of being
 * rewritten all over. Works on plain http, too, where browsers have no randomUUID.
 */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = Date.now();
  for (let place = 5; place >= 0; place--) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
