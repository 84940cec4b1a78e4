// What is sent and not yet answered: sent again with the same key until an answer comes, counted on the screen.

const scanForm = document.getElementById("scan-form");
const forms = [scanForm, document.getElementById("undo-form")];
const box = document.getElementById("outbox");
const count = document.getElementById("outbox-count");
const outcome = document.getElementById("scan-outcome");
const signIn = document.getElementById("sign-in");

// Longer than the server waits for its own commit, so that a slow answer is not asked for twice.
const ATTEMPT_MS = 12_000;
const SLOW_MS = 1_500;
const PAUSE_MS_MIN = 300;
const PAUSE_MS_MAX = 5_000;
let waiting = 0;

if (scanForm) listen();

function listen() {
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (forms.includes(ctx.sourceElement)) setWaiting(waiting + 1);
  });
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (forms.includes(ctx.sourceElement)) ctx.fetch = send;
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (forms.includes(ctx.sourceElement) && !ctx.text.includes("scan-outcome")) show("outcome-failed");
  });
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    if (forms.includes(ctx.sourceElement)) setWaiting(waiting - 1);
  });
  globalThis.addEventListener("beforeunload", (event) => {
    if (waiting > 0) event.preventDefault();
  });
}

function setWaiting(value) {
  waiting = value;
  count.textContent = String(waiting);
  box.classList.toggle("outbox--waiting", waiting > 0);
  document.dispatchEvent(new CustomEvent("tracetrack:outbox", { detail: { waiting } }));
}

/** Stands in for fetch. Ends with an answer that means something, however long it takes. */
async function send(action, request) {
  const slow = setTimeout(() => show("outcome-waiting"), SLOW_MS);
  try {
    for (let tries = 0;; tries++) {
      const response = await attempt(action, request);
      if (response && !isForLater(response.status)) return response;
      show("outcome-waiting");
      if (response?.status === 401) await askForSignIn();
      else await pause(tries, response);
    }
  } finally {
    clearTimeout(slow);
  }
}

const isForLater = (status) => status === 401 || status === 429 || status >= 500;

async function attempt(action, request) {
  try {
    return await fetch(action, { ...request, signal: AbortSignal.timeout(ATTEMPT_MS) });
  } catch {
    return null;
  }
}

function pause(tries, response) {
  const asked = Number(response?.headers.get("retry-after")) * 1_000 || 0;
  const grown = Math.min(PAUSE_MS_MIN * 2 ** tries, PAUSE_MS_MAX) * (0.5 + Math.random() / 2);
  const wait = Math.min(Math.max(asked, grown), PAUSE_MS_MAX);
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, wait);
    globalThis.addEventListener("online", go);
  });
}

/** Puts a prepared outcome in the place of the last one; the next answer replaces it. */
function show(templateId) {
  const prepared = document.getElementById(templateId).content.firstElementChild.cloneNode(true);
  if (outcome.dataset.outcome === prepared.dataset.outcome) return;
  outcome.className = prepared.className;
  outcome.dataset.outcome = prepared.dataset.outcome;
  outcome.replaceChildren(...prepared.childNodes);
}

/** The scan waits meanwhile: signing in goes on over the page. */
function askForSignIn() {
  const form = signIn.querySelector("form");
  const wrong = document.getElementById("sign-in-wrong");
  wrong.hidden = true;
  signIn.showModal();
  return new Promise((resolve) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form));
      const response = await attempt(form.action, { method: "POST", body, redirect: "manual" });
      wrong.hidden = response?.type === "opaqueredirect";
      if (!wrong.hidden) return;
      form.elements.password.value = "";
      signIn.close();
      resolve();
    };
    signIn.oncancel = (event) => event.preventDefault();
  });
}
