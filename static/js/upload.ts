/**
 * Sends the sheets of `/imports` and shows how far they are. The form works without it; what it adds is the progress, which
 * neither htmx nor fetch knows, and a way to stop.
 */
import { libraries } from "./libraries.ts";

export function startUpload(): void {
  const form = document.getElementById("upload");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendSheets(form);
  });
}

function sendSheets(form: HTMLFormElement): void {
  if (form.dataset.state === "sending") return;
  const files = [...form.querySelector<HTMLInputElement>("[type=file]")?.files ?? []];
  const isTooLarge = files.some(({ size }) => size > Number(form.dataset.bytesMax));
  // The server would say so as well, but only when it has taken that much in.
  if (isTooLarge) return sayOfUpload(form.dataset.tooLarge ?? "");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("hx-request", "true");
  request.upload.addEventListener("progress", ({ loaded, total }) => showSent(form, total > 0 ? loaded / total : 0));
  request.addEventListener("load", () => sheetsAnswered(form, request));
  request.addEventListener("error", () => uploadEnded(form, form.dataset.broken));
  request.addEventListener("abort", () => uploadEnded(form, form.dataset.stopped));
  form.querySelector("#upload-stop")?.addEventListener("click", () => request.abort(), { once: true });
  sayOfUpload("");
  showSent(form, 0);
  setSending(form, true);
  request.send(new FormData(form));
}

function sheetsAnswered(form: HTMLFormElement, request: XMLHttpRequest): void {
  const where = request.getResponseHeader("hx-redirect");
  if (where !== null) return location.assign(where);
  setSending(form, false);
  const text = request.responseText;
  if (!text.includes('id="upload-said"')) {
    // What the door says stands in parts of its own; what a proxy says is no part of the page.
    if (text.includes("<hx-partial")) libraries().htmx.swap({ text, sourceElement: form, swap: "none" });
    return sayOfUpload(form.dataset.broken ?? "");
  }
  const said = `<hx-partial hx-target="#upload-said" hx-swap="outerHTML">${text}</hx-partial>`;
  libraries().htmx.swap({ text: said, sourceElement: form, swap: "none" });
}

function uploadEnded(form: HTMLFormElement, text = ""): void {
  setSending(form, false);
  sayOfUpload(text);
}

function setSending(form: HTMLFormElement, isSending: boolean): void {
  form.dataset.state = isSending ? "sending" : "idle";
  const send = form.querySelector<HTMLButtonElement>("#upload-send");
  if (send) send.disabled = isSending;
  const progress = form.querySelector<HTMLElement>("#upload-progress");
  if (progress) progress.hidden = !isSending;
}

function showSent(form: HTMLFormElement, part: number): void {
  const bar = form.querySelector("progress");
  if (bar) bar.value = part;
  const output = form.querySelector("output");
  if (output) output.textContent = `${Math.floor(part * 100)} %`;
}

function sayOfUpload(text: string): void {
  const place = document.getElementById("upload-said");
  if (!place) return;
  place.replaceChildren();
  if (text === "") return;
  const notice = document.createElement("p");
  notice.className = "notice notice--bad";
  const words = document.createElement("b");
  words.textContent = text;
  notice.append(words);
  place.append(notice);
}
