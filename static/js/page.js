// What the browser alone must know: an open menu, the colours at once, a message that has been read.

const TOAST_MS = 6_000;

document.addEventListener("alpine:init", () => {
  const { Alpine } = globalThis;
  Alpine.data("menu", () => ({
    close() {
      this.$root.open = false;
    },
    closeToButton() {
      this.$root.open = false;
      this.$root.querySelector("summary").focus();
    },
  }));
  // A scanner is a keyboard: the one on the screen only comes when asked for.
  Alpine.data("typing", () => ({
    mode: "none",
    get pressed() {
      return String(this.mode === "text");
    },
    toggle() {
      this.mode = this.mode === "none" ? "text" : "none";
      this.$refs.field.blur();
      this.$nextTick(() => this.$refs.field.focus());
    },
  }));
  Alpine.data("sound", () => ({
    isOn: localStorage.getItem("sound") !== "off",
    get pressed() {
      return String(this.isOn);
    },
    toggle() {
      this.isOn = !this.isOn;
      localStorage.setItem("sound", this.isOn ? "on" : "off");
    },
  }));
});

// The same cookie as without script, but the page stays: scans may be waiting on it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("themeForm" in form.dataset)) return;
  event.preventDefault();
  const theme = event.submitter.value;
  const body = new URLSearchParams({ theme });
  fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest?.("input, textarea, select, dialog")) return;
  const find = document.getElementById("find");
  if (!find) return;
  event.preventDefault();
  find.focus();
});

document.addEventListener("htmx:after:swap", () => {
  for (const toast of document.querySelectorAll(".toast:not([data-seen])")) {
    toast.dataset.seen = "";
    setTimeout(() => toast.remove(), TOAST_MS);
  }
});
